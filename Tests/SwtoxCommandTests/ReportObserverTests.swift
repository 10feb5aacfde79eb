import EnvironmentModel
import Host
import Journal
import Reporting
import RunModel
import TestKit
import TestResults
import Testing

@testable import SwtoxCommand

@Suite struct ReportObserverTests {
  private func host(_ files: MemoryFiles, _ variables: [String: String] = [:]) -> Host {
    Host(files: files, processes: ScriptedProcesses(), clock: ManualClock(), variables: variables)
  }

  private struct NoLogs: StepOutputSource {
    func testReports(of step: StepState) -> [TestReport] { [] }
    func part(of step: StepID, from byteOffset: Int, to byteCount: Int, isWhole: Bool) -> StepOutputPart {
      StepOutputPart(lines: [], endOffset: byteOffset)
    }
    func firstError(of step: StepID) -> FailureLine? { nil }
  }

  private func reported(_ state: RunState) -> ReportedRun {
    ReportedRun(state: state, project: "/p", version: "1", folder: "runs/1", logs: NoLogs())
  }

  /// A run of any events about its steps, in any order, with texts that are hard to write down.
  private func events(_ seed: UInt64) -> [NumberedEvent] {
    var dice = SeededGenerator(seed: seed)
    let owners = (0..<4).map { StepOwner.environment(EnvironmentName("e\($0)")) } + [.package("p")]
    let ids = owners.flatMap { owner in StepKind.allCases.map { StepID(owner, $0) } }
    let texts = ["", "a\nb", "\"\\", "\u{0}\u{1B}", "\u{2028}é😀", "]]>"]
    let text = { (dice: inout SeededGenerator) in texts.randomElement(using: &dice) ?? "" }
    var events: [RunEvent] = [
      .runStarted(
        environments: (0..<4).map { EnvironmentName("e\($0)") },
        steps: ids.map { PlannedStep(id: $0, needs: Array(ids.prefix(2)), reason: text(&dice)) })
    ]
    for number in 0..<200 {
      let id = ids.randomElement(using: &dice) ?? ids[0]
      let start = CommandStart(
        index: number, phase: "commands", arguments: [text(&dice), text(&dice)], workingDirectory: text(&dice),
        processID: 1)
      let end = CommandEnd(
        index: number - 1, exitCode: 3, signal: nil, duration: .milliseconds(number), cpuTime: .microseconds(number),
        peakMemoryByteCount: number, readByteCount: number)
      let choices: [RunEvent] = [
        .stepStarted(id), .commandStarted(id, start), .outputGrew(id, byteCount: number), .commandEnded(id, end),
        .stepNoted(id, text(&dice)), .inputsNoted(id, [StepInput(name: text(&dice), mark: "1")]),
        .stepFinished(id, .skipped(text(&dice))), .stepFinished(id, .blocked(by: ids[0])),
        .startsPaused(.user, reason: text(&dice)), .startsResumed(.user, reason: ""),
        .stopSignalled(id, signal: 2, processes: [text(&dice)]), .startsEnded(reason: text(&dice)),
      ]
      events.append(choices.randomElement(using: &dice) ?? .runFinished)
    }
    return (events + [.runFinished]).enumerated().map {
      NumberedEvent(number: $0 + 1, time: 1_700_000_000_000_000 + Int64($0), event: $1)
    }
  }

