import RunModel

/// How a run came out, as the endpoint of a badge of shields.io (https://shields.io/badges/endpoint-badge).
struct BadgeReport {
  private let state: RunState

  init(_ state: RunState) { self.state = state }

  var text: String {
    let counts = state.resultCounts.reversed().map(\.text).joined(separator: ", ")
    let node = JSONNode.fields([
      "schemaVersion": .number(1), "label": .text("tests"),
      "message": .text(state.isFinished ? counts.isEmpty ? "nothing ran" : counts : "running"), "color": .text(color),
    ])
    return node.text() + "\n"
  }

  private var color: String {
    if !state.isFinished { return "blue" }
    // What failed before a run was stopped has failed.
    if state.environments.contains(where: { state.summary(of: .environment($0)).status == .fail }) { return "red" }
    switch exitCode(of: state) {
    case .success: return "brightgreen"
    case .failed: return "red"
    case .interrupted: return "yellow"
    case .nothingRan: return "lightgrey"
    default: return "orange"
    }
  }
}
