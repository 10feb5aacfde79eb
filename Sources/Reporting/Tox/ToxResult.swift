import EnvironmentModel
import RunModel

/// How an environment ended, in tox's terms.
struct ToxResult {
  let name: EnvironmentName
  private let status: MatrixStatus
  /// Whether it failed and counts as a success.
  let isIgnored: Bool
  /// What is told of it before its end.
  let complaint: String?
  /// The code of the command that failed; 1 for everything else that is bad.
  let exitCode: Int32
  private let setup: Duration
  private let commands: [Duration]

  /// - Parameter interpreters: What the environment may be made with, in the words of the configuration.
  init(_ state: RunState, _ name: EnvironmentName, interpreters: [String] = []) {
    self.name = name
    let owner = StepOwner.environment(name)
    let summary = state.summary(of: owner)
    let steps = state.steps(of: owner)
    status = summary.status
    isIgnored = summary.reason.hasPrefix("ignored: ")
    let decisive = summary.step.flatMap { state.steps[$0] }
    let build = summary.isBlocked ? Self.failedBuild(of: steps, state) : nil
    let words = Self.words(of: decisive, steps)
    if let build {
      complaint = ToxReason.build(build)
      exitCode = build == .failed(exitCode: ToxReason.noBackend) ? ToxReason.noBackend : 1
    } else if case .finished(.unavailable(let reason)) = decisive?.phase, reason.hasPrefix("no interpreter for "),
      !interpreters.isEmpty
    {
      let names = interpreters.joined(separator: ", ")
      complaint = "failed with could not find python interpreter matching any of the specs \(names)"
      exitCode = words.exitCode
    } else {
      (complaint, exitCode) = words
    }
    commands = steps.filter { $0.plan.id.kind == .runCommands }.flatMap(\.commands).map { $0.end?.duration ?? .zero }
    setup = steps.filter { $0.plan.id.kind != .runCommands }.reduce(Duration.zero) { sum, step in
      guard let start = step.startTime, let end = step.endTime else { return sum }
      return sum + .microseconds(end - start)
    }
  }

  /// How the build ended that the steps of an environment waited for; `nil` where none failed.
  private static func failedBuild(of steps: [StepState], _ state: RunState) -> StepOutcome? {
    for need in steps.lazy.flatMap(\.plan.needs) where need.kind == .buildPackage {
      if case .finished(let outcome)? = state.steps[need]?.phase, !outcome.isSuccess { return outcome }
    }
    return nil
  }

  private static func words(of step: StepState?, _ steps: [StepState]) -> (complaint: String?, exitCode: Int32) {
    guard case .finished(let outcome) = step?.phase else { return (nil, 1) }
    switch outcome {
    case .failed(let code):
      let isOfCommands = step?.plan.id.kind == .runCommands
      return (isOfCommands ? nil : "failed with exit code \(code)", isOfCommands ? code : 1)
    case .invalid(let reason): return (message(reason), 1)
    case .couldNotStart(let reason): return ("failed with \(reason)", 1)
    case .unavailable(let reason): return ("failed with \(reason)", 1)
    case .skipped(let reason): return ("skipped because \(reason)", 1)
    case .signalled(let signal): return (nil, -signal)
    default: return (nil, 1)
    }
  }

  /// The message of an exception in the reason of a failure: `'deps' has no value: HandledError| …`.
  private static func message(_ reason: String) -> String {
    if let text = ToxReason.platform(reason) { return text }
    guard let bar = reason.firstRange(of: "| ") else { return "failed with \(reason)" }
    let message = String(reason[bar.upperBound...])
    return reason[..<bar.lowerBound].hasSuffix("HandledError") ? message : "failed with \(message)"
  }

  var isSkipped: Bool { status == .skipped }
  var isBad: Bool { !isSkipped && !status.isGood }
  var duration: Duration { commands.reduce(setup, +) }

  var word: String { isSkipped ? "SKIP" : isBad ? "FAIL" : "OK" }
  var mark: String { isSkipped ? "⚠" : isBad ? "✖" : "✔" }

  /// The environment's line of the summary, after its name.
  func summary(isShort: Bool) -> String {
    let result = isIgnored ? "IGNORED FAIL code \(exitCode)" : isBad ? "FAIL code \(exitCode)" : word
    let total = ToxTime.text(duration)
    if isShort || isSkipped || commands.isEmpty { return "\(result) (\(total) seconds)" }
    let parts = commands.map(ToxTime.text).joined(separator: ",")
    return "\(result) (\(total)=setup[\(ToxTime.text(setup))]+cmd[\(parts)] seconds)"
  }
}
