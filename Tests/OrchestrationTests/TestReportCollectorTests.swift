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
    _ left: [String: String], _ patterns: [String], before: [String: String] = [:], secrets: Set<String> = [],
    code: Int32 = 0
  ) async throws -> StepRehearsal {
    let files = Late<MemoryFiles>()
    let run = StepRehearsal(secrets: secrets) { _ in
      for (path, text) in left { files.known?.put(text, at: path) }
      return .exits(code)
    }
    files.set(run.files)
    for (path, text) in before { run.files.put(text, at: path) }
    let recipe = Recipe {
      Recipe.Parts(main: [StepRehearsal.command("one")], conclusion: [.collectTestReports(patterns)])
    }
    try await run.perform(["a": recipe])
    return run
  }

  private func tests(_ run: StepRehearsal) -> CollectedTests? { run.state.steps[StepRehearsal.stepID()]?.tests }

  @Test(arguments: [Int32(0), 1])
  func `reports are kept with the run, however the commands ended`(code: Int32) async throws {
    let run = try await run(
      ["/p/x.xml": Self.report, "/p/sub/y.xml": Self.report, "/p/z.txt": ""], ["/p/x.xml", "/p/**/*.xml"], code: code)
    #expect(
      tests(run)
        == CollectedTests(
          reports: ["a.commands.tests-1.xml", "a.commands.tests-2.xml"], tally: TestTally(passed: 2, failed: 2)))
    #expect(run.files.text("/runs/1/a.commands.tests-2.xml") == Self.report)
    #expect(run.notes().isEmpty)
  }

  @Test func `a report that lay there before and did not change is none of the run`() async throws {
    let run = try await run(["/p/y.xml": Self.report], ["/p/*.xml"], before: ["/p/x.xml": Self.report])
    #expect(tests(run)?.reports == ["a.commands.tests-1.xml"])
    #expect(try await tests(self.run([:], ["/p/*.xml"], before: ["/p/x.xml": Self.report])) == nil)
  }

  @Test func `what is no report is told, and nothing else comes of it`() async throws {
    let run = try await run(["/p/x.xml": "<testsuite>", "/p/y.xml": Self.report], ["/p/*.xml"])
    #expect(
      run.notes() == [
        "the report of tests '/p/x.xml' is left out: line 1: the document ends within <testsuite>"
      ])
    #expect(tests(run)?.tally == TestTally(passed: 1, failed: 1) && run.summary().status == .pass)
  }

  @Test func `secrets are no part of what is kept`() async throws {
    let text = "<testsuite><testcase name='a'><system-out>hush1234</system-out></testcase></testsuite>"
    let run = try await run(["/p/x.xml": text], ["/p/x.xml"], secrets: ["hush1234"])
    #expect(run.files.text("/runs/1/a.commands.tests-1.xml")?.contains("<system-out>***<") == true)
  }
}
