/// Where the text of commands that was put together so far ends: in the first word of a line, or behind it.
struct CommandPosition {
  private enum Place { case indent, marks, gap, program, arguments }

  private var place = Place.indent

  /// Whether what comes next is still part of the program's name.
  var isWithinProgram: Bool { place != .arguments }

  /// Goes over more of the text.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  mutating func advance(over text: String) {
    for scalar in text.unicodeScalars {
      let isMark = scalar == "-" || scalar == "!"
      switch place {
      case _ where scalar == "\n": place = .indent
      case .arguments: break
      case _ where scalar.properties.isWhitespace:
        place = place == .program ? .arguments : place == .marks ? .gap : place
      case .indent where isMark, .marks where isMark: place = .marks
      default: place = .program
      }
    }
  }
}
