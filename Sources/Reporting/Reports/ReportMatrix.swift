import EnvironmentModel

/// The environments of a run as a table: a factor for each column, all others for the rows.
struct ReportMatrix {
  /// A row with its name, and for each column the environment that stands there.
  struct Row {
    var label: String
    var cells: [EnvironmentName?]
  }

  /// The columns' factors.
  private(set) var columns: [String] = []
  private(set) var rows: [Row] = []
  /// Names that share no factors with others, and those whose place another one has.
  private(set) var others: [EnvironmentName] = []

  /// Arranges names; the factor with the fewest alternatives, but more than one, makes the columns.
  ///
  /// - Parameter patterns: What the names were written as.
  init(names: [EnvironmentName], patterns: [String]) {
    let matrix = EnvironmentMatrix(names: names, patterns: patterns)
    let widths = matrix.axes.map(\.values.count)
    guard matrix.axes.count > 1, let width = widths.filter({ $0 > 1 }).min(), width <= 16,
      let column = widths.firstIndex(of: width)
    else {
      others = names
      return
    }
    columns = matrix.axes[column].values.map { $0.isEmpty ? "–" : $0 }
    var places: [String: Int] = [:]
    for name in names {
      guard let coordinates = matrix.coordinates[name] else {
        others.append(name)
        continue
      }
      let factors = matrix.axes.indices.filter { $0 != column }.map { matrix.axes[$0].values[coordinates[$0]] }
      let label = factors.filter { !$0.isEmpty }.joined(separator: "-")
      let place = places[label] ?? rows.count
      if place == rows.count {
        rows.append(Row(label: label.isEmpty ? "–" : label, cells: Array(repeating: nil, count: width)))
        places[label] = place
      }
      if rows[place].cells[coordinates[column]] == nil {
        rows[place].cells[coordinates[column]] = name
      } else {
        others.append(name)
      }
    }
  }
}
