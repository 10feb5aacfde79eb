import EnvironmentModel
import RunModel
import Screen

@testable import Dashboard

/// The situations that are shown in golden screens.
enum Scene: String, CaseIterable, Sendable {
  case neverRun = "never-run"
  case running, failed, inspection, help, search
  case quitQuestion = "quit-question"
  case many, single
  case onlyOthers = "only-others"
  case zoomedLog = "zoomed-log"
  case marked
  case history
  case axes, palette, filtered, folded, list, overview, packed, range
  case settings, packages, commands
  case historyTab = "history-tab"
  case differenceTab = "difference-tab"
  case wrapped, times, errors, kept, stream
  case groups, plan, past, paused, replaced

  /// Small screens are shown for the scenes that differ there.
  func isShown(rows: Int) -> Bool {
    switch self {
    case .neverRun, .running, .failed: true
    case .help, .quitQuestion, .many, .inspection, .palette, .filtered, .commands, .list: rows >= 10
    case .groups, .overview, .packed: rows >= 12
    default: rows >= 12 && rows < 60
    }
  }

  func state(rows: Int, columns: Int) -> DashboardState {
    switch self {
    case .neverRun: return Samples.state(rows: rows, columns: columns)
    case .running: return Self.running(rows, columns)
    case .failed: return Self.failed(rows, columns)
    case .axes, .palette, .filtered, .folded, .list, .overview, .packed, .range:
      return matrixState(rows, columns)
    case .inspection, .settings, .packages, .commands, .historyTab, .differenceTab: return tabState(rows, columns)
    case .wrapped, .times, .errors, .kept, .stream: return logState(rows, columns)
    case .groups, .plan, .past, .paused, .replaced: return runState(rows, columns)
    case .help:
      var state = Self.running(rows, columns)
      state.hit(.character("?"))
      return state
    case .search:
      var state = Self.failed(rows, columns)
      state.hit(.character("/"), .character("a"), .character("s"), .character("s"), .character("e"), .enter)
      state.showLog(Self.failingOutput)
      return state
    case .quitQuestion:
      var state = Self.running(rows, columns)
      state.hit(.character("q"))
      return state
    case .many: return Self.many(rows, columns)
    case .history: return Self.history(rows, columns)
    case .single: return Self.list(Samples.project(["py312"]), rows, columns)
    case .onlyOthers: return Self.list(Samples.project([], others: ["lint", "docs", "type", "build"]), rows, columns)
    case .zoomedLog:
      var state = Self.failed(rows, columns)
      state.hit(.enter)
      if let name = state.selectedEnvironment { _ = update(&state, with: .environmentDetails(name, Samples.detail)) }
      state.showLog(Self.failingOutput)
      return state
    case .marked:
      var state = Self.failed(rows, columns)
      state.hit(.character(" "), .down, .character(" "), .right)
      state.showLog(["tests/test_models.py .....", "====== 212 passed in 389.20s ======"])
      return state
    }
  }

  static let failingOutput = [
    "tests/test_models.py::test_save PASSED", "tests/test_models.py::test_unique FAILED",
    "_______________________________ test_unique ________________________________", "    def test_unique():",
    "        make(2)", ">       assert Item.objects.count() == 1", "E       assert 2 == 1",
    "E        +  where 2 = count()", "tests/test_models.py:88: AssertionError",
    "=========================== 1 failed, 211 passed in 46.80s ===========================",
  ]

  private static func running(_ rows: Int, _ columns: Int) -> DashboardState {
    var state = Samples.state(rows: rows, columns: columns)
    var script = RunScript(42, state.project.environments)
    script.buildPackage()
    for (index, name) in state.project.environments.enumerated().prefix(14) {
      script.finish(name.text, index == 5 ? .failed(exitCode: 1) : .succeeded, seconds: Int64(8 + index * 11))
    }
    script.begin("py311-dj50-venv", seconds: 4)
    script.end("py311-dj50-venv", .couldNotStart("no 'python3.11'"), seconds: 1, kind: .createEnvironment)
    script.begin("py311-dj52-venv", seconds: 9)
    script.begin("lint", seconds: 12)
    state.take(script)
    state.notice = ""
    _ = update(&state, with: .tick(script.time))
    state.hit(.character("n"))
    state.showLog(failingOutput)
    return state
  }

  private static func failed(_ rows: Int, _ columns: Int) -> DashboardState {
    var state = Samples.state(rows: rows, columns: columns)
    var script = RunScript(42, state.project.environments)
    script.buildPackage()
    for (index, name) in state.project.environments.enumerated() {
      let outcome: StepOutcome =
        index == 6 || index == 17 ? .failed(exitCode: 1) : index == 9 ? .skipped("no network") : .succeeded
      script.finish(name.text, outcome, seconds: Int64(8 + index * index * 7 % 400))
    }
    script.close(after: 192)
    state.take(script)
    state.hit(.character("n"))
    if let name = state.selectedEnvironment { _ = update(&state, with: .environmentDetails(name, Samples.detail)) }
    state.showLog(failingOutput)
    return state
  }

  private static func history(_ rows: Int, _ columns: Int) -> DashboardState {
    var state = failed(rows, columns)
    state.openSampleHistory()
    return state
  }

  /// A matrix of 10×12 that does not fit small screens.
  private static func many(_ rows: Int, _ columns: Int) -> DashboardState {
    let project = Samples.project(["py{38,39,310,311,312,313,314,315,316,317}-{a,b,c,d}x-{venv,conda,docker}"])
    var state = Samples.state(project, rows: rows, columns: columns)
    var script = RunScript(7, project.environments, package: nil)
    for (index, name) in project.environments.enumerated().prefix(90) {
      script.finish(name.text, index % 13 == 12 ? .failed(exitCode: 2) : .succeeded, seconds: Int64(5 + index * 3))
    }
    script.begin("py317-ax-venv", seconds: 3)
    state.take(script)
    state.hit(.character("G"))
    return state
  }

  private static func list(_ project: DashboardProject, _ rows: Int, _ columns: Int) -> DashboardState {
    var state = Samples.state(project, rows: rows, columns: columns)
    var script = RunScript(3, project.environments, package: nil)
    for (index, name) in project.environments.enumerated() {
      script.finish(name.text, index == 1 ? .failed(exitCode: 1) : .succeeded, seconds: Int64(8 + index * 30))
    }
    script.close(after: 99)
    state.take(script)
    state.showLog(["All checks passed!"])
    return state
  }
}
