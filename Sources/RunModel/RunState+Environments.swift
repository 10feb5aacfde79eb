import EnvironmentModel
package import TestResults

/// What a run says of one environment or package: status, reason and times.
package struct OwnerSummary: Hashable, Sendable {
  package var owner: StepOwner
  package var status: MatrixStatus
  /// Why it is so, for people: `exit code 2 from 'pytest -v'`; empty for success, unless a failure was
  /// ignored or there was nothing to run.
  package var reason: String
  /// Microseconds since 1970 of the first step's start and the last one's end.
  package var startTime: Int64?
  package var endTime: Int64?
  /// The microseconds its ended steps took, without the waiting between them; `nil` before the first started.
  package var workedMicroseconds: Int64?
  /// When the step under way began, in microseconds since 1970.
  package var runningSince: Int64?
  /// The step under way, or the one that decided the status.
  package var step: StepID?
  /// Whether an earlier run did the work; the reason says which.
  package var isKept = false
  /// Whether something that it needs went wrong, and nothing of its own did.
  package var isBlocked = false
}

extension RunState {
  /// The steps of an owner in plan order.
  package func steps(of owner: StepOwner) -> [StepState] {
    StepKind.allCases.compactMap { steps[StepID(owner, $0)] }
  }

  /// How many single tests came out how, by the reports that the commands left; `nil` where they left none.
  package func tally(of owner: StepOwner) -> TestTally? {
    let tallies = steps(of: owner).compactMap(\.tests?.tally)
    return tallies.isEmpty ? nil : tallies.reduce(TestTally(), +)
  }

  /// The owners of package builds, in plan order.
  package var packages: [StepOwner] {
    stepOrder.compactMap { if case .package = $0.owner, $0.kind == .buildPackage { $0.owner } else { nil } }
  }

  /// Folds an owner's steps into what its cell shows.
  package func summary(of owner: StepOwner) -> OwnerSummary {
    let steps = steps(of: owner)
    var summary = OwnerSummary(
      owner: owner, status: .unknown, reason: "", startTime: steps.compactMap(\.startTime).min(),
      endTime: steps.compactMap(\.endTime).max(), workedMicroseconds: workedMicroseconds(steps),
      runningSince: steps.first { $0.phase == .running }?.startTime, step: steps.last?.plan.id)
    guard !steps.isEmpty else { return summary }
    if let decisive = Self.decisive(steps) {
      let isIgnored = decisive.plan.isFailureIgnored && [.fail, .error].contains(decisive.status)
      summary.status = isIgnored ? .pass : decisive.status
      summary.reason = isIgnored ? "ignored: \(decisive.reason)" : decisive.reason
      summary.step = decisive.plan.id
      summary.isBlocked = decisive.isBlocked && !isIgnored
    } else if let running = steps.first(where: { $0.phase == .running }) {
      summary.status = .running
      summary.step = running.plan.id
      summary.endTime = nil
    } else if let next = steps.first(where: { $0.phase == .queued }) {
      summary.status = isWaitingForPackage(next) ? .waiting : .queued
      summary.step = next.plan.id
      summary.endTime = nil
    } else {
      summary.status = .pass
      if let kept = steps.first(where: { $0.plan.id.kind == .runCommands && $0.phase == .finished(.reused) }) {
        summary.isKept = true
        summary.reason = kept.plan.reason
      }
      if let count = steps.lazy.compactMap(\.wholeAttemptCount).first {
        summary.status = .flaky
        summary.reason = "passed at attempt \(count) of all commands"
      } else if let attempts = steps.lazy.compactMap(\.repeatedAttempts).first {
        summary.status = .flaky
        summary.reason = "passed at attempt \(attempts.count)" + (attempts.last.map { " of '\($0.text)'" } ?? "")
      }
      let hasCommands = steps.contains { $0.plan.id.kind == .runCommands }
      if case .environment = owner, !hasCommands { summary.reason = "ran no commands" }
    }
    return summary
  }

  /// The step that decides: the first that did not end well, but where that was only cancelled a later one that was
  /// blocked before.
  private static func decisive(_ steps: [StepState]) -> StepState? {
    let first = steps.first(where: \.isDecisive)
    guard first?.phase == .finished(.cancelled) else { return first }
    return steps.first(where: \.isBlocked) ?? first
  }

  private func workedMicroseconds(_ steps: [StepState]) -> Int64? {
    if steps.allSatisfy({ $0.startTime == nil }) { return nil }
    let worked = steps.reduce(Int64(0)) { sum, step in
      guard let start = step.startTime, let end = step.endTime else { return sum }
      return sum + max(0, end - start)
    }
    // How long a step took that was broken off nobody knows.
    return worked == 0 && steps.contains { $0.phase == .interrupted } ? nil : worked
  }

  private func isWaitingForPackage(_ step: StepState) -> Bool {
    step.plan.needs.contains { need in
      guard case .package = need.owner, let state = steps[need] else { return false }
      return state.phase == .queued || state.phase == .running
    }
      && step.plan.needs.allSatisfy { need in
        if case .package = need.owner { true } else { steps[need]?.isSuccess ?? true }
      }
  }
}

