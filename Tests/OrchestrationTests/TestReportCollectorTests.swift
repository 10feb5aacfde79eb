import EnvironmentModel
import Host
import Planning
import RunModel
import TestKit
import TestResults
import Testing

@testable import Orchestration

@Suite struct TestReportCollectorTests {
  private static let report = "<testsuite><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite>"

  /// Runs an environment whose command leaves files.
  private func run(
    _ left: [String: String], _ patterns: [String] = [], files named: [String] = [], before: [String: String] = [:],
    secrets: Set<String> = [],
    code: Int32 = 0
  ) async throws -> StepRehearsal {
    let files = Late<MemoryFiles>()
    let run = StepRehearsal(secrets: secrets) { _ in
      for (path, text) in left { files.known?.put(text, at: path) }
      return .exits(code)
    }
    files.set(run.files)
    for (path, text) in before { run.files.put(text, at: path) }
    let search = TestReportSearch(files: named, patterns: patterns, folder: "/p")
    let recipe = Recipe {
      Recipe.Parts(main: [StepRehearsal.command("one")], conclusion: [.collectTestReports(search)])
    }
    try await run.perform(["a": recipe])
    return run
  }

  private func tests(_ run: StepRehearsal) -> CollectedTests? { run.state.steps[StepRehearsal.stepID()]?.tests }

  @Test(arguments: [Int32(0), 1])
  func `reports are kept with the run, however the commands ended`(code: Int32) async throws {
    let run = try await run(
      ["/p/x.xml": Self.report, "/p/sub/y.xml": Self.report, "/p/z.txt": ""], ["**/*.xml"], files: ["/p/x.xml"],
      code: code)
    #expect(
      tests(run)
        == CollectedTests(
          reports: ["a.commands.tests-1.xml", "a.commands.tests-2.xml"], tally: TestTally(passed: 2, failed: 2)))
    #expect(run.files.text("/runs/1/a.commands.tests-2.xml") == Self.report)
    #expect(run.notes().isEmpty)
  }

  @Test func `a report that lay there before and did not change is none of the run`() async throws {
    let run = try await run(["/p/y.xml": Self.report], ["*.xml"], before: ["/p/x.xml": Self.report])
    #expect(tests(run)?.reports == ["a.commands.tests-1.xml"])
    #expect(try await tests(self.run([:], ["*.xml"], before: ["/p/x.xml": Self.report])) == nil)
  }

  @Test func `what is no report is told, and nothing else comes of it`() async throws {
    let run = try await run(["/p/x.xml": "<testsuite>", "/p/y.xml": Self.report], ["*.xml"])
    #expect(
      run.notes() == [
        "the report of tests '/p/x.xml' is left out: line 1: the document ends within <testsuite>"
      ])
    #expect(tests(run)?.tally == TestTally(passed: 1, failed: 1) && run.summary().status == .pass)
  }

  @Test(arguments: [
    ("hush1234", "<system-out>hush1234</system-out>"), ("a&b<c\"d", "<failure message='x a&amp;b&lt;c&quot;d y'/>"),
    ("suite", "<system-out>suite</system-out>"), ("tést", "<system-out>t&#233;st</system-out>"),
  ])
  func `secrets are no part of what is kept, however they are written`(secret: String, content: String) async throws {
    let text = "<testsuite><testcase name='a'>\(content)</testcase></testsuite>"
    let run = try await run(["/p/x.xml": text], files: ["/p/x.xml"], secrets: [secret])
    let kept = try #require(run.files.text("/runs/1/a.commands.tests-1.xml"))
    let report = try TestReport(junit: Array(kept.utf8))
    let told = report.cases.map { $0.message + $0.output }
    #expect(told.count == 1 && told.allSatisfy { !$0.contains(secret) && $0.contains("***") }, "\(kept)")
    #expect(tests(run)?.tally == TestTally(report.cases))
  }

  @Test func `a key that finds nothing says so, an option does not`() async throws {
    #expect(
      try await run([:], ["no/*.xml"]).notes() == ["'test_reports' names no file that the commands left: no/*.xml"])
    #expect(try await run([:], files: ["/p/x.xml"]).notes().isEmpty)
    let odd = try await run(["/p/[x] y.xml": Self.report], files: ["/p/[x] y.xml"])
    #expect(tests(odd)?.reports.count == 1)
  }

  @Test func `environments that write the same file at once are told, and none of it counts`() {
    let claims = TestReportClaims()
    let (a, b) = (StepRehearsal.stepID("a"), StepRehearsal.stepID("b"))
    claims.begin(["/x", "/y"], by: a)
    claims.begin(["/x"], by: b)
    #expect(claims.end(["/x", "/y"], by: a) == ["/x": b])
    #expect(claims.end(["/x"], by: b) == ["/x": a])
    claims.begin(["/x"], by: b)
    #expect(claims.end(["/x"], by: b) == [:])
  }
}
