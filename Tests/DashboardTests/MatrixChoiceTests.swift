import EnvironmentModel
import RunModel
import Screen
import Testing

@testable import Dashboard

@Suite struct MatrixFilterTests {
  static let project = Samples.usual

  private func shown(_ text: String) throws -> [String] {
    let filter = try #require(try MatrixFilter(text, axes: Self.project.matrix.axes))
    return Self.project.environments.filter { name in
      filter.admits(name, at: Self.project.matrix.coordinates[name], Self.project.matrix.axes) {
        name.text.hasSuffix("conda") ? .fail : .pass
      }
    }.map(\.text)
  }

  @Test(arguments: [
    ("py:3.11", 6), ("py:py311", 6), ("py:>=3.11", 12), ("py:<3.10", 6), ("py:>3.9 py:<=3.11", 12), ("dj:42,52", 16),
    ("dj:dj5*", 16), ("dj:>42", 16), ("status:fail", 12), ("status:failed !py:39", 9), ("!status:fail", 15),
    ("CONDA", 12), ("*-venv", 12), ("lint", 1), ("status:fail,pass", 27), ("py:3.11 dj:50 conda", 1),
  ])
  func `words that all hold are counted`(text: String, count: Int) throws {
    let names = try shown(text)
    #expect(names.count == count, "\(names)")
  }

  @Test(arguments: [
    ("os:linux", "there is no 'os' to filter by; there are status, py, dj, kind"),
    (
      "status:blue",
      "'blue' is no state; there are pass, fail, error, running, waiting, queued, skipped, cancelled, "
        + "flaky, unavailable, unknown"
    ),
    ("py:", "'py:' names no value"), ("!", "a word is missing behind '!'"),
  ])
  func `mistakes say what there is`(text: String, message: String) {
    #expect(throws: MatrixFilter.Mistake(text: message)) { try MatrixFilter(text, axes: Self.project.matrix.axes) }
  }

  @Test func `a filter outlives the matrix that it was typed for`() throws {
    let axes = Self.project.matrix.axes
    let filter = try #require(try MatrixFilter("dj:42", axes: axes))
    let name = try #require(Self.project.environments.first { $0.text.contains("dj42") })
    let place = try #require(Self.project.matrix.coordinates[name])
    let turned = Array(axes.reversed())
    #expect(filter.admits(name, at: place, axes) { .pass })
    #expect(filter.admits(name, at: place.reversed(), turned) { .pass })
    #expect(!filter.admits(name, at: [], []) { .pass })
  }

  @Test func `no words are no filter`() throws {
    #expect(try MatrixFilter("  ", axes: []) == nil)
  }

  @Test func `a filter hides environments, and Esc shows them again`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.function(4), .character("c"), .character("o"), .character("n"), .character("d"), .character("a"), .enter)
    #expect(state.arrangement.environmentCount == 12)
    #expect(state.arrangement.hiddenCount == 15)
    #expect(state.selectedEnvironment?.text.hasSuffix("conda") == true)
    #expect(view(of: state, size: state.size).goldenText.contains("only conda"))
    state.hit(.escape)
    #expect(state.arrangement.hiddenCount == 0)
  }

  @Test func `a filter by state follows what runs come to`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    _ = state.filter(by: "status:fail")
    #expect(state.arrangement.order.count == 2)
    var script = RunScript(43, [UpdateTests.failing[0]], package: nil, startedAt: Samples.start + 900_000_000)
    script.finish(UpdateTests.failing[0].text, seconds: 9)
    script.close(after: 10)
    state.take(script)
    #expect(state.arrangement.order == [UpdateTests.failing[1]])
    #expect(state.selectedEnvironment == UpdateTests.failing[1])
  }
}

@Suite struct MatrixChoiceTests {
  @Test func `what is remembered is read back`() {
    var choice = MatrixChoice()
    choice.places = ["py": .rows, "os": .rows, "dj": .columns, "arch": .folded, "db": .pinned("pg")]
    choice.nesting = ["os", "py", "dj"]
    (choice.order, choice.zoom) = (.worst, .packed)
    #expect(MatrixChoice(text: choice.text) == choice)
    #expect(MatrixChoice(text: "shape = round\nrows\nzoom = huge\n") == MatrixChoice())
    #expect(MatrixChoice().text == "")
  }

  @Test func `axes that are placed stay there, the others are found`() {
    var state = Samples.state()
    _ = state.change { $0.places = ["dj": .rows] }
    #expect(state.arrangement.rowAxisNames.contains("dj"))
    _ = state.change { $0.places = ["py": .columns, "dj": .rows, "kind": .rows] }
    #expect(state.arrangement.columnAxisNames == ["py"])
    #expect(state.arrangement.rowAxisNames == ["dj", "kind"])
    _ = state.change { $0.nesting = ["kind", "dj"] }
    #expect(state.arrangement.rowAxisNames == ["kind", "dj"])
  }

