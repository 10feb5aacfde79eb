package import EnvironmentModel
package import Screen

/// A place in the matrix, from zero at the top left.
package struct MatrixPlace: Hashable, Sendable {
  package var row: Int
  package var column: Int
}

/// The environments of a project in rows and columns, with the labels of both.
///
/// Where no axis is left to arrange by, every environment has a row of its own, labelled by its name.
package struct MatrixArrangement: Sendable {
  /// What rows and columns stand for: `py`, `os`.
  package let rowAxisNames: [String]
  package let columnAxisNames: [String]
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
  private let occupants: [MatrixPlace: EnvironmentName]
  private let places: [EnvironmentName: MatrixPlace]

  /// Whether there is one column, so that its rows have room for words.
  package var isList: Bool { columnLabels.count == 1 && columnLabels[0].isEmpty }
  /// All environments, with those outside rows and columns.
  package var environmentCount: Int { places.count + others.count }

  /// The environment at a place; `nil` where the product has none.
  package subscript(place: MatrixPlace) -> EnvironmentName? { occupants[place] }
  /// Where an environment stands; `nil` outside rows and columns.
  package func place(of name: EnvironmentName) -> MatrixPlace? { places[name] }

  /// Arranges a project's environments for the room there is.
  ///
  /// - Complexity: O(*environments* × 2^*axes*), with at most six axes weighed.
  package init(_ project: DashboardProject, room: Size) {
    let split = MatrixSplit.best(of: project.matrix, in: room)
    if split.rowAxes.isEmpty && split.columnAxes.isEmpty {
      self.init(list: project.environments)
    } else {
      self.init(project, split)
    }
  }

  private init(_ project: DashboardProject, _ split: MatrixSplit) {
    let matrix = project.matrix
    var occupants: [MatrixPlace: EnvironmentName] = [:]
    var places: [EnvironmentName: MatrixPlace] = [:]
    var others = matrix.others
    let rows = Self.lines(of: matrix, split, split.rowAxes)
    let columns = Self.lines(of: matrix, split, split.columnAxes)
    for name in project.environments {
      guard let coordinate = matrix.coordinates[name],
        let row = rows.index[split.key(of: coordinate, split.rowAxes, matrix)],
        let column = columns.index[split.key(of: coordinate, split.columnAxes, matrix)]
      else { continue }
      let place = MatrixPlace(row: row, column: column)
      if occupants[place] == nil {
        occupants[place] = name
        places[name] = place
      } else {
        others.append(name)
      }
    }
    order = places.sorted { ($0.value.row, $0.value.column) < ($1.value.row, $1.value.column) }.map(\.key)
    rowAxisNames = split.rowAxes.map { Self.title(of: matrix.axes[$0]) }
    columnAxisNames = split.columnAxes.map { Self.title(of: matrix.axes[$0]) }
    constants = matrix.axes.compactMap { $0.values.count == 1 ? "\($0.name)=\($0.values[0])" : nil }
    rowLabels = rows.labels
    columnLabels = columns.labels
    self.others = others
    self.occupants = occupants
    self.places = places
  }

  /// A short name for an axis: `kind` for kinds of environments, else its name or its first value.
  private static func title(of axis: MatrixAxis) -> String {
    if MatrixSplit.isKind(axis) { return "kind" }
    guard axis.name.count > 20, let first = axis.values.first(where: { !$0.isEmpty }) else { return axis.name }
    return "\(first) +\(axis.values.count - 1)"
  }

  private init(list names: [EnvironmentName]) {
    rowAxisNames = ["environment"]
    columnAxisNames = []
    constants = []
    rowLabels = names.map { [$0.text] }
    columnLabels = [[]]
    others = []
    order = names
    places = Dictionary(
      names.enumerated().map { ($1, MatrixPlace(row: $0, column: 0)) }, uniquingKeysWith: { first, _ in first })
    occupants = Dictionary(uniqueKeysWithValues: places.map { ($1, $0) })
  }

  /// The combinations of values that occur on some axes, in the order of the values.
  private static func lines(
    of matrix: EnvironmentMatrix, _ split: MatrixSplit, _ axes: [Int]
  ) -> (labels: [[String]], index: [Int: Int]) {
    var coordinates: [Int: [Int]] = [:]
    for coordinate in matrix.coordinates.values { coordinates[split.key(of: coordinate, axes, matrix)] = coordinate }
    let keys = coordinates.keys.sorted()
    let labels = keys.map { key in
      axes.map { axis in coordinates[key].map { matrix.axes[axis].values[$0[axis]] } ?? "" }
        .map { $0.isEmpty ? "-" : $0 }
    }
    return (labels, Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) }))
  }
}
