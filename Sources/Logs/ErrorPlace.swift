/// Where in the sources an error is, as a tool tells it.
package struct ErrorPlace: Hashable, Sendable {
  /// The path as the tool writes it, often from the folder it runs in.
  package var file: String
  /// From one; `nil` where it is not told.
  package var line: Int?
  /// From one; `nil` where it is not told.
  package var column: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// Reads `path:12:3`, `path:12` or `path(12,3)`; `nil` for anything else.
  init?(_ text: Substring) {
    var rest = text
    if rest.last == ")", let bracket = rest.lastIndex(of: "(") {
      let numbers = rest[rest.index(after: bracket)...].dropLast().split(separator: ",").map { Int($0) }
      guard let first = numbers.first, let line = first else { return nil }
      self.init(file: String(rest[..<bracket]), line: line, column: numbers.count > 1 ? numbers[1] : nil)
    } else {
      guard let last = Self.takeNumber(&rest) else { return nil }
      let first = Self.takeNumber(&rest)
      self.init(file: String(rest), line: first ?? last, column: first == nil ? nil : last)
    }
    if file.isEmpty || file.contains(where: { $0 == " " || $0 == "\t" }) { return nil }
  }

  /// Takes `:12` off the end.
  private static func takeNumber(_ text: inout Substring) -> Int? {
    guard let colon = text.lastIndex(of: ":"), let number = Int(text[text.index(after: colon)...]) else { return nil }
    text = text[..<colon]
    return number
  }
}