  @Test func `a folded axis makes its values share cells`() throws {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.character("z"))
    #expect(state.arrangement.foldedAxisNames == ["kind"])
    let place = try #require(state.selectedPlace)
    #expect(state.arrangement.members(at: place).count == 2)
    #expect(state.targets.count == 2)
    let model = MatrixViewModel(state, body: MatrixAreas(state, inside: DashboardLayout(state).matrix.insidePane).body)
    let cell = try #require(model.cell(at: place))
    #expect(cell.status == .fail)
    #expect(cell.share?.count == 1 && cell.share?.total == 2)
    state.hit(.character("Z"))
    #expect(state.arrangement.foldedAxisNames.isEmpty)
  }

  @Test func `a slice shows one value and steps through the others`() {
    var state = Samples.state()
    _ = state.change { $0.places["dj"] = .pinned("dj42") }
    #expect(state.arrangement.order.count == 8)
    state.hit(.character("}"))
    #expect(state.choice.pinned("dj") == "dj50")
    state.hit(.character("{"), .character("{"))
    #expect(state.choice.pinned("dj") == "dj52")
    #expect(view(of: state, size: state.size).goldenText.contains("dj=dj52"))
  }

  @Test func `rows are ordered by the worst and by time`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    #expect(state.arrangement.rowLabels.map(\.[0]) == ["py39", "py310", "py311", "py312"])
    state.hit(.character("s"))
    #expect(state.arrangement.rowLabels.map(\.[0]) == ["py310", "py311", "py39", "py312"])
    state.hit(.character("s"))
    #expect(state.choice.order == .slowest)
    #expect(state.hit(.character("s")) == [.remember("")])
  }

  @Test func `the axes are chosen by keys, and left as they were`() {
    var state = Samples.state()
    state.hit(.character("x"))
    #expect(state.axesInOrder.map(\.name) == ["py", "dj", "kind"])
    state.hit(.down, .character("r"), .up, .character("r"))
    #expect(state.arrangement.rowAxisNames == ["py", "dj"])
    state.hit(.down, .character("K"))
    #expect(state.arrangement.rowAxisNames == ["dj", "py"])
    state.hit(.escape)
    #expect(state.overlay == nil)
    #expect(state.choice == MatrixChoice())
    state.hit(.character("x"), .character("f"), .enter)
    #expect(state.choice.places == ["py": .folded])
  }

  @Test func `more and less of each environment is shown step by step`() {
    var state = Scene.many.state(rows: 24, columns: 80)
    _ = state.change { $0.zoom = .times }
    for zoom in [MatrixZoom.symbols, .packed, .overview, .overview] {
      state.hit(.character("-"))
      #expect(state.geometry.zoom == zoom)
    }
    #expect(!state.arrangement.foldedAxisNames.isEmpty)
    for _ in 0..<4 { state.hit(.character("+")) }
    #expect(state.arrangement.isList)
    #expect(state.selectedEnvironment != nil)
  }

  @Test func `an overview of ten thousand environments fits a large screen`() {
    let project = Samples.project(["py{30-49}-a{1-10}-b{1-10}-c{1-5}"])
    #expect(project.environments.count == 10_000)
    var state = Samples.state(project, rows: 60, columns: 200)
    _ = state.change { $0.zoom = .overview }
    let room = DashboardLayout.matrixRoom(of: state.size)
    #expect(state.geometry.width <= room.columnCount)
    #expect(state.arrangement.rowLabels.count <= room.rowCount)
  }
}

@Suite struct MarkTests {
  @Test func `a range of cells is marked at once`() {
    var state = Samples.state()
    state.hit(.character("v"), .down, .right)
    #expect(state.marked.isEmpty)
    #expect(state.targets.count == 4)
    state.hit(.character(" "))
    #expect(state.marked.count == 4)
    #expect(state.rangeStart == nil)
    state.hit(.character("*"))
    #expect(state.marked.count == 23)
    state.hit(.character("v"), .right, .escape)
    #expect(state.marked.count == 23)
    state.hit(.character("u"))
    #expect(state.marked.isEmpty)
  }

  @Test func `groups of rows are gone through`() {
    var state = Samples.state(Samples.project(["py{39,310}-a{1,2,3}-{x,y}"]))
    _ = state.change { $0.places = ["py": .rows, "a": .rows] }
    state.hit(.character("}"))
    #expect(state.selectedEnvironment?.text == "py310-a1-x")
    state.hit(.down, .character("{"))
    #expect(state.selectedEnvironment?.text == "py39-a1-x")
  }
}
