import EnvironmentModel
import RunModel
import TestKit
import Testing

@testable import Reporting

@Suite struct ReportTests {
  @Test(arguments: ReportFormat.allCases)
  func `a mixed run is told in every format`(format: ReportFormat) throws {
    let text = format.text(of: RunRehearsal.mixed.reported)
    try Golden.compare(text, with: "report-\(format.rawValue).txt")
    #expect(text.hasSuffix("\n"))
  }

  @Test(arguments: ReportFormat.allCases)
  func `a run of nothing, one under way and one broken off can be told`(format: ReportFormat) throws {
    var empty = RunRehearsal([])
    empty.finish()
    var running = RunRehearsal(["a", "b"])
    running.begin("a", .createEnvironment)
    var broken = running.reported
    broken.state.markInterrupted()
    for run in [empty.reported, running.reported, broken, RunRehearsal.hostile.reported] {
      #expect(!format.text(of: run).isEmpty)
    }
    if format == .json {
      #expect(JSONReport(running.reported).text.contains("\"result\": \"running\""))
      #expect(JSONReport(broken).text.contains("\"result\": \"interrupted\""))
    }
  }

  @Test func `the names of formats are words of their own, and each has its help`() {
    #expect(Set(ReportFormat.allCases.map(\.help)).count == ReportFormat.allCases.count)
    #expect(ReportFormat.list.hasPrefix("json: all that is known of the run; tox-json: "))
  }

  @Test(arguments: [
    (StepOutcome.succeeded, "brightgreen"), (.failed(exitCode: 1), "red"), (.unavailable("no"), "orange"),
    (.skipped("no"), "lightgrey"), (.invalid("no"), "orange"),
  ])
  func `a badge has the colour of the exit code`(outcome: StepOutcome, color: String) {
    var run = RunRehearsal(["a"])
    run.end("a", .createEnvironment, .reused)
    run.end("a", .runCommands, outcome)
    run.finish()
    #expect(BadgeReport(run.state).text.contains("\"color\": \"\(color)\""))
  }

  @Test func `what failed before a run was stopped makes its badge red`() {
    for (outcome, color) in [(StepOutcome.failed(exitCode: 1), "red"), (.succeeded, "yellow")] {
      var run = RunRehearsal(["a", "b"])
      run.end("a", .createEnvironment, .reused)
      run.end("a", .runCommands, outcome)
      run.add(.stopRequested(reason: "Ctrl-C"))
      run.end("b", .createEnvironment, .cancelled)
      run.finish()
      #expect(BadgeReport(run.state).text.contains("\"color\": \"\(color)\""))
    }
  }

  @Test func `of many environments those that went wrong come first, and all by their factors`() throws {
    let names = (0..<3).flatMap { minor in (0..<12).map { "py31\(minor)-v\($0)" } } + ["lint"]
    var run = RunRehearsal(names)
    for name in names {
      run.end(name, .createEnvironment, .reused)
      run.perform(name, .runCommands, "t", output: ["it fails"], ending: name == "py311-v7" ? .timedOut : .succeeded)
    }
    run.finish()
    try Golden.compare(MarkdownReport(run.reported).text, with: "report-markdown-many.txt")
  }

  @Test func `the end of a log says how much is left out, and where it is`() throws {
    var run = RunRehearsal(["a"])
    run.perform("a", .runCommands, output: (0..<10).map { "line \($0)" })
    let step = try #require(run.state.steps[RunRehearsal.step("a", .runCommands)])
    #expect(
      run.reported.logEnd(of: step, byteCount: 3)
        == "[… 7 B before this are in .swtox/runs/7/a.commands.log]\nline 8\nline 9\n")
    #expect(run.reported.logEnd(of: step, byteCount: .max).hasPrefix("line 0\n"))
  }

  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00.000Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
    (1_704_067_199_999_999, "2023-12-31T23:59:59.999Z"), (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z"),
  ])
  func `moments are told in universal time`(microseconds: Int64, text: String) {
    #expect(ReportTime.utc(microseconds) == text)
  }
}
