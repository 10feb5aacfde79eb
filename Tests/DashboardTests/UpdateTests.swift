import EnvironmentModel
import RunModel
import Screen
import Testing

@testable import Dashboard

@Suite struct UpdateTests {
  static let names = Samples.usual.environments
  static let failing: [EnvironmentName] = [names[6], names[17]]

  @Test(arguments: [
    (Key.character("a"), DashboardEffect.startDefaultRun(Samples.usual.defaultEnvironments)),
    (.character("r"), .startRun([names[6]])),
    (.character("R"), .startRun(failing)),
    (.character("f"), .startRun(failing)),
    (.control("l"), .repaint),
    (.character("q"), .quit(.user)),
    (.control("c"), .quit(.user)),
  ])
  func `keys have their effects when nothing runs`(key: Key, effect: DashboardEffect) {
    var state = Scene.failed.state(rows: 24, columns: 80)
    #expect(state.hit(key) == [effect])
  }

  @Test(arguments: [
    (Key.control("c"), [DashboardEffect.stopRun(reason: "Ctrl-C in the dashboard")]), (.character("q"), []),
    (.character("r"), []),
  ])
  func `keys have other effects while something runs`(key: Key, effects: [DashboardEffect]) {
    var state = Scene.running.state(rows: 24, columns: 80)
    #expect(state.hit(key) == effects)
  }

