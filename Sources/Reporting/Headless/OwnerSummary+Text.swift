import RunModel

extension OwnerSummary {
  /// The reason, unless the status says as much.
  var reasonText: String { reason == status.resultWord ? "" : reason }

  /// What its steps took; nothing when nothing was done.
  var durationText: String {
    workedMicroseconds.map { DurationText.precise(microseconds: $0) } ?? ""
  }
}
