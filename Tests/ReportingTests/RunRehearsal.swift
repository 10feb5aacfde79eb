import EnvironmentModel
import Reporting
import RunModel
import TestResults

/// Makes the events of a run step by step, with logs beside them.
struct RunRehearsal: StepOutputSource {
  private(set) var events: [NumberedEvent] = []
  private var logs: [StepID: [String]] = [:]
  /// What the commands of steps left of tests.
  var reports: [StepID: [TestReport]] = [:]
  private var time: Int64 = 1_704_067_200_000_000

  init(_ names: [String], package: Bool = false, ignoring ignored: Set<String> = []) {
    let build = StepID(.package("wheel"), .buildPackage)
    var steps = package ? [PlannedStep(id: build, needs: [], reason: "not built yet")] : []
    for name in names {
      let create = Self.step(name, .createEnvironment)
      let install = Self.step(name, .installPackage)
      steps.append(PlannedStep(id: create, needs: [], reason: "no environment yet"))
      if package { steps.append(PlannedStep(id: install, needs: [create, build], reason: "install wheel")) }
      steps.append(
        PlannedStep(
          id: Self.step(name, .runCommands), needs: [package ? install : create], reason: "1 command",
          isFailureIgnored: ignored.contains(name)))
    }
    add(.runStarted(environments: names.map { EnvironmentName($0) }, steps: steps))
  }

  static func step(_ name: String, _ kind: StepKind) -> StepID {
    StepID(name == "wheel" ? .package(name) : .environment(EnvironmentName(name)), kind)
  }

  mutating func add(_ event: RunEvent, after milliseconds: Int64 = 0) {
    time += milliseconds * 1000
    events.append(NumberedEvent(number: events.count + 1, time: time, event: event))
  }

  /// A whole step: its start, a command, output, and its end.
  mutating func perform(
    _ name: String, _ kind: StepKind, _ command: String = "tool", output: [String] = [], for milliseconds: Int64 = 1500,
    ending outcome: StepOutcome = .succeeded
  ) {
    let id = Self.step(name, kind)
    add(.stepStarted(id))
    var start = CommandStart(
      index: 0, phase: kind.rawValue, arguments: command.split(separator: " ").map(String.init), workingDirectory: "/p",
      processID: 7)
    start.logOffset = logs[id, default: []].count
    add(.commandStarted(id, start))
    for line in output { write(line, to: id) }
    add(.stepFinished(id, outcome), after: milliseconds)
  }

  mutating func write(_ line: String, to id: StepID) {
    logs[id, default: []].append(line)
    add(.outputGrew(id, byteCount: logs[id, default: []].count))
  }

  /// A line of a log of which no event tells.
  mutating func writeUntold(_ line: String, to id: StepID) { logs[id, default: []].append(line) }

  mutating func finish() { add(.runFinished, after: 100) }

  /// A byte stands for a line here, two come at a time.
  func part(of step: StepID, from byteOffset: Int, to byteCount: Int, isWhole: Bool) -> StepOutputPart {
    let lines = logs[step, default: []]
    let end = min(byteCount, byteOffset + 2, lines.count)
    return StepOutputPart(lines: Array(lines[byteOffset..<end]), endOffset: end)
  }

  func testReports(of step: StepState) -> [TestReport] { reports[step.plan.id] ?? [] }

  func firstError(of step: StepID) -> FailureLine? {
    logs[step]?.last { $0.contains("fail") }.map { FailureLine(text: $0, file: "tests/test_a.py", line: 3) }
  }

  func text(
    _ output: OutputMode = .failed, isColored: Bool = false, isUnicode: Bool = true, width: Int? = nil,
    brokenOff isBrokenOff: Bool = false,
    adjust: (inout HeadlessReporter.Settings) -> Void = { _ in }
  ) -> String {
    var settings = HeadlessReporter.Settings(
      style: TextStyle(isColored: isColored, isUnicode: isUnicode), output: output, jobCount: 2,
      folder: ".swtox/runs/7", rerunCommand: "swtox-tui --headless", statusColumnCount: width)
    adjust(&settings)
    var reporter = HeadlessReporter(run: RunID(7), settings: settings, logs: self)
    var text = ""
    for event in events { reporter.report([event]) { text += $0 } }
    if isBrokenOff {
      var state = state
      state.markInterrupted { logs[$0]?.count }
      reporter.breakOff(state) { text += $0 }
    }
    return text
  }

  var state: RunState {
    var state = RunState(id: RunID(7))
    for event in events { state.apply(event) }
    return state
  }
}
