/// How much pressure on the machine keeps new steps from starting, in percent by the resource; nothing that is missing.
package struct PressureThresholds: Hashable, Sendable {
  /// Names of limits, with the resource and what holds where nobody says anything.
  ///
  /// A fifth of the time without memory means that much is fetched from the disk again and again. Processors count only
  /// where four tasks want each one, since a few are no harm. Input and output count late: where
  /// packages are installed much waits for the disk, and gets on.
  private static let table: [(limit: String, resource: String, percent: Int)] = [
    ("cpu_pressure", "cpu", 75), ("memory_pressure", "memory", 20), ("io_pressure", "io", 80),
  ]

  private var percents: [String: Int]

  /// Those that hold where nobody says anything.
  package static let standard = PressureThresholds(
    percents: Dictionary(uniqueKeysWithValues: table.map { ($0.resource, $0.percent) }))
  /// Those of them that hold where somebody chose how many steps may share the processors.
  package static let standardWithoutProcessors = PressureThresholds(
    percents: standard.percents.filter { $0.key != "cpu" })
  /// Nothing is ever held up.
  package static let none = PressureThresholds(percents: [:])

  /// Names of limits that set one.
  package static let names = table.map(\.limit)

  /// The threshold of a resource: `cpu`, `memory` or `io`.
  package func percent(of resource: String) -> Int? { percents[resource] }

  /// Sets what a limit means; `nil` for no threshold.
  package mutating func set(_ limit: String, to percent: Int?) {
    guard let entry = Self.table.first(where: { $0.limit == limit }) else { return }
    percents[entry.resource] = percent
  }
}
