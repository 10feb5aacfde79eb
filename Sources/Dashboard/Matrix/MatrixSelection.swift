import EnvironmentModel
import RunModel

/// The environments that a choice leaves to be shown.
struct MatrixSelection {
  /// Those that have a part in the product, in the project's order.
  private(set) var names: [EnvironmentName] = []
  /// Those outside.
  private(set) var others: [EnvironmentName] = []
  private(set) var hiddenCount = 0

  init(_ project: DashboardProject, _ choice: MatrixChoice, _ summary: (EnvironmentName) -> OwnerSummary?) {
    let axes = project.matrix.axes
    let pins = axes.indices.compactMap { axis in
      choice.pinned(axes[axis].name).flatMap { axes[axis].values.firstIndex(of: $0) }.map { (axis: axis, value: $0) }
    }
    for name in project.environments {
      let coordinate = project.matrix.coordinates[name]
      let isPinned = coordinate.map { place in pins.allSatisfy { place[$0.axis] == $0.value } } ?? true
      let isAdmitted =
        choice.filter?.admits(name, at: coordinate, axes) { summary(name)?.status ?? .unknown } ?? true
      if !isPinned || !isAdmitted {
        hiddenCount += 1
      } else if coordinate == nil {
        others.append(name)
      } else {
        names.append(name)
      }
    }
  }
}

/// The rows or the columns of a matrix: what each stands for, as a number and in words.
struct MatrixLines {
  private(set) var keys: [Int]
  private(set) var labels: [[String]]
  /// Where each number stands.
  private(set) var index: [Int: Int]

  init(keys: [Int], labels: [[String]]) {
    self.keys = keys
    self.labels = labels
    index = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }

  /// Puts the lines into another order.
  mutating func reorder(_ order: [Int]) {
    self = MatrixLines(keys: order.map { keys[$0] }, labels: order.map { labels[$0] })
  }
}

/// The order of rows by what is known of their environments.
struct RowOrder {
  private let order: MatrixChoice.Order
  private let summary: (EnvironmentName) -> OwnerSummary?

  init(_ order: MatrixChoice.Order, _ summary: @escaping (EnvironmentName) -> OwnerSummary?) {
    self.order = order
    self.summary = summary
  }

  /// Puts those rows first that come to the most; equal ones keep their order.
  ///
  /// - Parameter key: The row that an environment belongs to.
  func sort(_ rows: inout MatrixLines, _ names: [EnvironmentName], key: (EnvironmentName) -> Int?) {
    if order == .configuration { return }
    var weights: [Int: Int64] = [:]
    for name in names {
      guard let key = key(name) else { continue }
      weights[key] = max(weights[key] ?? 0, weight(of: name))
    }
    let keys = rows.keys
    rows.reorder(
      keys.indices.sorted { left, right in
        let (first, second) = (weights[keys[left]] ?? 0, weights[keys[right]] ?? 0)
        return first == second ? left < right : first > second
      })
  }

  private func weight(of name: EnvironmentName) -> Int64 {
    guard let summary = summary(name) else { return 0 }
    return order == .worst ? Int64(summary.status.severity) : summary.workedMicroseconds ?? 0
  }
}
