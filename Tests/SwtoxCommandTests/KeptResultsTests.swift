import EnvironmentModel
import Journal
import Planning
import RunModel
import TestKit
import TestResults
import Testing

@testable import SwtoxCommand

@Suite struct KeptResultsTests {
  private static let names = ["a", "b", "c"].map { EnvironmentName($0) }

  private func id(_ name: EnvironmentName, _ kind: StepKind = .runCommands) -> StepID {
    StepID(.environment(name), kind)
  }

  /// A run in which `a` passed with a report of tests.
  private var recorded: RecordedRun {
    let step = id(Self.names[0])
    let tests = CollectedTests(reports: [step.testReportName(1)], tally: TestTally(passed: 2))
    let events: [RunEvent] = [
      .runStarted(environments: [Self.names[0]], steps: [PlannedStep(id: step, needs: [], reason: "")]),
      .stepStarted(step), .testsNoted(step, tests), .inputsNoted(step, [StepInput(name: "'r.txt'", mark: "1")]),
      .stepFinished(step, .succeeded), .runFinished,
    ]
    var state = RunState(id: RunID(4))
    for (number, event) in events.enumerated() {
      state.apply(NumberedEvent(number: number + 1, time: 0, event: event))
    }
    let folder = RunFolder(workDirectory: "/w", run: RunID(4))
    return RecordedRun(
      folder: folder, header: JournalHeader(run: RunID(4), project: "/p", startTime: 0, version: "1"), state: state,
      eventCount: events.count, isLive: false, problems: [])
  }

  private var kept: KeptResults {
    var results = KeptResults(environments: Self.names)
    results.keep(Self.names[0], of: recorded, "passed in run 4")
    return results
  }

  @Test func `what is kept stands in the plan as done, in the order of all`() {
    let plan = Plan(
      environments: [Self.names[1]],
      steps: [Step(id: id(Self.names[1]), disposition: .perform(Recipe(main: [])), reason: "1 command")])
    let completed = kept.completed(plan)
    #expect(kept.left == Array(Self.names[1...]))
    #expect(completed.environments == Array(Self.names[..<2]))
    #expect(completed.steps.map(\.id) == [id(Self.names[0]), id(Self.names[1])])
    #expect(completed.steps[0].disposition == .reuse && completed.steps[0].reason == "passed in run 4")
    #expect(completed.steps[0].inputs == [.known(StepInput(name: "'r.txt'", mark: "1"))])
    #expect(completed.steps[0].tests?.tally == TestTally(passed: 2))
  }

  @Test func `why something runs again stands with its reason`() {
    var results = kept
    results.changed[Self.names[1]] = "its sources changed"
    let step = Step(id: id(Self.names[1]), disposition: .perform(Recipe(main: [])), reason: "1 command")
    let plan = Plan(environments: [Self.names[1]], steps: [step])
    #expect(results.completed(plan).steps[1].reason == "1 command; its sources changed")
  }

  @Test func `reports of tests come along, and those that are gone do no harm`() throws {
    let files = MemoryFiles(["/w/runs/4/a.commands.tests-1.xml": "<testsuite/>", "/w/runs/5/.keep": ""])
    let folder = RunFolder(workDirectory: "/w", run: RunID(5))
    kept.copyReports(to: folder, files: files)
    #expect(files.text("/w/runs/5/a.commands.tests-1.xml") == "<testsuite/>")
    try files.remove("/w/runs/4")
    kept.copyReports(to: folder, files: files)
    #expect(files.text("/w/runs/5/a.commands.tests-1.xml") == "<testsuite/>")
  }
}
