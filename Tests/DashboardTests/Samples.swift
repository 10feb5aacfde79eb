import EnvironmentModel
import Logs
import RunModel
import Screen
import TestKit

@testable import Dashboard

/// Projects, runs and states that the tests share.
enum Samples {
  static let start: Int64 = 1_700_000_000_000_000

  static func project(_ patterns: [String], others: [String] = [], name: String = "demo") -> DashboardProject {
    let listed = patterns.flatMap { pattern in
      ((try? EnvironmentPattern(pattern).expansion) ?? []).map { EnvironmentName($0) }
    }
    let names = listed + others.map { EnvironmentName($0) }
    return DashboardProject(
      name: name, root: "/work/demo", matrix: EnvironmentMatrix(names: names, patterns: patterns),
      environments: names,
      descriptions: [EnvironmentName("lint"): "check style", EnvironmentName("docs"): "build the manual"],
      defaultEnvironments: listed)
  }

  static let usual = project(["py{39,310,311,312}-dj{42,50,52}-{venv,conda}"], others: ["lint", "docs", "type"])

  static func state(
    _ project: DashboardProject = usual, rows: Int = 24, columns: Int = 80
  ) -> DashboardState {
    DashboardState(
      project: project, size: Size(rowCount: rows, columnCount: columns), now: start, themes: Theme.builtIn)
  }

  static let detail = EnvironmentDetail(
    kind: "virtualenv", interpreter: "python3.10 at /usr/bin/python3.10", location: ".swtox/py310-dj42-venv",
    byteCount: 48_000_000, package: "wheel",
    settings: [
      .init(
        key: "deps", value: "django>=4.2,<5.0\npytest", origin: "tox.ini:14 [testenv]",
        overridden: ["tox.ini:5 [base]"],
        steps: [
          "tox.ini:15: django>=4.2,<5.0  (as 'dj42' holds)", "tox.ini:18: {[base]test}", "{[base]test}  ->  pytest",
        ]),
      .init(
        key: "set_env", value: "DJANGO=1", origin: "tox.ini:22 [testenv:py310]", overridden: ["tox.ini:11 [testenv]"]),
      .init(key: "commands", value: "pytest -q {posargs}", origin: "tox.ini:9 [testenv]"),
      .init(key: "pass_env", value: "HOME\nLANG\nPG*", origin: "tox.ini:30 [testenv]"),
      .init(key: "timeout", value: "600", origin: "command line"),
    ])
}

/// Makes the events of a run, one after another.
struct RunScript {
  let id: RunID
  private(set) var events: [NumberedEvent] = []
  var time = Samples.start

  init(_ number: Int, _ names: [EnvironmentName], package: String? = "wheel", startedAt time: Int64 = Samples.start) {
    id = RunID(number)
    self.time = time
    let build = package.map { StepID(.package($0), .buildPackage) }
    var steps = build.map { [PlannedStep(id: $0, needs: [], reason: "no package yet")] } ?? []
    for name in names {
      let create = StepID(.environment(name), .createEnvironment)
      let install = StepID(.environment(name), .installPackage)
      steps.append(PlannedStep(id: create, needs: [], reason: "no environment yet"))
      if let build { steps.append(PlannedStep(id: install, needs: [create, build], reason: "new package")) }
      steps.append(
        PlannedStep(id: StepID(.environment(name), .runCommands), needs: [build == nil ? create : install], reason: ""))
    }
    add(.runStarted(environments: names, steps: steps))
  }

  mutating func add(_ event: RunEvent, after microseconds: Int64 = 0) {
    time += microseconds
    events.append(NumberedEvent(number: events.count + 1, time: time, event: event))
  }

  mutating func buildPackage(_ name: String = "wheel") {
    let step = StepID(.package(name), .buildPackage)
    add(.stepStarted(step))
    add(.stepFinished(step, .succeeded), after: 3_200_000)
  }

  mutating func begin(_ name: String, seconds: Int64 = 0, kind: StepKind = .createEnvironment) {
    let step = StepID(.environment(EnvironmentName(name)), kind)
    add(.stepStarted(step))
    let command = kind == .runCommands ? ["pytest", "-q"] : ["python3", "-m", "venv", ".swtox/\(name)"]
    add(
      .commandStarted(
        step,
        CommandStart(index: 0, phase: kind.rawValue, arguments: command, workingDirectory: "/work/demo", processID: 7)))
    time += seconds * 1_000_000
  }

  mutating func end(_ name: String, _ outcome: StepOutcome, seconds: Int64, kind: StepKind) {
    let step = StepID(.environment(EnvironmentName(name)), kind)
    var code: Int32? = 0
    if case .failed(let exitCode) = outcome { code = exitCode }
    add(
      .commandEnded(
        step,
        CommandEnd(
          index: 0, exitCode: code, signal: nil, duration: .seconds(seconds), cpuTime: .seconds(seconds),
          systemTime: .milliseconds(300), peakMemoryByteCount: 50_000_000, readByteCount: 1_234_567,
          writtenByteCount: 8_100)), after: seconds * 1_000_000)
    add(.outputGrew(step, byteCount: 2_000))
    add(.stepFinished(step, outcome))
  }

  /// Creates and runs an environment to an end, then turns the time back so that many can run side by side.
  mutating func finish(_ name: String, _ outcome: StepOutcome = .succeeded, seconds: Int64) {
    let now = time
    begin(name)
    end(name, .succeeded, seconds: 2, kind: .createEnvironment)
    let install = StepID(.environment(EnvironmentName(name)), .installPackage)
    add(.stepStarted(install))
    add(.stepFinished(install, .reused))
    begin(name, kind: .runCommands)
    end(name, outcome, seconds: max(0, seconds - 2), kind: .runCommands)
    time = now
  }

  mutating func close(after seconds: Int64) {
    add(.runFinished, after: seconds * 1_000_000)
  }
}

extension DashboardState {
  /// Takes in a whole script as a live run.
  mutating func take(_ script: RunScript) {
    _ = update(&self, with: .runOpened(RunState(id: script.id), folder: "/runs/\(script.id)"))
    _ = update(&self, with: .runEvents(script.id, script.events))
  }

  /// Presses keys one after another and gives the effects of the last.
  @discardableResult
  mutating func hit(_ keys: Key...) -> [DashboardEffect] {
    keys.reduce(into: []) { $0 = update(&self, with: .key($1)) }
  }

  /// Reads what the log pane shows, as often as something is looked for.
  mutating func read(_ reader: LogReader) {
    for _ in 0..<20 {
      guard let request = logRequest else { return }
      _ = update(&self, with: .logRead(reader.read(request)))
      if logRequest == request { return }
    }
  }

  /// Puts lines into the log of the last step that began, and reads it.
  @discardableResult
  mutating func showLog(_ lines: [String]) -> LogReader? {
    guard let request = logRequest else { return nil }
    guard let last = request.sections.last?.path else { return nil }
    let files = MemoryFiles([last: lines.map { $0 + "\n" }.joined()])
    let reader = LogReader { LogStore(path: $0, files: files) }
    read(reader)
    return reader
  }
}
