import Journal
import RunModel
import Testing

@Suite struct RunRetentionTests {
  private static let day: Int64 = 86_400_000_000

  /// Runs newest first, a letter each: `.` went well, `x` did not; each began a day before the one before it.
  private func removed(_ letters: String, _ retention: RunRetention, byteCount: Int = 10) -> [Int] {
    let runs = letters.enumerated().map { place, letter in
      RunRetention.Candidate(
        run: RunID(100 - place), startTime: Int64(1000 - place) * Self.day, isBad: letter == "x", byteCount: byteCount)
    }
    return retention.removals(of: runs, now: 1000 * Self.day).map { 100 - $0.run.number }
  }

  private func retention(runs: Int = 1000, failed: Int = 1000, days: Int? = nil, bytes: Int? = nil) -> RunRetention {
    var retention = RunRetention()
    (retention.runCount, retention.failedRunCount, retention.byteCount) = (runs, failed, bytes)
    retention.age = days.map { .seconds($0 * 86_400) }
    return retention
  }

  @Test func `the newest stay, and those with failures longer`() {
    #expect(removed("......", retention(runs: 3)) == [3, 4, 5])
    #expect(removed("..x.x.x", retention(runs: 2, failed: 2)) == [3, 5, 6])
    #expect(removed("xxxx", retention(runs: 1, failed: 1)) == [1, 2, 3])
    #expect(removed("", retention(runs: 0)) == [] && removed(".", retention(runs: 0, failed: 0)) == [])
  }

  @Test func `what is old goes, and failures when they are four times as old`() {
    #expect(removed("....x..xx", retention(days: 2)) == [3, 5, 6])
    #expect(removed(String(repeating: "x", count: 11), retention(days: 2)) == [9, 10])
  }

  @Test func `what is too large goes from the oldest on, failures last`() {
    #expect(removed("..x..x", retention(bytes: 30)) == [1, 3, 4])
    #expect(removed("..xxx", retention(bytes: 25)) == [1, 3, 4])
    #expect(removed("...", retention(bytes: 1)) == [1, 2])
    #expect(removed("...", retention(bytes: 30)) == [])
  }

  @Test func `each says why`() {
    let runs = [3, 2, 1].map {
      RunRetention.Candidate(run: RunID($0), startTime: Int64($0) * Self.day, isBad: $0 == 1, byteCount: 5_000_000)
    }
    #expect(
      retention(runs: 1, failed: 0).removals(of: runs, now: 4 * Self.day).map(\.reason) == [
        "1 newer runs", "2 newer runs, 0 of them with failures",
      ])
    #expect(retention(days: 1).removals(of: runs, now: 4 * Self.day).map(\.reason) == ["began 2 days ago"])
    #expect(
      retention(bytes: 6_000_000).removals(of: runs, now: 4 * Self.day).map(\.reason)
        == Array(repeating: "all together are larger than 6.0 MB", count: 2))
  }
}
