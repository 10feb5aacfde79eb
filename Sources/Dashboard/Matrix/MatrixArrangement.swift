package import EnvironmentModel
package import RunModel
package import Screen

/// A place in the matrix, from zero at the top left.
package struct MatrixPlace: Hashable, Sendable {
  package var row: Int
  package var column: Int
}

/// The environments of a project in rows and columns, with the labels of both.
///
/// Where no axis is left to arrange by, every environment has a row of its own, labelled by its name. Where axes are
/// folded, a place has several environments.
package struct MatrixArrangement: Sendable {
  /// What rows and columns stand for: `py`, `os`.
  package let rowAxisNames: [String]
  package let columnAxisNames: [String]
  /// Axes whose values share a place.
  package let foldedAxisNames: [String]
  /// Axes with one value, which need neither row nor column: `os=linux`.
  package let constants: [String]
  /// For each row its labels, outermost first.
  package let rowLabels: [[String]]
  /// For each column its labels, outermost first; one column without labels makes a list.
  package let columnLabels: [[String]]
  /// Environments outside the rows and columns.
  package let others: [EnvironmentName]
  /// The environments in rows and columns, in reading order.
  package let order: [EnvironmentName]
  /// How many environments a filter or a slice hides.
  package let hiddenCount: Int
  /// The place of each environment of ``order``, which goes row by row.
  private let places: [MatrixPlace]
  /// Where each row begins in ``order``, and last where all end.
  private let rowStarts: [Int]
  private let indices: [EnvironmentName: Int]

  /// Nothing in rows and columns.
  static let empty = MatrixArrangement(list: [], hiddenCount: 0)

  /// Whether there is one column, so that its rows have room for words.
  package var isList: Bool { columnLabels.count == 1 && columnLabels[0].isEmpty && foldedAxisNames.isEmpty }
  /// All environments that are shown, with those outside rows and columns.
  package var environmentCount: Int { order.count + others.count }

  /// The first environment at a place; `nil` where the product has none.
  package subscript(place: MatrixPlace) -> EnvironmentName? { indices(at: place).first.map { order[$0] } }
  /// The environments at a place: none, one, or several that are folded together.
  package func members(at place: MatrixPlace) -> ArraySlice<EnvironmentName> { order[indices(at: place)] }
  /// Where an environment stands; `nil` outside rows and columns, and when it is hidden.
  package func place(of name: EnvironmentName) -> MatrixPlace? { indices[name].map { places[$0] } }
  /// Where an environment stands in ``order``.
  func index(of name: EnvironmentName) -> Int? { indices[name] }

  /// The environments of some columns of a row, by where they stand in ``order``.
  func indices(inRow row: Int, _ columns: Range<Int>) -> Range<Int> {
    guard row >= 0, row + 1 < rowStarts.count else { return 0..<0 }
    let start = indices(at: MatrixPlace(row: row, column: columns.lowerBound)).lowerBound
    let end = indices(at: MatrixPlace(row: row, column: columns.upperBound)).lowerBound
    return start..<max(start, end)
  }

  /// The column of what stands at an index of ``order``.
  func column(at index: Int) -> Int { places[index].column }

  /// The environments at a place, by where they stand in ``order``.
  ///
  /// - Complexity: O(log *columns*).
  func indices(at place: MatrixPlace) -> Range<Int> {
    guard place.row >= 0, place.row + 1 < rowStarts.count else { return 0..<0 }
    var low = rowStarts[place.row]
    let end = rowStarts[place.row + 1]
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if places[middle].column < place.column { low = middle + 1 } else { high = middle }
    }
    var last = low
    while last < end, places[last].column == place.column { last += 1 }
    return low..<last
  }

  /// Where an axis has been put.
  func whereabouts(of axis: String) -> String {
    rowAxisNames.contains(axis) ? "rows" : columnAxisNames.contains(axis) ? "columns" : "folded"
  }

  /// Arranges a project's environments for the room there is, as somebody has chosen.
  ///
  /// - Parameter summary: What is known of an environment, for filters and the order of rows.
  /// - Complexity: O(*environments* × 2^*axes*), with at most six axes weighed.
  package init(
    _ project: DashboardProject, room: Size, choice: MatrixChoice = MatrixChoice(),
    summary: @escaping (EnvironmentName) -> OwnerSummary? = { _ in nil }
  ) {
    let matrix = project.matrix
    let choice = choice.fitted(to: Dictionary(matrix.axes.map { ($0.name, $0.values) }) { first, _ in first })
    let shown = MatrixSelection(project, choice, summary)
    let coordinates = shown.names.compactMap { matrix.coordinates[$0] }
    let split = MatrixSplit.best(of: matrix, coordinates, in: room, choice: choice)
    let folded = matrix.axes.indices.filter { axis in
      !split.rowAxes.contains(axis) && !split.columnAxes.contains(axis)
        && matrix.axes[axis].values.count > 1 && choice.pinned(matrix.axes[axis].name) == nil
    }
    if split.rowAxes.isEmpty && split.columnAxes.isEmpty && folded.isEmpty {
      self.init(list: shown.names + shown.others, hiddenCount: shown.hiddenCount)
    } else {
      self.init(matrix, shown, split, folded, order: RowOrder(choice.order, summary))
    }
  }

  private init(
    _ matrix: EnvironmentMatrix, _ shown: MatrixSelection, _ split: MatrixSplit, _ folded: [Int], order: RowOrder
  ) {
    var placed: [(place: MatrixPlace, name: EnvironmentName)] = []
    var taken: Set<MatrixPlace> = []
    var others = shown.others
    let coordinates = shown.names.compactMap { matrix.coordinates[$0] }
    var rows = Self.lines(of: matrix, coordinates, split, split.rowAxes)
    let columns = Self.lines(of: matrix, coordinates, split, split.columnAxes)
    order.sort(&rows, shown.names) { name in
      matrix.coordinates[name].map { split.key(of: $0, split.rowAxes, matrix) }
    }
    for name in shown.names {
      guard let coordinate = matrix.coordinates[name],
        let row = rows.index[split.key(of: coordinate, split.rowAxes, matrix)],
        let column = columns.index[split.key(of: coordinate, split.columnAxes, matrix)]
      else { continue }
      let place = MatrixPlace(row: row, column: column)
      // Names that say the same by other words have no place beside the first.
      if !folded.isEmpty || taken.insert(place).inserted {
        placed.append((place, name))
      } else {
        others.append(name)
      }
    }
    // Of one place in the order of the project.
    let ordered = placed.indices.sorted { left, right in
      let (first, second) = (placed[left].place, placed[right].place)
      return (first.row, first.column, left) < (second.row, second.column, right)
    }
    self.order = ordered.map { placed[$0].name }
    places = ordered.map { placed[$0].place }
    rowStarts = Self.starts(of: places, rowCount: rows.labels.count)
    indices = Dictionary(self.order.enumerated().map { ($1, $0) }) { first, _ in first }
    rowAxisNames = split.rowAxes.map { matrix.axes[$0].name }
    columnAxisNames = split.columnAxes.map { matrix.axes[$0].name }
    foldedAxisNames = folded.map { matrix.axes[$0].name }
    constants = matrix.axes.compactMap { $0.values.count == 1 ? "\($0.name)=\($0.values[0])" : nil }
    rowLabels = rows.labels
    columnLabels = columns.labels
    hiddenCount = shown.hiddenCount
    self.others = others
  }

  private static func starts(of places: [MatrixPlace], rowCount: Int) -> [Int] {
    var starts = Array(repeating: 0, count: rowCount + 1)
    for place in places { starts[place.row + 1] += 1 }
    for row in 0..<rowCount { starts[row + 1] += starts[row] }
    return starts
  }

  private init(list names: [EnvironmentName], hiddenCount: Int) {
    rowAxisNames = ["environment"]
    columnAxisNames = []
    foldedAxisNames = []
    constants = []
    rowLabels = names.map { [$0.text] }
    columnLabels = [[]]
    others = []
    order = names
    self.hiddenCount = hiddenCount
    places = names.indices.map { MatrixPlace(row: $0, column: 0) }
    rowStarts = Array(0...names.count)
    indices = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// The combinations of values that occur on some axes, in the order of the values.
  private static func lines(
    of matrix: EnvironmentMatrix, _ shown: [[Int]], _ split: MatrixSplit, _ axes: [Int]
  ) -> MatrixLines {
    let keys = split.keys(axes, matrix, shown).sorted
    let labels = keys.map { key in
      zip(axes, split.places(of: key, axes, matrix)).map { matrix.axes[$0].values[$1] }.map { $0.isEmpty ? "-" : $0 }
    }
    return MatrixLines(keys: keys, labels: labels)
  }
}
