import EnvironmentModel
import Journal
import RunModel
import Testing

@testable import History

@Suite struct HistoryQueriesTests {
  private typealias Result = HistoryBench.Result

  @Test func `runs are told newest first with counts, times and sources`() throws {
    let bench = try HistoryBench()
    try bench.write(at: 100, [Result(name: "a"), Result(name: "b", outcome: .failed(exitCode: 1))])
    try bench.write(at: 200, commit: "beef", change: "1", [Result(name: "a")], isFinished: false)
    let runs = try bench.queries().runs(limit: 10)
    #expect(runs.map(\.id.number) == [2, 1])
    #expect(runs[1].counts == [.pass: 1, .fail: 1] && runs[1].ending == .finished && runs[1].isKept)
    #expect(runs[1].startTime == 100_000_000 && runs[1].endTime == 100_013_000)
    #expect(runs[0].ending == .interrupted && runs[0].endTime == nil)
    #expect(runs[0].revision == SourceRevision(commit: "beef", branch: "main", change: "1"))
    #expect(try bench.queries().runs(limit: 1).map(\.id.number) == [2])
    #expect(try bench.queries().run(1)?.id.number == 1 && bench.queries().run(nil)?.id.number == 2)
    #expect(try bench.queries().run(7) == nil)
  }

  @Test func `an environment is told over time with what its results rest on`() throws {
    let bench = try HistoryBench()
    try bench.write(at: 100, [Result(name: "a"), Result(name: "b")])
    try bench.write(at: 200, [Result(name: "a", outcome: .failed(exitCode: 3))])
    let record = try bench.queries().record(of: EnvironmentName("a"), limit: 10)
    #expect(record.results.map(\.status) == [.fail, .pass])
    let bad = record.results[0]
    #expect(bad.reason == "exit code 3 from 'pytest -q'" && bad.firstError == "error of a in 2")
    #expect(bad.cpuMicroseconds == 1_500_000 && bad.peakMemoryByteCount == 1 << 20 && bad.workedMicroseconds == 5000)
    #expect(bad.basis.interpreter == "CPython 3.12.1" && bad.basis.tool == "uv 0.9")
    #expect(bad.basis == record.results[1].basis && record.results[1].firstError == nil)
    #expect(record.verdict == .broken && record.flakyRate == 0.5, "one change without a known cause is no habit")
    #expect(try bench.queries().record(of: EnvironmentName("z"), limit: 10).results.isEmpty)
    #expect(try bench.queries().failing(runs: 10).map(\.text) == ["a"])
    #expect(try bench.queries().failing(runs: 0) == [])
    #expect(try bench.queries().environmentNames().map(\.text) == ["a", "b"])
  }

  @Test func `what broke is told with all that had changed`() throws {
    let bench = try HistoryBench()
    func content(_ version: String, mark: String) -> EnvironmentContent {
      EnvironmentContent(
        interpreter: "CPython 3.\(version)", tool: "uv 0.9", packagesMark: mark,
        packages: [.init(name: "attrs", version: version), .init(name: "six", version: "1")])
    }
    try bench.write(
      at: 100, commit: "aaaaaaaaaaaaaaa",
      [Result(name: "a", content: content("1", mark: "m1"), inputs: [StepInput(name: "package 'core'", mark: "1")])])
    try bench.write(
      at: 200, commit: "bbbbbbbbbbbbbbb",
      [
        Result(
          name: "a", outcome: .failed(exitCode: 1), content: content("2", mark: "m2"),
          inputs: [StepInput(name: "package 'core'", mark: "2")], settings: "deps=2 extras=1")
      ])
    try bench.write(at: 300, commit: "ccc", [Result(name: "a", outcome: .failed(exitCode: 1))])
    let queries = try bench.queries()
    let report = try #require(try queries.breaking(of: queries.record(of: EnvironmentName("a"), limit: 10)))
    #expect(report.good.run.number == 1 && report.bad.run.number == 2)
    #expect(
      report.changes.map(\.text) == [
        "commit aaaaaaaaaa -> bbbbbbbbbb", "interpreter CPython 3.1 -> CPython 3.2", "-attrs==1 +attrs==2",
        "setting deps", "setting extras", "package 'core'",
      ])
  }

  @Test func `what nobody knows of a failed set-up is no change`() throws {
    let bench = try HistoryBench()
    let known = EnvironmentContent(
      interpreter: "CPython 3.12", tool: "uv 0.9", packagesMark: "1", packages: [.init(name: "attrs", version: "1")])
    try bench.write(at: 100, [Result(name: "a", content: known)])
    try bench.write(
      at: 200, commit: "beef", [Result(name: "a", outcome: .failed(exitCode: 1), content: EnvironmentContent())])
    let queries = try bench.queries()
    let report = try #require(try queries.breaking(of: queries.record(of: EnvironmentName("a"), limit: 10)))
    #expect(report.changes.map(\.text) == ["commit c0ffee -> beef"])
  }

  @Test func `the slowest steps come first`() throws {
    let bench = try HistoryBench()
    try bench.write(at: 100, [Result(name: "a"), Result(name: "b")])
    let steps = try bench.queries().slowestSteps(runs: 5, limit: 1)
    #expect(steps == [SlowStep(step: HistoryBench.step("a"), durations: [5000])])
  }
}
