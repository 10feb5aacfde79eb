extension StepState {
  /// The commands, those that are attempts at one together: the same again right after it failed.
  package var attempts: [[CommandState]] {
    var groups: [[CommandState]] = []
    for command in commands {
      if let last = groups.last?.last, command.isAnotherAttempt(after: last) {
        groups[groups.count - 1].append(command)
      } else {
        groups.append([command])
      }
    }
    return groups
  }

  /// How often all commands of an environment were tried, where that was more than once.
  package var wholeAttemptCount: Int? {
    let count = commands.last?.start.attempt ?? 1
    return count > 1 ? count : nil
  }

  /// The attempts at a command that passed only when it was tried again; `nil` where there is none.
  var repeatedAttempts: [CommandState]? {
    commands.count < 2 ? nil : attempts.first { $0.count > 1 && $0.last?.end?.exitCode == 0 }
  }
}

extension CommandState {
  fileprivate func isAnotherAttempt(after earlier: CommandState) -> Bool {
    let isSame =
      earlier.start.arguments == start.arguments && earlier.start.phase == start.phase
      && earlier.start.attempt == start.attempt
    return isSame && earlier.end.map { $0.exitCode != 0 || $0.overrun != nil } ?? false
  }

  /// How it ended, in a few words: `exit code 1`, `signal 9`, `timed out`.
  package var endText: String? {
    guard let end else { return nil }
    switch end.overrun {
    case .time: return "timed out"
    case .silence: return "silent for too long"
    case nil: return end.signal.map { "signal \($0)" } ?? end.exitCode.map { "exit code \($0)" }
    }
  }
}
