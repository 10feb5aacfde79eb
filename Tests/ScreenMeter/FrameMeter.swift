import Dashboard
import EnvironmentModel
import Glibc
import Host
import NcursesTerminal
import RunModel
import Screen

/// Frames of ten thousand cells: all of them changed, one in a hundred, none.
struct FrameMeter {
  private static let size = Size(rowCount: 122, columnCount: 130)

  let count: Int

  func run(_ report: Report) {
    let variables = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
    guard let terminal = try? NcursesTerminal.open(variables: variables) else { exit(1) }
    let states = ["all", "few"].map { Self.state(changing: $0 == "all" ? 1 : 100) }
    let styles = states[0].first.theme.styles
    var durations: [String: [Duration]] = [:]
    for (name, pair) in zip(["all", "few"], states) {
      for index in 0..<count {
        let state = index % 2 == 0 ? pair.first : pair.second
        var canvas: Canvas?
        durations["\(name)-view", default: []].append(measured { canvas = view(of: state, size: state.size) })
        guard let canvas else { continue }
        durations["\(name)-show", default: []].append(measured { terminal.present(canvas, styles: styles) })
      }
    }
    let canvas = view(of: states[1].first, size: Self.size)
    terminal.present(canvas, styles: styles)
    for _ in 0..<count {
      durations["none-show", default: []].append(measured { terminal.present(canvas, styles: styles) })
    }
    terminal.close()
    for (name, times) in durations.sorted(by: { $0.key < $1.key }) { report.tell(name, times) }
    for name in ["all", "few"] {
      let whole = zip(durations["\(name)-view"] ?? [], durations["\(name)-show"] ?? []).map { $0 + $1 }
      report.tell("\(name)-frame", whole)
    }
    report.tell("cells", Double(Self.cellCount(states[0].first)))
    report.tell("peak-mb", peakMegabytes)
  }

  /// A matrix of a hundred by a hundred in two states that differ in one of so many cells.
  private static func state(changing step: Int) -> (first: DashboardState, second: DashboardState) {
    let pattern = "r{0-99}-c{0-99}"
    let names = ((try? EnvironmentPattern(pattern).expansion) ?? []).map { EnvironmentName($0) }
    let project = DashboardProject(
      name: "meter", root: "/meter", matrix: EnvironmentMatrix(names: names, patterns: [pattern]), environments: names,
      defaultEnvironments: names)
    let states = [0, 1].map { turn in
      var state = DashboardState(project: project, size: size, now: 0, themes: Theme.builtIn)
      let outcomes: [StepOutcome] = [.succeeded, .failed(exitCode: 1), .skipped("no"), .cancelled]
      var run = RunState(id: RunID(1))
      let steps = names.map { PlannedStep(id: StepID(.environment($0), .runCommands), needs: [], reason: "") }
      run.apply(NumberedEvent(number: 1, time: 0, event: .runStarted(environments: names, steps: steps)))
      for (index, name) in names.enumerated() {
        let shift = index % step == 0 ? turn : 0
        let outcome = outcomes[(index + shift) % outcomes.count]
        let step = StepID(.environment(name), .runCommands)
        run.apply(NumberedEvent(number: 2 * index + 2, time: 0, event: .stepStarted(step)))
        run.apply(NumberedEvent(number: 2 * index + 3, time: 9, event: .stepFinished(step, outcome)))
      }
      _ = update(&state, with: .runRecorded(run, folder: "/none"))
      for _ in 0..<3 { _ = update(&state, with: .key(.character("-"))) }
      while state.geometry.zoom != .packed { _ = update(&state, with: .key(.character("+"))) }
      return state
    }
    return (states[0], states[1])
  }

  /// How many cells of the matrix are seen.
  private static func cellCount(_ state: DashboardState) -> Int {
    let body = MatrixAreas(state, inside: DashboardLayout(state).matrix.insideFrame).body
    let model = MatrixViewModel(state, body: body)
    return model.rows.count * model.columns.count
  }
}
