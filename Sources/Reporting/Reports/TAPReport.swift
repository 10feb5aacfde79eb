import RunModel

/// A run as Test Anything Protocol 14 (https://testanything.org): a test point for each environment, and before them one
/// for each package that went wrong.
struct TAPReport {
  private let run: ReportedRun

  init(_ run: ReportedRun) { self.run = run }

  var text: String {
    let owners = run.tellingOwners
    if owners.isEmpty { return "TAP version 14\n1..0 # SKIP there is no environment\n" }
    let points = owners.enumerated().map { point($1, number: $0 + 1) }.joined()
    return "TAP version 14\n1..\(owners.count)\n\(points)\(bailOut)"
  }

  private var bailOut: String {
    if let reason = run.state.stopReason { return "Bail out! \(Self.line("stopped: \(reason)"))\n" }
    return run.state.isInterrupted ? "Bail out! the run was broken off\n" : ""
  }

  private func point(_ summary: OwnerSummary, number: Int) -> String {
    let isGood = summary.status.isGood || summary.status == .skipped
    let directive =
      if summary.status == .skipped {
        " # SKIP \(Self.escaped(summary.reason))"
      } else {
        // What may yet come out well is no failure.
        summary.status.isSettled ? "" : " # TODO \(summary.status.rawValue)"
      }
    let line = "\(isGood ? "ok" : "not ok") \(number) - \(Self.escaped(summary.owner.label))\(directive)\n"
    return isGood || !summary.status.isSettled ? line : line + diagnostics(of: summary)
  }

  /// A block of YAML, whose texts are written as JSON has them.
  private func diagnostics(of summary: OwnerSummary) -> String {
    var entries = [("message", JSONNode.quoted(run.shortError(of: summary)))]
    entries.append(("severity", JSONNode.quoted(summary.resultWord)))
    if !summary.reason.isEmpty { entries.append(("reason", JSONNode.quoted(summary.reason))) }
    if let time = summary.workedMicroseconds { entries.append(("duration_ms", String(time / 1000))) }
    if let error = run.firstError(of: summary), let file = error.file {
      entries.append(("file", JSONNode.quoted(file)))
      if let line = error.line { entries.append(("line", String(line))) }
    }
    if let step = run.state.failedStep(summary) {
      entries.append(("log", JSONNode.quoted(run.logPath(of: step))))
    }
    return "  ---\n" + entries.map { "  \($0.0): \($0.1)\n" }.joined() + "  ...\n"
  }

  /// Text of a test point: what begins a directive or an escape is escaped.
  private static func escaped(_ text: String) -> String {
    line(text).unicodeScalars.map { $0 == "#" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }

  /// In one line.
  private static func line(_ text: String) -> String { MarkupText.singleLine(text) }
}
