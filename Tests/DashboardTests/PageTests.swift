import EnvironmentModel
import RunModel
import Screen
import Testing

@testable import Dashboard

/// Pages over the panes, and runs of the past.
@Suite struct PageTests {
  private static let name = EnvironmentName("py310-dj42-venv")

  private func lines(_ count: Int) -> [PageLine] {
    (0..<count).map { PageLine([TextRun("line \($0)")], target: $0 < 2 ? nil : .run(RunID($0))) }
  }

  /// A dashboard with a page of many lines.
  private func paged(_ count: Int = 60) -> DashboardState {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.character("H"))
    _ = update(&state, with: .pageRead(.history(state.selectedEnvironment ?? Self.name), lines(count)))
    return state
  }

  private func page(_ state: DashboardState) -> PageView? {
    if case .page(let page) = state.overlay { page } else { nil }
  }

  @Test func `a page asks for its lines, and takes no others`() throws {
    var state = Scene.failed.state(rows: 24, columns: 80)
    let name = try #require(state.selectedEnvironment)
    #expect(update(&state, with: .key(.character("H"))) == [.look(.history(name))])
    _ = update(&state, with: .pageRead(.runs, lines(3)))
    #expect(page(state)?.lines == nil)
    _ = update(&state, with: .pageRead(.history(name), lines(3)))
    #expect(page(state)?.lines?.count == 3 && page(state)?.cursor == 2)
    #expect(update(&state, with: .key(.character("H"))) == [.look(.runs)])
    _ = update(&state, with: .key(.escape))
    #expect(state.overlay == nil)
  }

  @Test(arguments: [
    ([Key.down], 3, 0), ([.up, .up, .up], 0, 0), ([.pageDown], 23, 2), ([.pageDown, .pageDown], 44, 23),
    ([.end], 59, 38), ([.end, .home], 0, 0), ([.end, .pageUp], 38, 38), ([.pageDown, .up], 22, 2),
  ])
  func `the cursor stays in view`(keys: [Key], cursor: Int, first: Int) {
    var state = paged()
    for key in keys { _ = update(&state, with: .key(key)) }
    #expect(page(state)?.cursor == cursor && page(state)?.firstLine == first)
  }

  @Test func `a line opens its run, and what leads nowhere says so`() {
    var state = paged(4)
    #expect(update(&state, with: .key(.enter)) == [.openRun(RunID(2))])
    #expect(state.overlay == nil)
    state = paged(4)
    state.hit(.home, .enter)
    #expect(state.notice == "nothing is behind this line" && page(state) != nil)
  }

  @Test func `a line of an environment selects it and shows its log`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    let effects = update(&state, with: .key(.character("F")))
    guard case .look(.failures(let runs))? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(runs.count == state.records.count { if case .environment = $0.key { true } else { false } })
    _ = update(&state, with: .pageRead(.failures(runs), [PageLine([], target: .environment(Self.name))]))
    state.hit(.enter)
    #expect(state.selectedEnvironment == Self.name && state.focus == .log && state.overlay == nil)
  }

  @Test func `environments that failed alike are marked together`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    let names = Array(state.project.environments.prefix(3))
    state.hit(.character("F"))
    guard case .page(let page) = state.overlay else {
      Issue.record("no page")
      return
    }
    let line = PageLine([TextRun("3 environments")], target: .environments(names + [EnvironmentName("gone")]))
    _ = update(&state, with: .pageRead(page.subject, [line]))
    state.hit(.enter)
    #expect(state.targets == names && state.focus == .matrix && state.overlay == nil)
    #expect(state.notice == "3 marked that failed alike; r runs them, u unmarks them")
  }

  @Test func `what is compared are the marked ones, or one with what it was`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    let selected = state.selectedEnvironment ?? Self.name
    #expect(update(&state, with: .key(.character("d"))) == [.look(.difference(selected, nil))])
    state.hit(.escape, .home, .character(" "), .end, .character(" "))
    let names = state.targets
    #expect(update(&state, with: .key(.character("d"))) == [.look(.difference(names[0], names[1]))])
  }

  /// A run of one environment that passed, older than all others.
  private var old: RunState {
    var script = RunScript(7, [Self.name], package: nil, startedAt: Samples.start - 900_000_000)
    script.finish(Self.name.text, seconds: 9)
    var run = RunState(id: RunID(7))
    for event in script.events { run.apply(event) }
    return run
  }

  @Test func `a run of the past is shown alone until somebody leaves it`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    let (records, counts, selection) = (state.records, state.statusCounts, state.selection)
    _ = update(&state, with: .runViewed(old, folder: "/runs/7"))
    #expect(state.viewedRun == RunID(7) && state.selectedEnvironment == Self.name)
    #expect(state.records.count == 1 && state.count(of: .pass) == 1 && state.project.environments == [Self.name])
    #expect(state.run(of: .environment(Self.name))?.folder == "/runs/7")
    _ = update(&state, with: .key(.character("d")))
    guard case .page(let page) = state.overlay else {
      Issue.record("no page")
      return
    }
    #expect(page.subject == .difference(Self.name, nil, upTo: RunID(7)))
    state.hit(.escape, .escape)
    #expect(state.viewedRun == nil && state.records == records && state.statusCounts == counts)
    #expect(state.selection == selection && state.runs.allSatisfy { $0.state.id != RunID(7) })
  }

  @Test func `what runs goes on behind the past, and its end is not missed`() {
    var state = Scene.running.state(rows: 24, columns: 80)
    let run = state.activeRun?.state.id
    _ = update(&state, with: .runViewed(old, folder: "/runs/7"))
    _ = update(&state, with: .signal(15))
    #expect(state.viewedRun == RunID(7))
    let last = NumberedEvent(number: 100_000, time: Samples.start + 900_000_000, event: .runFinished)
    #expect(run.map { update(&state, with: .runEvents($0, [last])) } == [.quit(.signal(15))])
    _ = update(&state, with: .key(.escape))
    #expect(state.viewedRun == nil && state.activeRun == nil)
  }

  @Test func `what can only be done now leaves the past`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    _ = update(&state, with: .runViewed(old, folder: "/runs/7"))
    #expect(update(&state, with: .key(.character("r"))) == [.startRun([state.selectedEnvironment ?? Self.name])])
    #expect(state.viewedRun == nil)
    _ = update(&state, with: .runViewed(old, folder: "/runs/7"))
    _ = update(&state, with: .runOpened(RunState(id: RunID(99)), folder: "/runs/99"))
    #expect(state.viewedRun == nil && state.runs.last?.state.id == RunID(99))
  }

  @Test func `what is chosen in the past is what runs, whatever was selected before`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.end, .character(" "))
    #expect(state.selectedEnvironment != Self.name)
    _ = update(&state, with: .runViewed(old, folder: "/runs/7"))
    #expect(update(&state, with: .key(.character("r"))) == [.startRun([Self.name])])
    #expect(state.selectedEnvironment == Self.name)
    _ = update(&state, with: .runViewed(old, folder: "/runs/7"))
    #expect(update(&state, with: .key(.character("f"))) == [])
    #expect(state.notice == "nothing to run" || state.notice.contains("will run"), "\(state.notice)")
  }

  @Test func `the end of our own run is seen though another's is newer`() {
    var state = Scene.running.state(rows: 24, columns: 80)
    let run = state.activeRun?.state.id
    var other = RunState(id: RunID(9_000))
    for event in RunScript(9_000, [Self.name], package: nil).events { other.apply(event) }
    _ = update(&state, with: .runRecorded(other, folder: "/runs/9000"))
    _ = update(&state, with: .signal(15))
    let last = NumberedEvent(number: 100_000, time: Samples.start + 900_000_000, event: .runFinished)
    #expect(run.map { update(&state, with: .runEvents($0, [last])) } == [.quit(.signal(15))])
  }

  @Test func `a run that goes on elsewhere is followed`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    var started = RunState(id: RunID(90))
    let script = RunScript(90, [Self.name], package: nil, startedAt: Samples.start)
    for event in script.events { started.apply(event) }
    _ = update(&state, with: .runViewed(started, folder: "/runs/90"))
    #expect(state.status(of: .environment(Self.name)) == .queued)
    var finished = RunScript(90, [Self.name], package: nil, startedAt: Samples.start)
    finished.finish(Self.name.text, seconds: 9)
    var ended = RunState(id: RunID(90))
    for event in finished.events { ended.apply(event) }
    _ = update(&state, with: .runRecorded(ended, folder: "/runs/90"))
    #expect(state.status(of: .environment(Self.name)) == .pass)
    state.hit(.escape)
    #expect(state.status(of: .environment(Self.name)) == .pass && state.viewedRun == nil)
  }

  @Test func `keys that mean nothing leave a page open, and long lines can be read`() {
    var state = paged(4)
    state.hit(.character("x"))
    #expect(page(state) != nil && state.notice == "x does nothing here; Esc leaves")
    let before = page(state)
    state.hit(.character("?"))
    #expect(state.overlay == .help(firstLine: 0))
    state.hit(.escape)
    #expect(page(state) == before)
    let long = PageLine([TextRun(String(repeating: "ab", count: 80))])
    _ = update(&state, with: .pageRead(page(state)?.subject ?? .runs, [long]))
    state.hit(.right)
    #expect(page(state)?.firstColumn == 38)
    state.hit(.right, .right, .right, .right)
    #expect(page(state)?.firstColumn == 114)
    state.hit(.left)
    #expect(page(state)?.firstColumn == 76)
    #expect([TextRun("a日b"), TextRun("cd")].dropping(columns: 2) == [TextRun("b"), TextRun("cd")])
  }
}

extension DashboardState {
  /// Opens the history of the selected environment.
  mutating func openSampleHistory() {
    hit(.character("H"))
    guard let name = selectedEnvironment else { return }
    let rows: [(Int, MatrixStatus, String)] = [(42, .fail, "assert 2 == 1"), (41, .pass, ""), (40, .pass, "")]
    let lines =
      [PageLine([TextRun("\(name)", .title), TextRun(": "), TextRun("broken", .fail)]), PageLine([])]
      + rows.map { run, status, reason in
        PageLine(
          [TextRun("\(run)  "), TextRun(status.label, status.role), TextRun("  \(reason)")], target: .run(RunID(run)))
      }
    _ = update(&self, with: .pageRead(.history(name), lines))
  }
}