  @Test(arguments: 1...20)
  func `events that were written come to the same run again`(seed: UInt64) throws {
    let files = MemoryFiles(["/out/e.jsonl": "something older"])
    let observer = ReportObserver([ReportTarget(.events, "/out/e.jsonl")], run: RunID(1), host(files))
    let events = events(seed)
    var (rest, dice) = (events[...], SeededGenerator(seed: seed))
    while !rest.isEmpty {
      let count = Int.random(in: 1...9, using: &dice)
      observer.observe(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    #expect(observer.finish(reported).isEmpty)
    var (state, again) = (RunState(id: RunID(1)), RunState(id: RunID(1)))
    for event in events { state.apply(event) }
    let lines = try #require(files.text("/out/e.jsonl")).split(separator: "\n")
    #expect(lines.count == events.count)
    for line in lines {
      guard case .event(let event) = EventCoding.event(in: Array(line.utf8)) else { throw Unread(line: String(line)) }
      again.apply(event)
    }
    #expect(again == state)
  }

  private struct Unread: Error {
    var line: String
  }

  @Test func `events are in the file as soon as they are seen`() throws {
    let files = MemoryFiles()
    let observer = ReportObserver([ReportTarget(.events, "/new/folder/e")], run: RunID(1), host(files))
    #expect(files.text("/new/folder/e") == "")
    observer.observe([NumberedEvent(number: 1, time: 2, event: .runFinished)])
    #expect(files.text("/new/folder/e") == "{\"n\":1,\"t\":2,\"e\":\"run-finished\"}\n")
  }

  @Test func `what cannot be written is told, and the rest is written`() {
    let files = MemoryFiles()
    files.refuse("write", at: "/full/r.json")
    files.refuse("append to", at: "/full/e")
    let targets = [
      ReportTarget(.events, "/full/e"), ReportTarget(.json, "/full/r.json"), ReportTarget(.badge, "/b.json"),
    ]
    let observer = ReportObserver(targets, run: RunID(1), host(files))
    observer.observe(events(1))
    let problems = observer.finish(reported)
    #expect(
      problems == [
        "the report 'events' is not written to '/full/e': cannot append to '/full/e': No space left on device",
        "the report 'json' is not written to '/full/r.json': cannot write '/full/r.json': No space left on device",
      ])
    #expect(files.text("/b.json") != nil)
  }

  @Test func `the summary of a step is added to, any other file is replaced`() {
    let files = MemoryFiles(["/github/summary": "before\n", "/own.md": "before\n"])
    let variables = ["GITHUB_STEP_SUMMARY": "/github/summary"]
    let targets = [ReportTarget(.markdown, "/github/../github/summary"), ReportTarget(.markdown, "/own.md")]
    let observer = ReportObserver(targets, run: RunID(1), host(files, variables))
    observer.observe(events(1))
    #expect(observer.finish(reported).isEmpty)
    #expect(files.text("/github/summary")?.hasPrefix("before\n## ") == true)
    #expect(files.text("/own.md")?.hasPrefix("## ") == true)
  }

  @Test(arguments: [
    (["junit=a", "tap=-"], nil, nil, [ReportTarget(.junit, "a"), ReportTarget(.tap, "-")]),
    ([], "a", "-", [ReportTarget(.junit, "a"), ReportTarget(.events, "-")]),
    (["events=-", "junit=a"], "a", "-", [ReportTarget(.events, "-"), ReportTarget(.junit, "a")]),
    (["json=a=b"], nil, nil, [ReportTarget(.json, "a=b")]), ([], nil, nil, []),
  ])
  func `options name reports`(words: [String], junit: String?, events: String?, targets: [ReportTarget]) throws {
    #expect(try ReportTarget.all(words, files: [(.junit, junit), (.events, events)]) == targets)
  }

  @Test(arguments: [
    (["xml=a"], nil, "there is no format 'xml'"), (["jnit=a"], nil, "did you mean 'junit'?"),
    (["junit"], nil, "names no file"), (["junit="], nil, "names no file"), ([], "", "has no file"),
    (["tap=-"], "-", "standard output cannot be both 'tap' and 'junit'"),
    (["tap=a"], "a", "'a' cannot be both 'tap' and 'junit'"),
  ])
  func `what makes no sense is told`(words: [String], junit: String?, message: String) {
    do throws(ReportTarget.Mistake) {
      _ = try ReportTarget.all(words, files: [(.junit, junit)])
      Issue.record("\(words) are taken")
    } catch {
      #expect(error.message.contains(message))
    }
  }
}
