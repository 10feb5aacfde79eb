import EnvironmentModel
import RunModel

// Marks: single cells, ranges, all that are not marked.
extension DashboardState {
  /// What is marked, with the range that is being chosen.
  var effectivelyMarked: Set<EnvironmentName> { rangeStart == nil ? marked : marked.union(rangeMembers) }

  /// Whether a filter or a slice leaves an environment to be seen.
  func isShown(_ name: EnvironmentName) -> Bool {
    arrangement.hiddenCount == 0 || arrangement.place(of: name) != nil || arrangement.others.contains(name)
  }

  private var rangePlaces: (rows: ClosedRange<Int>, columns: ClosedRange<Int>)? {
    guard let start = rangeStart, let end = selectedPlace else { return nil }
    let rows = min(start.row, end.row)...max(start.row, end.row)
    return (rows, min(start.column, end.column)...max(start.column, end.column))
  }

  private var rangeMembers: [EnvironmentName] {
    guard let range = rangePlaces else { return [] }
    return range.rows.flatMap { row in
      range.columns.flatMap { arrangement.members(at: MatrixPlace(row: row, column: $0)) }
    }
  }

  /// Marks the range that is being chosen, else what is selected, or takes the mark away.
  mutating func toggleMark() {
    if rangeStart != nil { return endRange() }
    let members = selectedPlace.map { Array(arrangement.members(at: $0)) } ?? selectedEnvironment.map { [$0] } ?? []
    if members.isEmpty {
      notice = "packages are built when an environment needs them; mark environments"
    } else if members.allSatisfy(marked.contains) {
      marked.subtract(members)
    } else {
      marked.formUnion(members)
    }
  }

  mutating func changeMarks(_ command: DashboardCommand) {
    if command == .invertMarks {
      let shown = arrangement.order + arrangement.others
      marked = Set(shown).subtracting(effectivelyMarked)
      rangeStart = nil
      notice = "\(marked.count) marked"
    } else if rangeStart != nil {
      endRange()
    } else if let place = selectedPlace {
      rangeStart = place
      notice = "a range begins here: move, then Space marks it, Esc leaves it"
    } else {
      notice = "ranges are of cells of the matrix"
    }
  }

  private mutating func endRange() {
    marked.formUnion(rangeMembers)
    rangeStart = nil
    notice = "\(marked.count) marked"
  }
}
