package import EnvironmentModel

/// What the runs of the past say of one environment.
package struct EnvironmentRecord: Hashable, Sendable {
  /// How an environment does, in a word.
  package enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// It passes.
    case passing
    /// It failed last, and not for chance as far as anybody can tell.
    case broken
    /// Its outcome changes though nothing is known to have changed.
    case flaky
    /// It failed before and passes now.
    case fixed
    /// No run says anything.
    case unknown
  }

  package let name: EnvironmentName
  /// Newest first.
  package let results: [PastResult]

  /// - Parameter results: Newest first.
  package init(name: EnvironmentName, results: [PastResult]) {
    self.name = name
    self.results = results
  }

  /// Those that say something of its commands, newest first.
  package var telling: [PastResult] { results.filter(\.isTelling) }

  /// So many of the newest results decide what is told of an environment now.
  package static let window = 20

  // MARK: Outcomes

  /// The share, from 0 to 1, of the newest results that needed a retry or were others than the one before them though
  /// nothing is known to have changed; `nil` without results.
  package var flakyRate: Double? {
    let recent = Array(telling.prefix(Self.window))
    if recent.isEmpty { return nil }
    return Double(recent.indices.count { recent[$0].neededRetry || isChance($0, recent) }) / Double(recent.count)
  }

  /// Whether a result is another one than the one before it though nothing is known to have changed.
  private func isChance(_ place: Int, _ results: [PastResult]) -> Bool {
    guard place + 1 < results.count else { return false }
    let (newer, older) = (results[place], results[place + 1])
    return newer.status.isGood != older.status.isGood && newer.restsOnTheSame(as: older)
  }

  /// How it does by its newest results: it is flaky where one in ten changed without a known
  /// cause or needed a retry, and more than one changed or one was retried: a single change may have a cause that nobody
  /// knows.
  package var verdict: Verdict {
    let recent = telling.prefix(Self.window)
    guard let last = recent.first else { return .unknown }
    let results = Array(recent)
    let isRepeated = results.contains(where: \.neededRetry) || results.indices.count { isChance($0, results) } > 1
    if let rate = flakyRate, rate >= 0.1, isRepeated { return .flaky }
    if !last.status.isGood { return .broken }
    return recent.allSatisfy(\.status.isGood) ? .passing : .fixed
  }

  // MARK: Times

  /// The microseconds that half of the newest passes took at most, and nine tenths of them; `nil` without any.
  package var percentiles: (p50: Int64, p90: Int64)? {
    let times = passTimes.prefix(Self.window).sorted()
    return times.isEmpty ? nil : (Self.percentile(50, of: times), Self.percentile(90, of: times))
  }

  /// By how much the newer half of the passes took longer than the older half, as a share: 0.1 for a tenth more; `nil` with
  /// fewer than four.
  package var trend: Double? {
    let times = Array(passTimes.prefix(Self.window))
    if times.count < 4 { return nil }
    let half = times.count / 2
    let (newer, older) = (times.prefix(half).sorted(), times.suffix(half).sorted())
    let before = Self.percentile(50, of: older)
    return before == 0 ? nil : Double(Self.percentile(50, of: newer)) / Double(before) - 1
  }

  private var passTimes: [Int64] { telling.filter(\.status.isGood).compactMap(\.workedMicroseconds) }

  /// The smallest of sorted values that is no less than a share of them (nearest rank).
  package static func percentile(_ share: Int, of sorted: [Int64]) -> Int64 {
    sorted[max(0, (sorted.count * share + 99) / 100 - 1)]
  }

  // MARK: Breaking

  /// The last pass before the failures of now, and the first of these; `nil` where it passes, and without a pass before.
  package var breaking: (good: PastResult, bad: PastResult)? {
    let telling = telling
    let failures = telling.prefix { !$0.status.isGood }
    guard let bad = failures.last, failures.count < telling.count else { return nil }
    return (telling[failures.count], bad)
  }
}
