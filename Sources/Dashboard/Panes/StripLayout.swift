import EnvironmentModel
package import RunModel
package import Screen

/// The items of a one-line strip, `lint ✓  docs ✓`, scrolled so that the selected one is seen.
package struct StripLayout: Sendable {
  /// One environment or package of the strip.
  package struct Item: Hashable, Sendable {
    package var owner: StepOwner
    package var name: String
    /// The columns of name, blank and mark.
    package var columns: Range<Int>
  }

  package let items: [Item]
  /// Whether items are left out before the first or after the last.
  package let isCutBefore: Bool
  package let isCutAfter: Bool

  /// Places as many items as the columns have room for.
  package init(_ owners: [StepOwner], selected: StepOwner?, in columns: Range<Int>) {
    let widths = owners.map { TextWidth.width(of: Self.name($0)) + 4 }
    var first = 0
    if let selected, let index = owners.firstIndex(of: selected) {
      var room = columns.count - widths[index]
      first = index
      while first > 0, room >= widths[first - 1] {
        first -= 1
        room -= widths[first]
      }
    }
    var items: [Item] = []
    var column = columns.lowerBound
    var index = first
    while index < owners.count, column + widths[index] - 2 <= columns.upperBound || items.isEmpty {
      items.append(
        Item(owner: owners[index], name: Self.name(owners[index]), columns: column..<(column + widths[index] - 2)))
      column += widths[index]
      index += 1
    }
    self.items = items
    isCutBefore = first > 0
    isCutAfter = index < owners.count
  }

  /// The name within the strip, whose label says what it lists.
  private static func name(_ owner: StepOwner) -> String {
    switch owner {
    case .environment(let name): name.text
    case .package(let name): name
    }
  }

  /// The columns that a strip's items may take in a row.
  package static func columns(of row: Rectangle) -> Range<Int> {
    let start = row.column + 11
    return start..<max(start, row.endColumn - 2)
  }
}
