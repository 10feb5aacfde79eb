import EnvironmentModel
import RunModel
import Screen
import Testing

@testable import Dashboard

@Suite struct RunLifeTests {
  private static let names = Samples.usual.environments

  /// A state that has asked for a run of the first environment and knows no more yet.
  private func starting() -> DashboardState {
    var state = Samples.state()
    #expect(state.hit(.character("r")) == [.startRun([Self.names[0]])])
    return state
  }

  @Test func `a run that is about to begin is asked for once`() {
    var state = starting()
    #expect(state.hit(.character("r")) == [])
    #expect(state.pending.isEmpty)
    #expect(state.notice == "\(Self.names[0]) will run already")
    #expect(state.hit(.right, .character("r")) == [])
    #expect(state.pending == [Self.names[1]])
  }

  @Test func `it can be stopped and cancelled before it begins`() {
    var state = starting()
    #expect(state.hit(.character("K")) == [.cancel([Self.names[0]])])
    #expect(state.hit(.control("c")) == [.stopRun(reason: "Ctrl-C in the dashboard")])
    state.hit(.character("q"))
    #expect(state.overlay == .quitQuestion)
    #expect(state.hit(.enter) == [.stopRun(reason: "on leaving the dashboard")])
    #expect(update(&state, with: .runFailed(nil, "given up")) == [.quit(.user)])
  }

  @Test func `a run under way is paused and resumed by the same key`() {
    var state = Samples.state()
    #expect(state.hit(.character("P")) == [] && state.notice == "nothing is running")
    var script = RunScript(1, [Self.names[0]])
    script.begin(Self.names[0].text, seconds: 3)
    state.take(script)
    #expect(state.hit(.character("P")) == [.pauseRun(true)])
    script.add(.startsPaused(.user, reason: "from the dashboard"))
    state.take(script)
    #expect(state.hit(.character("P")) == [.pauseRun(false)])
    let lines = view(of: state, size: state.size).goldenText
    #expect(lines.contains("paused") && lines.contains("P go on"))
    for (signal, isWanted) in [(Int32(10), true), (12, false)] {
      #expect(update(&state, with: .signal(signal)) == [.pauseRun(isWanted)])
    }
    script.add(.startsResumed(.user, reason: "signal"))
    script.add(.startsPaused(.pressure, reason: "memory pressure 34 %, the threshold is 20 %"))
    state.take(script)
    let wide = view(of: state, size: Size(rowCount: 24, columnCount: 120)).goldenText
    #expect(wide.contains("one at a time (memory pressure 34 %)  "))
  }

  @Test func `one that cannot begin says why, and the next one has its turn`() {
    var state = starting()
    state.hit(.right, .character("r"))
    #expect(update(&state, with: .runFailed(nil, "tox.ini:3:1: bad")) == [.startRun([Self.names[1]])])
    #expect(state.notice == "tox.ini:3:1: bad; starting \(Self.names[1])")
    #expect(update(&state, with: .runFailed(nil, "tox.ini:3:1: bad")) == [])
    #expect(state.notice == "tox.ini:3:1: bad")
    #expect(!state.isRunning)
    #expect(state.hit(.character("q")) == [.quit(.user)])
  }

  @Test func `one that breaks off leaves nothing running`() {
    var state = Samples.state()
    var script = RunScript(1, [Self.names[0]])
    script.begin(Self.names[0].text, seconds: 3)
    state.take(script)
    #expect(state.isRunning)
    _ = update(&state, with: .runFailed(script.id, "cannot write"))
    #expect(!state.isRunning)
    #expect(state.status(of: .environment(Self.names[0])) == .cancelled)
  }

  @Test func `the end of a run that is known already stops no other`() {
    var state = Samples.state()
    var script = RunScript(1, [Self.names[0]], package: nil)
    script.finish(Self.names[0].text, seconds: 3)
    script.close(after: 4)
    state.take(script)
    state.hit(.character("r"))
    #expect(update(&state, with: .runFailed(script.id, "cannot write")) == [])
    #expect(state.isRunning)
  }

  @Test func `the question whether to leave goes when nothing runs any more`() {
    var state = starting()
    state.hit(.character("q"))
    #expect(update(&state, with: .runFailed(nil, "bad")) == [])
    #expect(state.overlay == nil)
  }

  @Test func `a run of another program is shown and not taken for its own`() {
    var state = Samples.state()
    var script = RunScript(1, Self.names)
    script.begin(Self.names[0].text, seconds: 3)
    var run = RunState(id: script.id)
    for event in script.events { run.apply(event) }
    _ = update(&state, with: .runRecorded(run, folder: "/runs/1"))
    #expect(state.status(of: .environment(Self.names[0])) == .running)
    #expect(!state.isRunning)
    #expect(view(of: state, size: state.size).goldenText.contains("running elsewhere"))
    #expect(state.hit(.character("q")) == [.quit(.user)])
  }

