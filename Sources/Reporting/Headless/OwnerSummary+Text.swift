import RunModel

extension OwnerSummary {
  /// How it ended, in a word.
  var resultWord: String { isBlocked ? Self.blocked : status.resultWord }

  /// As it is counted: `2 passed, 1 blocked`.
  var countedWord: String { isBlocked ? Self.blocked : status.countedWord }

  /// The reason, but for what the word says.
  var reasonText: String {
    if reason == resultWord { return "" }
    return isBlocked && reason.hasPrefix(Self.blocked + " ") ? String(reason.dropFirst(Self.blocked.count + 1)) : reason
  }

  private static let blocked = "blocked"

  /// What its steps took; nothing when nothing was done.
  var durationText: String {
    workedMicroseconds.map { DurationText.precise(microseconds: $0) } ?? ""
  }
}
