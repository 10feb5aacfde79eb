import RunModel

extension OwnerSummary {
  /// The reason, unless the status says as much.
  var reasonText: String { reason == status.resultWord ? "" : reason }

  /// From the first step's start to the last one's end; nothing when nothing was done.
  var durationText: String {
    guard let startTime, let endTime else { return "" }
    return DurationText.precise(microseconds: endTime - startTime)
  }
}
