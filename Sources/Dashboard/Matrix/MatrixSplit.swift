import EnvironmentModel
import Screen

/// One way to share the axes of a matrix between rows and columns, and how well it reads at a size.
struct MatrixSplit: Hashable, Sendable {
  /// Indices of axes, outermost first.
  var rowAxes: [Int]
  var columnAxes: [Int]

  /// The split that reads best in the room a matrix has, of at most 64.
  ///
  /// Axes with one value take part in none. Where more than two thirds of the cells would be empty, all axes go to rows.
  static func best(of matrix: EnvironmentMatrix, in room: Size) -> MatrixSplit {
    let axes = matrix.axes.indices.filter { matrix.axes[$0].values.count > 1 }
    let free = Array(axes.prefix(6))
    let list = MatrixSplit(rowAxes: axes, columnAxes: [])
    var best = (split: list, score: Double.infinity, density: 1.0)
    for mask in 0..<(1 << free.count) {
      let columnAxes = free.indices.filter { mask & (1 << $0) != 0 }.map { free[$0] }
      let split = MatrixSplit(
        rowAxes: axes.filter { !columnAxes.contains($0) }, columnAxes: arranged(columnAxes, of: matrix))
      let (score, density) = split.score(matrix, room)
      if score < best.score { best = (split, score, density) }
    }
    return best.density < 0.35 ? list : best.split
  }

  /// The kind of environment goes innermost, where neighbours are compared.
  private static func arranged(_ columnAxes: [Int], of matrix: EnvironmentMatrix) -> [Int] {
    let kinds = columnAxes.filter { isKind(matrix.axes[$0]) }
    return columnAxes.filter { !kinds.contains($0) } + kinds
  }

  private static let kindNames: Set = ["venv", "virtualenv", "conda", "docker", "nix", "deb", "rpm", "npm"]

  static func isKind(_ axis: MatrixAxis) -> Bool {
    axis.values.allSatisfy { $0.isEmpty || kindNames.contains($0) }
  }

  /// Lower is better: what does not fit, how empty the table is, and how much heading it needs.
  private func score(_ matrix: EnvironmentMatrix, _ room: Size) -> (score: Double, density: Double) {
    let rowCount = distinctCount(rowAxes, matrix)
    let columnCount = distinctCount(columnAxes, matrix)
    let density = Double(matrix.coordinates.count) / Double(max(1, rowCount * columnCount))
    let labelWidth = rowAxes.reduce(0) { $0 + 1 + longestValue(matrix.axes[$1]) }
    let width = labelWidth + columnCount * max(MatrixZoom.times.pitch, innermostWidth(matrix))
    let height = rowCount + columnAxes.count
    var score = 4 * Double(max(0, width - room.columnCount)) / Double(max(1, room.columnCount))
    score += 2 * Double(max(0, height - room.rowCount)) / Double(max(1, room.rowCount))
    score += 3 * (1 - density) + 0.6 * min(1, Double(height) / Double(max(1, room.rowCount)))
    score += 0.1 * Double(max(0, columnAxes.count - 1)) + 0.15 * Double(max(0, rowAxes.count - 1))
    if columnAxes.isEmpty, rowAxes.count > 1 { score += 1 }
    if rowAxes.isEmpty { score += 0.8 }
    if columnCount > rowCount { score += 0.05 }
    if rowAxes.contains(where: { Self.isKind(matrix.axes[$0]) }), !columnAxes.isEmpty { score += 0.1 }
    if columnAxes.contains(where: { matrix.axes[$0].name == "py" }) { score += 0.1 }
    return (score, density)
  }

  private func innermostWidth(_ matrix: EnvironmentMatrix) -> Int {
    columnAxes.last.map { min(12, longestValue(matrix.axes[$0]) + 1) } ?? 0
  }

  private func longestValue(_ axis: MatrixAxis) -> Int { axis.values.map(\.utf8.count).max() ?? 0 }

  private func distinctCount(_ axes: [Int], _ matrix: EnvironmentMatrix) -> Int {
    if axes.isEmpty { return 1 }
    var seen: Set<Int> = []
    for coordinate in matrix.coordinates.values { seen.insert(key(of: coordinate, axes, matrix)) }
    return seen.count
  }

  /// A number that orders environments by their values on some axes, the first axis weighing most.
  func key(of coordinate: [Int], _ axes: [Int], _ matrix: EnvironmentMatrix) -> Int {
    axes.reduce(0) { $0 * (matrix.axes[$1].values.count + 1) + coordinate[$1] }
  }
}
