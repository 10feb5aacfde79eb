import EnvironmentModel
import Screen

/// One way to share the axes of a matrix between rows and columns, and how well it reads at a size.
///
/// An axis that is in neither, and has more than one value among what is shown, is folded: its values share cells.
struct MatrixSplit: Hashable, Sendable {
  /// Indices of axes, outermost first.
  var rowAxes: [Int]
  var columnAxes: [Int]

  /// The split that reads best in the room a matrix has, of at most 64, as far as somebody's choice leaves it open.
  ///
  /// Axes with one value take part in none. Where more than two thirds of the cells would be empty, all axes go to rows.
  ///
  /// - Parameter coordinates: Those of the environments that are shown.
  static func best(
    of matrix: EnvironmentMatrix, _ coordinates: [[Int]], in room: Size, choice: MatrixChoice
  ) -> MatrixSplit {
    let names = matrix.axes.map(\.name)
    let axes = choice.nested(
      matrix.axes.indices.filter { axis in
        guard matrix.axes[axis].values.count > 1 else { return false }
        switch choice.places[names[axis]] {
        case .folded, .pinned: return false
        case .rows, .columns, nil: return true
        }
      }, names: names)
    let list = MatrixSplit(rowAxes: axes, columnAxes: [])
    if choice.zoom == .list { return list }
    let fixedColumns = Set(axes.filter { choice.places[names[$0]] == .columns })
    let free = Array(axes.filter { choice.places[names[$0]] == nil }.prefix(6))
    var best = (split: list, score: Double.infinity, density: 1.0)
    for mask in 0..<(1 << free.count) {
      let chosen = fixedColumns.union(free.indices.filter { mask & (1 << $0) != 0 }.map { free[$0] })
      let columnAxes = axes.filter(chosen.contains)
      let split = MatrixSplit(
        rowAxes: axes.filter { !chosen.contains($0) },
        columnAxes: choice.nesting.isEmpty ? arranged(columnAxes, of: matrix) : columnAxes)
      let (score, density) = split.score(matrix, coordinates, room)
      if score < best.score { best = (split, score, density) }
    }
    let isOpen = free.count == axes.count
    let split = isOpen && best.density < 0.35 ? list : best.split
    return choice.zoom == .overview ? split.folded(toFit: room, matrix, coordinates) : split
  }

  /// The same with the innermost axes folded until rows and columns fit, as far as two are left.
  private func folded(toFit room: Size, _ matrix: EnvironmentMatrix, _ coordinates: [[Int]]) -> MatrixSplit {
    var split = self
    let height = max(1, room.rowCount - 2)
    while split.rowAxes.count > 1, split.distinctCount(split.rowAxes, matrix, coordinates) > height {
      split.rowAxes.removeLast()
    }
    let width = max(1, room.columnCount - 12) / CellForm.times.pitch
    while split.columnAxes.count > 1, split.distinctCount(split.columnAxes, matrix, coordinates) > width {
      split.columnAxes.removeLast()
    }
    return split
  }

  /// The kind of environment goes innermost, where neighbours are compared.
  private static func arranged(_ columnAxes: [Int], of matrix: EnvironmentMatrix) -> [Int] {
    let kinds = columnAxes.filter { matrix.axes[$0].isKind }
    return columnAxes.filter { !kinds.contains($0) } + kinds
  }

  /// Lower is better: what does not fit, how empty the table is, and how much heading it needs.
  private func score(
    _ matrix: EnvironmentMatrix, _ coordinates: [[Int]], _ room: Size
  ) -> (score: Double, density: Double) {
    let rowCount = distinctCount(rowAxes, matrix, coordinates)
    let columnCount = distinctCount(columnAxes, matrix, coordinates)
    let density = Double(coordinates.count) / Double(max(1, rowCount * columnCount))
    let labelWidth = rowAxes.reduce(0) { $0 + 1 + longestValue(matrix.axes[$1]) }
    let width = labelWidth + columnCount * max(CellForm.times.pitch, innermostWidth(matrix))
    let height = rowCount + columnAxes.count
    var score = 4 * Double(max(0, width - room.columnCount)) / Double(max(1, room.columnCount))
    score += 2 * Double(max(0, height - room.rowCount)) / Double(max(1, room.rowCount))
    score += 3 * (1 - min(1, density)) + 0.6 * min(1, Double(height) / Double(max(1, room.rowCount)))
    score += 0.1 * Double(max(0, columnAxes.count - 1)) + 0.15 * Double(max(0, rowAxes.count - 1))
    if columnAxes.isEmpty, rowAxes.count > 1 { score += 1 }
    if rowAxes.isEmpty { score += 0.8 }
    if columnCount > rowCount { score += 0.05 }
    if rowAxes.contains(where: { matrix.axes[$0].isKind }), !columnAxes.isEmpty { score += 0.1 }
    if columnAxes.contains(where: { matrix.axes[$0].name == "py" }) { score += 0.1 }
    return (score, density)
  }

  private func innermostWidth(_ matrix: EnvironmentMatrix) -> Int {
    columnAxes.last.map { min(12, longestValue(matrix.axes[$0]) + 1) } ?? 0
  }

  private func longestValue(_ axis: MatrixAxis) -> Int { axis.values.map(\.utf8.count).max() ?? 0 }

  private func distinctCount(_ axes: [Int], _ matrix: EnvironmentMatrix, _ coordinates: [[Int]]) -> Int {
    axes.isEmpty ? 1 : keys(axes, matrix, coordinates).count
  }

  /// The numbers of all combinations that occur on some axes.
  func keys(_ axes: [Int], _ matrix: EnvironmentMatrix, _ coordinates: [[Int]]) -> KeySet {
    let factors = axes.map { matrix.axes[$0].values.count + 1 }
    let limit = factors.reduce(1) { limit, factor in
      let (product, isTooLarge) = limit.multipliedReportingOverflow(by: factor)
      return isTooLarge ? .max : product
    }
    var keys = KeySet(below: limit)
    for coordinate in coordinates {
      var key = 0
      for (axis, factor) in zip(axes, factors) { key = key &* factor &+ coordinate[axis] }
      keys.insert(key)
    }
    return keys
  }

  /// The place on each of some axes that a number stands for.
  func places(of key: Int, _ axes: [Int], _ matrix: EnvironmentMatrix) -> [Int] {
    var rest = key
    return axes.reversed().map { axis in
      let factor = matrix.axes[axis].values.count + 1
      defer { rest /= factor }
      return rest % factor
    }.reversed()
  }

  /// A number that orders environments by their values on some axes, the first axis weighing most.
  func key(of coordinate: [Int], _ axes: [Int], _ matrix: EnvironmentMatrix) -> Int {
    axes.reduce(0) { $0 &* (matrix.axes[$1].values.count + 1) &+ coordinate[$1] }
  }
}
