import EnvironmentModel
import Logs
import RunModel
import Screen
import TestKit

@testable import Dashboard

// Ways to lay out the matrix, tabs, logs, and what a run may be at.
extension Scene {
  func matrixState(_ rows: Int, _ columns: Int) -> DashboardState {
    let isMany = [.overview, .packed, .folded].contains(self)
    var state = (isMany ? Scene.many : .failed).state(rows: rows, columns: columns)
    switch self {
    case .axes: state.hit(.character("x"), .down, .character("f"))
    case .palette: state.hit(.character(":"), .character("r"), .character("e"))
    case .filtered: _ = state.filter(by: "status:fail,skip")
    case .folded: state.hit(.character("z"))
    case .list: _ = state.change { $0.zoom = .list }
    case .overview: _ = state.change { $0.zoom = .overview }
    case .packed: _ = state.change { $0.zoom = .packed }
    default: state.hit(.character("v"), .down, .left)
    }
    state.showLog(Self.failingOutput)
    return state
  }

  func tabState(_ rows: Int, _ columns: Int) -> DashboardState {
    var state = Scene.failed.state(rows: rows, columns: columns)
    let tabs: [Scene: Character] = [
      .settings: "3", .packages: "4", .commands: "5", .historyTab: "6", .differenceTab: "7",
    ]
    state.hit(.character(tabs[self] ?? "i"))
    if let name = state.selectedEnvironment { _ = update(&state, with: .environmentDetails(name, Samples.detail)) }
    if let subject = state.tabSubject { _ = update(&state, with: .pageRead(subject, Self.lines(of: subject))) }
    state.showLog(Self.failingOutput)
    return state
  }

  private static func lines(of subject: PageSubject) -> [PageLine] {
    switch subject {
    case .packages:
      [
        ("django", "4.2.16", "8.1 MB", "deps"), ("demo", "1.4", "120 kB", "/work/demo"),
        ("sqlparse", "0.5.1", "44 kB", ""),
      ]
      .map { name, version, size, origin in
        PageLine([TextRun("\(name)  ", .title), TextRun("\(version)  "), TextRun("\(size)  \(origin)", .dim)])
      }
    case .history:
      (38...42).reversed().map { run in
        PageLine(
          [TextRun("run \(run)  "), TextRun(run == 42 ? "failed" : "passed", run == 42 ? .fail : .pass)],
          target: .run(RunID(run)))
      }
    default:
      ["between run 41 (passed) and run 42 (failed):", "  -django==4.2.15 +django==4.2.16"].map {
        PageLine([TextRun($0)])
      }
    }
  }

  func logState(_ rows: Int, _ columns: Int) -> DashboardState {
    var state = Scene.failed.state(rows: rows, columns: columns)
    state.hit(.tab)
    let lines = Self.failingOutput + [String(repeating: "a long line ", count: 20)]
    switch self {
    case .wrapped: state.hit(.character("w"))
    case .times: state.hit(.character("t"))
    case .errors: state.hit(.character("g"), .character("e"))
    case .stream: state.hit(.character("s"))
    default: state.log.keep = LogPattern("test").map { .text($0) }
    }
    guard let path = state.logRequest?.sections.last?.path else { return state }
    let files = MemoryFiles([path: lines.map { $0 + "\n" }.joined()])
    let marks = lines.indices.flatMap { index in
      OutputMark(
        offset: lines.prefix(index).reduce(0) { $0 + $1.utf8.count + 1 },
        time: Samples.start + Int64(index) * 1_234_567, stream: self != .stream ? nil : index > 4 ? .errors : .output
      ).bytes
    }
    try? files.write(marks, to: path + OutputMark.suffix)
    state.read(LogReader(open: { LogStore(path: $0, files: files) }, openMarks: { LogMarks(ofLog: $0, files: files) }))
    return state
  }

  private static func showGroups(_ state: inout DashboardState) {
    if let failing = state.groupsInQuestion {
      let names = Array(failing.keys).sorted { $0.text < $1.text }
      let texts = ["assert 2 == 1 (tests/test_models.py:88)", "no 'python3.11'"]
      let lines = texts.map { PageLine([TextRun("  1  ", .fail), TextRun($0)], target: .environments(names)) }
      _ = update(&state, with: .pageRead(.groups(failing), lines))
    }
    state.hit(.backTab)
  }

  func runState(_ rows: Int, _ columns: Int) -> DashboardState {
    var state = Scene.running.state(rows: rows, columns: columns)
    switch self {
    case .groups: Self.showGroups(&state)
    case .plan:
      state.hit(.character("p"))
      if case .plan(let plan) = state.overlay {
        _ = update(
          &state,
          with: .planned(
            plan.names, ["py39-dj52-conda", "  create           reuse", "  install package  new package", "  run"]))
      }
    case .past:
      var run = RunState(id: RunID(40))
      var script = RunScript(40, Array(state.project.environments.prefix(6)), package: nil)
      script.finish(state.project.environments[0].text, seconds: 12)
      script.finish(state.project.environments[1].text, .failed(exitCode: 2), seconds: 30)
      script.close(after: 60)
      for event in script.events { run.apply(event) }
      _ = update(&state, with: .runViewed(run, folder: "/runs/40"))
    case .paused:
      let event = RunEvent.startsPaused(.user, reason: "from the dashboard")
      _ = update(&state, with: .runEvents(RunID(42), [NumberedEvent(number: 900, time: state.now, event: event)]))
    default:
      var script = RunScript(43, [state.project.environments[5]], package: nil, startedAt: state.now + 1_000_000)
      script.begin(state.project.environments[5].text, seconds: 2)
      _ = update(
        &state, with: .runEvents(RunID(42), [NumberedEvent(number: 900, time: state.now, event: .runFinished)]))
      state.take(script)
    }
    return state
  }
}
