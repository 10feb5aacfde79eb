import RunModel

/// A step, or a command of the step that runs commands, as a test case.
struct JUnitCase {
  /// How a case came out, in the words of JUnit.
  enum Verdict {
    case passed, failure, error, skipped
  }

  /// `create`; `commands[0] pytest -v`.
  var name: String
  var step: StepState
  var microseconds: Int64
  var verdict: Verdict
  /// Why it is so; empty where it passed.
  var reason: String
  /// The command it stands for, or its last attempt.
  var command: CommandState?
  /// What is to be said of it though it passed.
  var note: String?
  /// How attempts before the last one ended.
  var failedAttempts: [String] = []

  /// Whether it is a command that failed by itself and names a report of its tests.
  var leavesReport: Bool {
    guard verdict == .failure, case .finished(.failed) = step.phase, let command else { return false }
    return command.start.arguments.contains { $0.hasSuffix(".xml") }
  }

  /// The same where its failure is that of tests that are told by themselves.
  func toldByTests(log: String) -> JUnitCase {
    var item = self
    item.verdict = .passed
    item.note = "\(reason): its tests that failed are told below\n\(log)"
    return item
  }

  /// What is to be said of the attempts; `nil` where there was one.
  var attemptText: String? {
    if failedAttempts.isEmpty { return nil }
    let ends = failedAttempts.enumerated().map { "attempt \($0 + 1) of \(failedAttempts.count + 1): \($1)" }
    return ends.joined(separator: "\n")
  }

  /// The cases of all steps of an environment or package.
  static func all(of steps: [StepState]) -> [JUnitCase] { steps.flatMap(cases) }

  private static func cases(of step: StepState) -> [JUnitCase] {
    let whole = JUnitCase(
      name: step.plan.id.kind.rawValue, step: step, microseconds: step.duration ?? 0, verdict: verdict(of: step),
      reason: step.reason.isEmpty && step.phase != .finished(.succeeded) ? step.outcomeWord : step.reason)
    guard step.plan.id.kind == .runCommands, !step.commands.isEmpty else { return [whole] }
    let culprit = whole.verdict == .passed ? nil : step.failedCommand ?? step.commands.last { $0.end == nil }
    let groups = step.attempts
    var cases = groups.enumerated().compactMap { position, attempts -> JUnitCase? in
      guard let command = attempts.last else { return nil }
      let isCulprit = culprit.map(attempts.contains) ?? false
      let place = groups[..<position].count { $0.last?.start.phase == command.start.phase }
      var item = JUnitCase(
        name: "\(command.start.phase)[\(place)] \(command.text)", step: step,
        microseconds: attempts.reduce(0) { $0 + ($1.end?.duration.microseconds ?? 0) },
        verdict: isCulprit ? whole.verdict : .passed, reason: isCulprit ? whole.reason : "")
      item.command = command
      item.failedAttempts = attempts.dropLast().compactMap(\.endText)
      return item
    }
    // What no command tells of is told by a case of its own, such as a program that is not there.
    if whole.verdict != .passed, culprit == nil {
      var rest = whole
      rest.microseconds = 0
      cases.append(rest)
    }
    return cases
  }

  private static func verdict(of step: StepState) -> Verdict {
    if step.plan.isFailureIgnored, case .finished(let outcome) = step.phase, outcome.isFailure { return .passed }
    if case .finished(.blocked) = step.phase { return .skipped }
    switch step.status {
    case .pass: return .passed
    case .fail: return .failure
    case .error, .unavailable: return .error
    // What never began has no result; what was ended has a bad one.
    case .cancelled: return step.startTime == nil ? .skipped : .error
    case .skipped, .queued, .running, .waiting, .flaky, .unknown: return .skipped
    }
  }
}
