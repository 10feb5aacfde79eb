package import EnvironmentModel
package import RunModel

/// Which runs keep their journals and logs; results stay in the history in any case.
package struct RunRetention: Hashable, Sendable {
  /// So many of the newest runs are kept.
  package var runCount = 50
  /// So many of the newest runs in which something went wrong are kept, however many others there are.
  package var failedRunCount = 100
  /// Runs that began longer ago go, and those with failures when four times as much time has passed; `nil` for never.
  package var age: Duration?
  /// Runs go, the oldest first and those without failures before others, until what is left has no more bytes; `nil` for
  /// any size.
  package var byteCount: Int?

  /// How many of the newest runs keep their logs unpacked.
  package var unpackedRunCount = 10

  /// What a project says, and the defaults for the rest.
  package init(_ settings: RetentionSettings = RetentionSettings()) {
    runCount = settings.runCount ?? runCount
    failedRunCount = settings.failedRunCount ?? failedRunCount
    age = settings.days.map { .seconds(Int64($0) * 86_400) }
    byteCount = settings.byteCount
    unpackedRunCount = settings.unpackedRunCount ?? unpackedRunCount
  }

  /// A run that is there.
  package struct Candidate: Hashable, Sendable {
    package var run: RunID
    /// Microseconds since 1970.
    package var startTime: Int64
    /// Whether something went wrong in it.
    package var isBad: Bool
    package var byteCount: Int

    package init(run: RunID, startTime: Int64, isBad: Bool, byteCount: Int = 0) {
      self.run = run
      self.startTime = startTime
      self.isBad = isBad
      self.byteCount = byteCount
    }
  }

  /// A run that goes.
  package struct Removal: Hashable, Sendable {
    package var run: RunID
    /// For people: `older than 30 days`.
    package var reason: String
  }

  /// The runs that go, newest first; the newest of all always stays.
  ///
  /// - Parameters:
  ///   - runs: Newest first.
  ///   - now: Microseconds since 1970.
  /// - Complexity: O(*n* log *n*).
  package func removals(of runs: [Candidate], now: Int64) -> [Removal] {
    var reasons: [RunID: String] = [:]
    var badCount = 0
    for (place, run) in runs.enumerated() {
      if run.isBad { badCount += 1 }
      if place == 0 { continue }
      let isAmongBad = run.isBad && badCount <= failedRunCount
      if place >= runCount, !isAmongBad {
        reasons[run.run] = "\(place) newer runs" + (run.isBad ? ", \(badCount - 1) of them with failures" : "")
      } else if let age, now - run.startTime > age.microseconds * (run.isBad ? 4 : 1) {
        reasons[run.run] = "began \((now - run.startTime) / 86_400_000_000) days ago"
      }
    }
    if let byteCount { addLargest(to: &reasons, runs, byteCount) }
    return runs.compactMap { run in reasons[run.run].map { Removal(run: run.run, reason: $0) } }
  }

  private func addLargest(to reasons: inout [RunID: String], _ runs: [Candidate], _ limit: Int) {
    var total = runs.reduce(0) { $0 + (reasons[$1.run] == nil ? $1.byteCount : 0) }
    let rest = runs.dropFirst().filter { reasons[$0.run] == nil }.reversed()
    for run in rest.filter({ !$0.isBad }) + rest.filter(\.isBad) where total > limit {
      total -= run.byteCount
      reasons[run.run] = "all together are larger than \(ByteText.short(limit))"
    }
  }
}
