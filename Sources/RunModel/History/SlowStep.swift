/// A step as its newest runs had it, for those who look for time.
package struct SlowStep: Hashable, Sendable {
  package var step: StepID
  /// In how many runs it was done.
  package var count: Int
  /// In microseconds: what half of them took at most, nine tenths of them, and the longest.
  package var p50: Int64
  package var p90: Int64
  package var longest: Int64

  /// - Parameter durations: In microseconds, at least one.
  package init(step: StepID, durations: [Int64]) {
    let sorted = durations.sorted()
    self.step = step
    count = sorted.count
    p50 = EnvironmentRecord.percentile(50, of: sorted)
    p90 = EnvironmentRecord.percentile(90, of: sorted)
    longest = sorted.last ?? 0
  }
}