  @Test func `an environment that is set up for a build ends with its steps, though the build begins at once`() {
    var state = Samples.state()
    let setup = StepOwner.environment(EnvironmentName(".pkg"))
    let (create, build) = (StepID(setup, .createEnvironment), StepID(.package("wheel"), .buildPackage))
    let commands = StepID(.environment(Self.names[0]), .runCommands)
    let steps = [
      PlannedStep(id: create, needs: [], reason: ""), PlannedStep(id: build, needs: [create], reason: ""),
      PlannedStep(id: commands, needs: [build], reason: ""),
    ]
    let events: [RunEvent] = [
      .runStarted(environments: [Self.names[0]], steps: steps), .stepStarted(create),
      .stepFinished(create, .succeeded), .stepStarted(build),
    ]
    var run = RunState(id: RunID(1))
    let numbered = events.enumerated().map { NumberedEvent(number: $0 + 1, time: Samples.start, event: $1) }
    run.apply(numbered[0])
    _ = update(&state, with: .runOpened(run, folder: "/runs/1"))
    _ = update(&state, with: .runEvents(RunID(1), Array(numbered[1...1])))
    #expect(state.status(of: setup) == .running)
    _ = update(&state, with: .runEvents(RunID(1), Array(numbered[2...])))
    #expect(state.status(of: setup) == .pass && !state.runningOwners.contains(setup))
  }

  @Test func `a command that wrote nothing has its line, and no part of another's`() {
    var state = Samples.state()
    var script = RunScript(1, [Self.names[0]], package: nil)
    let step = StepID(.environment(Self.names[0]), .runCommands)
    script.add(.stepStarted(step))
    for (index, offset) in [0, 0, 10, 10, 30].enumerated() {
      var start = CommandStart(
        index: index, phase: "commands", arguments: ["c\(index)"], workingDirectory: "/p", processID: 1)
      start.logOffset = offset
      script.add(.commandStarted(step, start))
    }
    state.take(script)
    let sections = state.run(of: .environment(Self.names[0])).map {
      LogSections.sections(of: .environment(Self.names[0]), in: $0)
    }
    let shown = sections?.map { ($0.heading.map(\.text), $0.slice.start, $0.end) } ?? []
    #expect(shown.map(\.0) == [["run", "$ c0", "$ c1"], ["$ c2", "$ c3"], ["$ c4"]])
    #expect(shown.map(\.1) == [0, 10, 30] && shown.map(\.2) == [10, 30, nil])
    #expect(Set(sections?.map(\.slice) ?? []).count == 3)
  }

  @Test func `nobody is told that files are watched before no change can be missed`() {
    var state = Samples.state(rows: 24, columns: 80)
    #expect(state.hit(.character("w")) == [.watch(true)])
    #expect(state.watching == .beginning && !state.notice.contains("watching:"))
    #expect(update(&state, with: .watchBegan(shortage: nil)).isEmpty)
    #expect(state.watching == .on && state.notice.contains("watching:"))
    #expect(state.hit(.character("w")) == [.watch(false)])
    #expect(update(&state, with: .watchBegan(shortage: nil)).isEmpty)
    #expect(state.watching == .off && state.notice == "not watching any more")
  }

  @Test func `failed ones are run again, cancelled ones are not`() {
    var state = Samples.state()
    var script = RunScript(1, Array(Self.names[0...2]), package: nil)
    script.finish(Self.names[0].text, .failed(exitCode: 1), seconds: 3)
    script.finish(Self.names[1].text, .cancelled, seconds: 3)
    script.finish(Self.names[2].text, seconds: 3)
    script.close(after: 4)
    state.take(script)
    #expect(state.hit(.character("f")) == [.startRun([Self.names[0]])])
  }

  @Test func `a configuration that has changed changes the matrix and keeps what is known`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.character(" "))
    let kept = Self.names[6]
    _ = update(&state, with: .projectRead(Samples.project(["py{39,310,311,312}-dj{42,50}-{venv,conda}"])))
    #expect(state.project.environments.count == 16)
    #expect(MatrixStatus.allCases.reduce(0) { $0 + state.count(of: $1) } == 16)
    #expect(state.count(of: .fail) == 1)
    #expect(state.marked.allSatisfy { state.project.environments.contains($0) })
    #expect(state.status(of: .environment(kept)) == .fail)
    #expect(view(of: state, size: state.size).goldenText.contains("✓"))
    #expect(state.selectedEnvironment.map(state.project.environments.contains) == true)
    _ = view(of: state, size: state.size)
  }
}