extension StepState {
  /// Whether it ended well, so that steps that need it can go on; `false` until it ends.
  package var isSuccess: Bool {
    if case .finished(let outcome) = phase { outcome.isSuccess } else { false }
  }

  /// Whether the step was not even tried, because its environment's settings make no sense.
  package var isInvalid: Bool {
    if case .finished(.invalid) = phase { true } else { false }
  }

  var isBlocked: Bool { if case .finished(.blocked) = phase { true } else { false } }

  /// Whether the step decides its owner's status: it ended and not well.
  var isDecisive: Bool {
    switch phase {
    case .queued, .running: false
    case .interrupted: true
    case .finished(let outcome): !outcome.isSuccess
    }
  }

  /// The command that is under way or was the last to end, in a shell's words.
  package var lastCommandText: String? {
    commands.last?.text
  }

  /// The command that an outcome tells of: the last that ended so; one of the clean-up, which runs after a failure
  /// too, only where no other did.
  private func command(behind outcome: StepOutcome) -> CommandState? {
    let main = commands.last { $0.start.phase != "commands_post" && $0.ended(as: outcome) }
    return main ?? commands.last { $0.ended(as: outcome) } ?? lastMainCommand ?? commands.last
  }

  private var lastMainCommand: CommandState? { commands.last { $0.start.phase != "commands_post" } }

  /// The command that a step that went wrong tells of; `nil` where it went well, or where no command ended so.
  package var failedCommand: CommandState? {
    guard case .finished(let outcome) = phase, let command = command(behind: outcome), command.ended(as: outcome)
    else { return nil }
    return command
  }

  /// The phase as a cell shows it: commands that fail are a `fail`, steps that prepare for them an `error`.
  package var status: MatrixStatus {
    switch phase {
    case .queued: .queued
    case .running: .running
    case .interrupted: .cancelled
    case .finished(let outcome): Self.status(outcome, plan.id.kind)
    }
  }

  private static func status(_ outcome: StepOutcome, _ kind: StepKind) -> MatrixStatus {
    switch outcome {
    case .succeeded, .reused: .pass
    case .failed, .signalled: kind == .runCommands ? .fail : .error
    case .timedOut, .couldNotStart: kind == .runCommands ? .fail : .error
    case .cancelled: .cancelled
    case .blocked, .invalid: .error
    case .skipped: .skipped
    case .unavailable: .unavailable
    }
  }

  /// Whether an error of its log tells why it failed: what Python says of the interrupt by which a command is ended that
  /// took too long does not.
  package func isExplained(by error: String) -> Bool {
    phase != .finished(.timedOut) || !error.hasPrefix("KeyboardInterrupt")
  }

  /// Why the step ended as it did, for people; empty for success.
  package var reason: String {
    switch phase {
    case .queued, .running: ""
    case .interrupted where startTime == nil: "not started: swtox ended before"
    case .interrupted: "interrupted: swtox ended before this did"
    case .finished(let outcome): reason(outcome)
    }
  }

  /// Whether the step failed since a command that was to fail did not.
  private var isUnwantedSuccess: Bool {
    plan.id.kind == .runCommands && failedCommand == nil && lastMainCommand?.end?.exitCode == 0
  }

  private func reason(_ outcome: StepOutcome) -> String {
    let place = plan.id.kind == .runCommands ? "" : "\(plan.id.kind.label): "
    // Commands that set up are ours; what they are for is said by the step.
    let isOwn = plan.id.kind != .runCommands
    let command = isOwn ? "" : command(behind: outcome).map { " from '\($0.text)'" } ?? ""
    return switch outcome {
    case .succeeded, .reused: ""
    case .failed where isUnwantedSuccess:
      "exit code 0, where '!' asks for another, from '\(lastMainCommand?.text ?? "")'"
    case .failed(let code): "\(place)exit code \(code)\(command)"
    case .timedOut where failedCommand?.end?.overrun == .silence: "\(place)silent for too long\(command)"
    case .timedOut: "\(place)timed out\(command)"
    case .signalled(let signal): "\(place)ended by signal \(signal)\(command)"
    case .couldNotStart(let why): place + why
    case .invalid(let why): why
    case .cancelled: "cancelled"
    case .blocked(let step): "blocked by \(step.owner.label) (\(step.kind.label))"
    case .skipped(let why): why
    case .unavailable(let why): why
    }
  }
}

extension CommandState {
  /// The command in a shell's words, for a person to read.
  package var text: String { CommandLine(arguments: start.arguments).readableText }

  /// The same as one line, for a title: of a script its beginning.
  package var titleText: String {
    let text = text
    let lines = text.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.count > 1 ? "\(lines[0]) ..." : text
  }

  fileprivate func ended(as outcome: StepOutcome) -> Bool {
    switch outcome {
    case .failed(let code): end?.exitCode == code
    case .signalled(let signal): end?.signal == signal
    case .timedOut: end?.overrun != nil
    default: false
    }
  }
}
