import RunModel

/// Says from time to time that a run goes on, where nothing else was written for a while.
struct Heartbeat {
  /// How many steps under way are told one by one.
  private static let shownCount = 4

  /// Microseconds without a line after which one is due.
  let interval: Int64
  /// When the last line was written, in microseconds since 1970; `nil` before the run began.
  private var lastLine: Int64?
  private var lastGrowth: [StepID: Int64] = [:]

  init(interval: Int64) { self.interval = interval }

  mutating func noteLine(at time: Int64) { lastLine = time }

  mutating func note(_ event: NumberedEvent) {
    if case .outputGrew(let id, _) = event.event { lastGrowth[id] = event.time }
    if case .stepFinished(let id, _) = event.event { lastGrowth[id] = nil }
  }

  /// `still running after 5m00s, 2/12 done: py311 run for 4m10s (pytest -x, silent for 2m05s)`; `nil` where none is due.
  mutating func line(at time: Int64, _ state: RunState) -> String? {
    guard let lastLine, let start = state.startTime, !state.isFinished, time - lastLine >= interval else { return nil }
    let running = state.stepOrder.compactMap { state.steps[$0] }.filter { $0.phase == .running }
    if running.isEmpty { return nil }
    self.lastLine = time
    let doneCount = state.environments.count { state.summary(of: .environment($0)).status.isSettled }
    let others = running.count - Self.shownCount
    let steps = running.prefix(Self.shownCount).map { text(of: $0, at: time) }.joined(separator: "; ")
    return "still running after \(DurationText.precise(microseconds: time - start)), "
      + "\(doneCount)/\(state.environments.count) done: \(steps)\(others > 0 ? "; and \(others) more" : "")"
  }

  private func text(of step: StepState, at time: Int64) -> String {
    let id = step.plan.id
    let start = step.startTime ?? time
    let command = step.commands.last.flatMap { $0.end == nil ? $0 : nil }
    let silence = time - max(lastGrowth[id] ?? start, command?.startTime ?? start)
    let facts = [
      command.map { String($0.text.prefix(60)) },
      silence >= interval ? "silent for \(DurationText.precise(microseconds: silence))" : nil,
    ].compactMap(\.self)
    let name = "\(id.owner.label) \(id.kind.label) for \(DurationText.precise(microseconds: time - start))"
    return facts.isEmpty ? name : "\(name) (\(facts.joined(separator: ", ")))"
  }
}
