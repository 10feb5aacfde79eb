import EnvironmentModel
import RunModel

extension DashboardState {
  /// In one phrase what an environment or package is at, or why it is as it is: `run: pytest -q`,
  /// `exit code 1 from 'pytest'`.
  func situation(of owner: StepOwner) -> String {
    guard let summary = records[owner]?.summary else { return description(of: owner) }
    switch summary.status {
    case .running: return progress(of: owner, summary)
    case .waiting, .queued, .unknown: return summary.status.label
    default: return summary.reason.isEmpty ? description(of: owner) : summary.reason
    }
  }

  private func description(of owner: StepOwner) -> String {
    if case .environment(let name) = owner { project.descriptions[name] ?? "" } else { "" }
  }

  private func progress(of owner: StepOwner, _ summary: OwnerSummary) -> String {
    guard let id = summary.step else { return "running" }
    let command = run(of: owner)?.state.steps[id]?.lastCommandText.map { ": \($0)" } ?? ""
    return id.kind.label + command
  }

  /// Status and reason without saying the same twice: `failed: exit code 1 from 'pytest'`.
  func words(for summary: OwnerSummary) -> String {
    let label = summary.status.label
    return summary.reason.isEmpty || summary.reason.hasPrefix(label)
      ? (summary.reason.isEmpty ? label : summary.reason) : "\(label): \(summary.reason)"
  }

  /// The short words for the title of a log: `exit code 1  47s`.
  func verdict(of owner: StepOwner) -> String {
    let status = status(of: owner)
    guard let summary = records[owner]?.summary else { return status.label }
    var words = [status.label]
    if let step = summary.step, case .finished(.failed(let code)) = run(of: owner)?.state.steps[step]?.phase {
      words = ["exit code \(code)"]
    }
    if let elapsed = summary.elapsed(at: clock) { words.append(DurationText.short(microseconds: elapsed)) }
    return words.joined(separator: "  ")
  }
}
