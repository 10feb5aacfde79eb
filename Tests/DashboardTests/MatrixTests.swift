import EnvironmentModel
import RunModel
import Screen
import Testing

@testable import Dashboard

@Suite struct MatrixTests {
  @Test(arguments: [
    (["py{39,310,311}-dj{42,50}"], ["py"], ["dj"]),
    (["py{39,310,311,312}"], ["py"], []),
    (["py{39,310}-{venv,conda,docker}"], ["py"], ["kind"]),
    (["py39-dj{42,50}", "py310-dj50"], ["py"], ["dj"]),
  ])
  func `axes are shared between rows and columns`(patterns: [String], rows: [String], columns: [String]) {
    let state = Samples.state(Samples.project(patterns))
    #expect(state.arrangement.rowAxisNames == rows)
    #expect(state.arrangement.columnAxisNames == columns)
  }

  @Test func `every environment has one place or stands among the others`() {
    let project = Samples.project(["py{39,310}-{a,b}{x,y}-{venv,conda}", "py39-{a,b}"], others: ["lint"])
    for columns in [60, 80, 120, 200] {
      let arrangement = Samples.state(project, columns: columns).arrangement
      let placed = project.environments.filter { name in
        arrangement.place(of: name).map { arrangement[$0] == name } ?? false
      }
      #expect(Set(placed + arrangement.others) == Set(project.environments))
      #expect(placed.count + arrangement.others.count == project.environments.count)
    }
  }

  @Test func `a mostly empty product becomes a list`() {
    let project = Samples.project(
      ["py39-a1", "py310-b{2,3}", "py311-c{4,5}", "py312-d{6,7}", "py313-e{8,9}", "py314-f{1x,2x}"])
    #expect(Samples.state(project).arrangement.isList)
  }

  @Test func `headings show only changes`() {
    let headings = Samples.state(columns: 200).geometry.headings
    #expect(headings.first?.map(\.text) == ["dj42", "dj50", "dj52"])
    #expect(headings.first?.map(\.columns) == [0..<2, 2..<4, 4..<6])
    #expect(headings.last?.count == 6)
  }

  @Test func `labels shrink to what tells them apart when room is short`() {
    let geometry = Scene.many.state(rows: 24, columns: 60).geometry
    #expect(geometry.zoom == .symbols)
    #expect(geometry.headings.last?.allSatisfy { $0.text.count <= 3 } == true)
  }

  @Test func `only what is seen is looked at`() {
    let project = Samples.project(["py{30-49}-a{1-10}-b{1-5}"])
    let state = Samples.state(project)
    #expect(project.environments.count == 1000)
    let body = MatrixAreas(state, inside: DashboardLayout(state).matrix.insidePane).body
    let model = MatrixViewModel(state, body: body)
    #expect(model.rows.count <= body.rowCount)
    #expect(model.rows.count * model.columns.count <= body.rowCount * body.columnCount)
  }

  @Test(
    arguments: [
      (400_000, "0.4s"), (47_000_000, "47s"), (130_000_000, "2m10"), (720_000_000, "12m"), (3_900_000_000, "1h05"),
      (40_000_000_000, "11h"), (-5, "0.0s"), (9_990_000, "9.9s"),
    ] as [(Int64, String)])
  func `times take four columns`(microseconds: Int64, text: String) {
    #expect(DurationText.short(microseconds: microseconds) == text)
  }
}

@Suite struct MatrixTotalsTests {
  @Test func `totals follow every change and agree with counting anew`() {
    let state = Scene.running.state(rows: 40, columns: 120)
    let counted = MatrixTotals(state.arrangement) { state.status(of: $0) }
    #expect(state.totals == counted)
    #expect(state.totals.row(0).map(\.count) == [1, 5])
    #expect(state.totals.row(0).map(\.status) == [.fail, .pass])
  }

  @Test func `the counts of all environments agree with counting anew`() {
    let state = Scene.running.state(rows: 24, columns: 80)
    for status in MatrixStatus.allCases {
      let count = state.project.environments.count { state.status(of: .environment($0)) == status }
      #expect(state.count(of: status) == count)
    }
    #expect(state.runs.last?.settledCount == 15)
  }
}
