package import RunModel

/// How many environments of each row and column of the matrix have which status, kept up as these change.
package struct MatrixTotals: Hashable, Sendable {
  private static let statusCount = MatrixStatus.allCases.count

  /// A line of counts by status for each row, then one for each column.
  private var counts: [Int]
  private let rowCount: Int

  /// Counts the environments of an arrangement.
  ///
  /// - Complexity: O(*environments*).
  package init(_ arrangement: MatrixArrangement, status: (StepOwner) -> MatrixStatus) {
    rowCount = arrangement.rowLabels.count
    counts = Array(repeating: 0, count: (rowCount + arrangement.columnLabels.count) * Self.statusCount)
    for name in arrangement.order {
      guard let place = arrangement.place(of: name) else { continue }
      add(1, of: status(.environment(name)), at: place)
    }
  }

  /// Takes in that the environment at a place has another status now.
  package mutating func change(from old: MatrixStatus, to new: MatrixStatus, at place: MatrixPlace) {
    add(-1, of: old, at: place)
    add(1, of: new, at: place)
  }

  /// What there is of each status in a row, the worst first.
  package func row(_ row: Int) -> [(status: MatrixStatus, count: Int)] { line(row) }
  /// What there is of each status in a column, the worst first.
  package func column(_ column: Int) -> [(status: MatrixStatus, count: Int)] { line(rowCount + column) }

  private static let worstFirst = MatrixStatus.allCases.sorted { $0.severity > $1.severity }

  private func line(_ line: Int) -> [(status: MatrixStatus, count: Int)] {
    Self.worstFirst.compactMap { status in
      let count = counts[line * Self.statusCount + status.index]
      return count > 0 ? (status, count) : nil
    }
  }

  private mutating func add(_ count: Int, of status: MatrixStatus, at place: MatrixPlace) {
    counts[place.row * Self.statusCount + status.index] += count
    counts[(rowCount + place.column) * Self.statusCount + status.index] += count
  }
}