  @Test func `marks decide what is run, in the order of the project`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.right, .character(" "), .left, .character(" "))
    #expect(state.hit(.character("r")) == [.startRun([Self.names[6], Self.names[7]])])
    state.hit(.character("u"))
    #expect(state.marked.isEmpty)
  }

  @Test func `what is asked for during a run is started when the run has ended`() {
    var state = Scene.running.state(rows: 24, columns: 80)
    state.hit(.character("r"))
    let end = NumberedEvent(number: 900, time: state.now, event: .runFinished)
    let wanted = state.selectedEnvironment
    #expect(update(&state, with: .runEvents(RunID(42), [end])) == [.startRun([wanted].compactMap { $0 })])
    #expect(state.pending.isEmpty)
  }

  @Test func `a second Ctrl-C within two seconds kills, a later one stops again`() {
    var state = Scene.running.state(rows: 24, columns: 80)
    #expect(state.hit(.control("c")) == [.stopRun(reason: "Ctrl-C in the dashboard")])
    _ = update(&state, with: .tick(state.now + 1_900_000))
    #expect(state.hit(.control("c")) == [.killRun])
    #expect(state.hit(.control("c")) == [.stopRun(reason: "Ctrl-C in the dashboard")])
    _ = update(&state, with: .tick(state.now + 2_000_000))
    #expect(state.hit(.control("c")) == [.stopRun(reason: "Ctrl-C in the dashboard")])
  }

  @Test func `times move once a second, all at once, whatever else happens meanwhile`() {
    var state = Scene.running.state(rows: 60, columns: 200)
    let shown = view(of: state, size: state.size)
    let second = (state.now / 1_000_000 + 1) * 1_000_000
    _ = update(&state, with: .tick(second - 1))
    #expect(view(of: state, size: state.size) == shown)
    _ = update(&state, with: .tick(second))
    let moved = view(of: state, size: state.size)
    #expect(moved != shown)
    _ = update(&state, with: .tick(second + 999_999))
    #expect(view(of: state, size: state.size) == moved)
  }

  @Test func `a second Ctrl-C that comes after the run's end does not leave`() {
    var state = Scene.running.state(rows: 24, columns: 80)
    #expect(state.hit(.control("c")) == [.stopRun(reason: "Ctrl-C in the dashboard")])
    let end = NumberedEvent(number: 900, time: state.now, event: .runFinished)
    _ = update(&state, with: .runEvents(RunID(42), [end]))
    #expect(state.hit(.control("c")) == [])
    _ = update(&state, with: .tick(state.now + 2_000_000))
    #expect(state.hit(.control("c")) == [.quit(.user)])
  }

  @Test func `leaving during a run waits for its end`() {
    var state = Scene.running.state(rows: 24, columns: 80)
    state.hit(.character("q"))
    #expect(state.overlay == .quitQuestion)
    #expect(state.hit(.character("s")) == [.stopRun(reason: "on leaving the dashboard")])
    let end = NumberedEvent(number: 900, time: state.now, event: .runFinished)
    #expect(update(&state, with: .runEvents(RunID(42), [end])) == [.quit(.user)])
  }

  @Test func `Esc at the quit question stays`() {
    var state = Scene.running.state(rows: 24, columns: 80)
    #expect(state.hit(.character("q"), .escape) == [])
    #expect(state.overlay == nil)
  }

  @Test func `a signal stops the run before it ends the dashboard, a second one does not wait`() {
    var idle = Scene.failed.state(rows: 24, columns: 80)
    #expect(update(&idle, with: .signal(15)) == [.quit(.signal(15))])
    var busy = Scene.running.state(rows: 24, columns: 80)
    #expect(update(&busy, with: .signal(15)) == [.stopRunForSignal(15)])
    #expect(update(&busy, with: .signal(1)) == [.killRun, .quit(.signal(1))])
  }

  @Test func `cancelling leaves out what has ended`() {
    var state = Scene.running.state(rows: 24, columns: 80)
    #expect(state.hit(.character("K")) == [])
    state.hit(.character(" "), .down, .down, .character(" "))
    #expect(state.hit(.function(9)) == [.cancel([EnvironmentName("py311-dj52-conda")])])
  }

  @Test func `a rerun replaces what was known of its environments and of no others`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    var script = RunScript(43, [Self.names[6]], package: nil, startedAt: Samples.start + 900_000_000)
    script.finish(Self.names[6].text, seconds: 9)
    state.take(script)
    #expect(state.status(of: .environment(Self.names[6])) == .pass)
    #expect(state.records[.environment(Self.names[6])]?.run == RunID(43))
    #expect(state.status(of: .environment(Self.names[17])) == .fail)
    #expect(state.count(of: .fail) == 1)
    #expect(state.count(of: .pass) == 25)
  }

  @Test func `a run that was broken off shows its environments as cancelled with the reason`() {
    var state = Samples.state()
    var run = RunState(id: RunID(1))
    var script = RunScript(1, Self.names)
    script.begin(Self.names[0].text, seconds: 3)
    for event in script.events { run.apply(event) }
    run.markInterrupted()
    _ = update(&state, with: .runOpened(run, folder: "/runs/1"))
    #expect(state.count(of: .cancelled) == Self.names.count)
    #expect(state.situation(of: .environment(Self.names[0])).contains("interrupted"))
    #expect(!state.isRunning)
  }

  @Test func `next and previous failure go round`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    #expect(state.selectedEnvironment == Self.names[6])
    state.hit(.character("n"))
    #expect(state.selectedEnvironment == Self.names[17])
    state.hit(.character("n"))
    #expect(state.selectedEnvironment == Self.names[6])
    state.hit(.character("N"))
    #expect(state.selectedEnvironment == Self.names[17])
  }

  @Test(arguments: [
    ([Key.right, .right], "py39-dj50-venv"), ([.down, .character("l")], "py310-dj42-conda"),
    ([.end], "py39-dj52-conda"), ([.end, .home], "py39-dj42-venv"), ([.character("G")], "type"),
    ([.down, .down, .down, .down], "lint"), ([.character("G"), .character("k")], "py312-dj42-venv"),
    ([.pageDown], "py312-dj42-venv"), ([.left], "py39-dj42-venv"),
  ])
  func `movement goes from environment to environment`(keys: [Key], name: String) {
    var state = Samples.state()
    for key in keys { state.hit(key) }
    #expect(state.selectedEnvironment?.text == name)
  }

  @Test func `the inspection asks for what it shows once`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.details = [:]
    state.requestedDetails = []
    #expect(state.hit(.character("i")) == [.inspect(Self.names[6])])
    #expect(state.hit(.tab, .tab) == [])
    #expect(state.focus == .detail)
  }

  @Test func `a log that is pinned stays while the selection moves`() {
    var state = Scene.failed.state(rows: 40, columns: 120)
    let kept = state.selection
    state.hit(.tab, .character("p"))
    #expect(state.pinned == kept)
    state.focus = .matrix
    state.hit(.down)
    #expect(state.selection != kept)
    #expect(state.logRequest?.owner == kept)
    #expect(view(of: state, size: state.size).goldenText.contains("pinned"))
    state.focus = .log
    state.hit(.character("p"))
    #expect(state.pinned == nil)
    #expect(state.logRequest?.owner == state.selection)
  }

  @Test func `the inspection asks again when a step has changed the environment`() {
    var state = Samples.state()
    state.hit(.character("2"))
    #expect(state.requestedDetails == [Self.names[0]])
    var script = RunScript(1, [Self.names[0]])
    script.begin(Self.names[0].text)
    state.take(script)
    let known = script.events.count
    script.end(Self.names[0].text, .succeeded, seconds: 1, kind: .createEnvironment)
    let news = Array(script.events[known...])
    #expect(update(&state, with: .runEvents(script.id, news)) == [.inspect(Self.names[0])])
    #expect(update(&state, with: .tick(state.now)) == [])
  }

  @Test(arguments: [(24, 80), (40, 120), (10, 40)])
  func `the inspection takes the keys and gives them back`(rows: Int, columns: Int) {
    var state = Scene.failed.state(rows: rows, columns: columns)
    state.hit(.character("i"))
    #expect(state.focus == .detail)
    #expect(!DashboardLayout(state).detail.isEmpty)
    state.hit(.character("i"))
    #expect(state.focus == .matrix)
    #expect(!DashboardLayout(state).matrix.isEmpty)
    state.hit(.enter, .character("i"), .escape)
    #expect(state.focus == .matrix)
  }

  @Test func `what was never run is counted, so that the counts add up`() {
    var state = Samples.state()
    var script = RunScript(1, [Self.names[0]], package: nil)
    script.finish(Self.names[0].text, seconds: 3)
    script.close(after: 3)
    state.take(script)
    #expect(view(of: state, size: state.size).goldenText.contains("✓1 ◦26 /27"))
  }

  @Test func `cells without room for brackets show marks and the selection all the same`() throws {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.choice.zoom = .packed
    state.arrange()
    state.hit(.character(" "), .right)
    let areas = MatrixAreas(state, inside: DashboardLayout(state).matrix.insidePane)
    let marked = Point(row: areas.body.row + 1, column: areas.body.column + state.geometry.labelWidth)
    var canvas = view(of: state, size: state.size)
    #expect(canvas[marked.row, marked.column].style.role == .mark)
    #expect(canvas[marked.row, marked.column + 1].style.attributes == .reverse)
    state.hit(.tab)
    canvas = view(of: state, size: state.size)
    #expect(canvas[marked.row, marked.column + 1].style.attributes == .underline)
  }

  @Test func `the end of a long query is seen while it is typed`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.character("/"))
    for _ in 0..<100 { state.hit(.character("x")) }
    state.hit(.character("y"), .character("z"))
    let canvas = view(of: state, size: state.size)
    #expect(canvas.goldenText.contains("xyz"))
    #expect(canvas.cursor.map { $0.column < 80 } == true)
  }

  @Test func `the mouse selects, opens and scrolls`() {
    var state = Samples.state()
    let second = Point(row: 4, column: 16)
    _ = update(&state, with: .mouse(MouseEvent(.press, at: second)))
    #expect(state.selectedEnvironment?.text == "py39-dj42-conda")
    _ = update(&state, with: .mouse(MouseEvent(.press, at: Point(row: 8, column: 13))))
    #expect(state.selectedEnvironment?.text == "lint")
    _ = update(&state, with: .mouse(MouseEvent(.doublePress, at: second)))
    #expect(state.isZoomed)
    #expect(state.focus == .log)
  }

  @Test func `scrolling up in a log ends following, its end brings it back`() throws {
    var state = Scene.failed.state(rows: 24, columns: 80)
    let shown = state.showLog(Scene.failingOutput)
    let reader = try #require(shown)
    state.hit(.tab, .up)
    state.read(reader)
    #expect(!state.log.isFollowing)
    #expect(state.log.position.line == 5)
    state.hit(.character("g"))
    state.read(reader)
    #expect(state.log.position.line == 0)
    state.hit(.character("G"))
    #expect(state.log.isFollowing)
  }

  @Test func `long lines are gone along as far as they reach`() throws {
    var state = Scene.failed.state(rows: 24, columns: 80)
    let shown = state.showLog(Scene.failingOutput)
    let reader = try #require(shown)
    state.hit(.tab)
    for _ in 0..<3 {
      state.hit(.right)
      state.read(reader)
    }
    #expect(state.log.firstColumn == 16)
    state.hit(.left, .left, .left)
    #expect(state.log.firstColumn == 0)
  }

  @Test func `a search that finds nothing says so`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.character("/"), .character("z"), .character("q"), .enter)
    state.showLog(Scene.failingOutput)
    #expect(state.notice == "no match for 'zq'")
    #expect(state.log.seek == nil)
  }

  @Test func `a key without a meaning says so`() {
    var state = Samples.state()
    state.hit(.function(7))
    #expect(state.notice.contains("F7 does nothing here"))
  }

  @Test func `the selection stays in view at every size`() {
    var state = Scene.many.state(rows: 24, columns: 80)
    for rows in stride(from: 5, through: 50, by: 3) {
      for columns in stride(from: 20, through: 130, by: 11) {
        _ = update(&state, with: .resized(Size(rowCount: rows, columnCount: columns)))
        let text = view(of: state, size: state.size).goldenText
        #expect(DashboardLayout.mode(of: state.size) != .panes || text.contains("[◌"), "\(columns)x\(rows)")
      }
    }
  }

  @Test(arguments: [(1, 1), (3, 200), (500, 10), (5, 20), (200, 500), (0, 0)])
  func `every size can be drawn`(rows: Int, columns: Int) {
    for scene in Scene.allCases {
      let state = scene.state(rows: rows, columns: columns)
      #expect(view(of: state, size: state.size).cells.count == rows * columns)
    }
  }
}
