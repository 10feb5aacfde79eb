import Screen

/// Saves the terminal changes of colour that nobody would see: a blank between two characters is put in the look of the
/// first, if only what makes a character visible differs.
///
/// No more than ``limit`` blanks in a row are, as the library clears the rest of a row only where it is plainly blank.
struct BlankLook {
  private static let limit = 2
  private var last: (end: Point, look: CellLook)?
  private var count = 0

  /// The look to put a change in; changes come from left to right.
  mutating func look(of change: CanvasDifference.Change, meant: CellLook) -> CellLook {
    var look = meant
    count = change.scalar == 0x20 ? count + 1 : 0
    if (1...Self.limit).contains(count), let last, last.end == change.point, meant.looksBlankIn(last.look) {
      look = last.look
    }
    last = (Point(row: change.point.row, column: change.point.column + change.width), look)
    return look
  }
}

extension CellLook {
  /// Whether a blank in this look and one in the other cannot be told apart.
  func looksBlankIn(_ other: CellLook) -> Bool {
    let visible: TextAttributes = [.underline, .reverse]
    return attributes.isDisjoint(with: visible) && other.attributes.isDisjoint(with: visible)
      && colors.background == other.colors.background
  }
}
