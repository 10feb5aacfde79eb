/// How hard a machine has to work, as shares of time in percent at one moment.
package struct PressureReading: Hashable, Sendable {
  /// What processes wait for.
  package enum Resource: String, Hashable, Sendable, CaseIterable {
    case processor = "cpu"
    case memory
    case io
  }

  /// The share of the time in which some process, or for `io` all of them, had to wait; what is not known is missing.
  package var shares: [Resource: Double]

  package init(_ shares: [Resource: Double] = [:]) { self.shares = shares }
}
