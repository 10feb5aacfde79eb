import EnvironmentModel
package import RunModel
import Screen

/// What history tells, as lines and tables for people.
package struct HistoryText {
  /// So many outcomes stand beside each other.
  private static let outcomeCount = 40

  private let style: TextStyle
  private let time: (Int64) -> String

  /// - Parameters:
  ///   - style: Which marks there are for outcomes.
  ///   - time: Writes a moment, in microseconds since 1970, for people here.
  package init(style: TextStyle, time: @escaping (Int64) -> String) {
    self.style = style
    self.time = time
  }

  // MARK: Runs

  /// A line for each run: when, how long, counts and what of the sources.
  package func runs(_ runs: [PastRun]) -> [TextLine] {
    let rows = runs.map { run in
      [
        plain(run.id.description), plain(time(run.startTime)), plain(duration(run)),
        plain(run.revision?.text ?? ""), counts(run) + note(run),
      ]
    }
    return table(["run", "when", "took", "commit", "environments"], rows, right: [0, 2], of: runs.map(\.id))
  }

  private func duration(_ run: PastRun) -> String {
    run.endTime.map { DurationText.precise(microseconds: $0 - run.startTime) } ?? ""
  }

  private func counts(_ run: PastRun) -> [TextRun] {
    let parts = run.counts.sorted { $0.key.severity < $1.key.severity }
      .map { TextRun("\($0.value) \($0.key.countedWord)", TextStyle.role(of: $0.key)) }
    if parts.isEmpty { return plain("none") }
    return Array(parts.map { [$0] }.joined(separator: [TextRun(", ")]))
  }

  private func note(_ run: PastRun) -> [TextRun] {
    var notes: [String] = []
    if run.prepares { notes.append("set up only") }
    switch run.ending {
    case .finished: break
    case .stopped: notes.append("stopped")
    case .interrupted: notes.append("broken off")
    case .live: notes.append("going on")
    }
    if !run.isKept { notes.append("logs are gone") }
    return notes.isEmpty ? [] : [TextRun(" (\(notes.joined(separator: ", ")))", .dim)]
  }

  /// One run with its environments.
  package func run(_ run: PastRun, _ results: [PastResult]) -> [TextLine] {
    var head = "run \(run.id), \(time(run.startTime))"
    if let revision = run.revision {
      head += ", commit \(revision.text)" + (revision.branch.map { " on \($0)" } ?? "")
    }
    let rows = results.map { result in
      [
        [style.markRun(result.status), TextRun(" \(result.environment)")], plain(result.status.resultWord),
        plain(result.workedMicroseconds.map { DurationText.precise(microseconds: $0) } ?? ""), plain(reason(result)),
      ]
    }
    let environments = zip(TextTable(rows: rows, right: [2]).lines, results).map { line, result in
      TextLine(line, environment: result.environment)
    }
    let took = duration(run).isEmpty ? "" : " in \(duration(run))"
    let groups = GroupText.lines(of: results.compactMap { result in result.failure })
    let failures = groups.isEmpty ? [] : groups.map { TextLine($0) } + [TextLine("")]
    return [TextLine(head), TextLine("")] + environments + [TextLine("")] + failures
      + [TextLine(counts(run) + plain(took) + note(run))]
  }

  private func reason(_ result: PastResult) -> String {
    guard let error = result.firstError, !result.reason.contains(error) else { return result.reason }
    // What went wrong says more than how it ended, and stands first where lines are cut.
    return result.reason.isEmpty ? error : "\(error); \(result.reason)"
  }

  // MARK: Environments

  /// One environment over time, newest run first.
  package func record(_ record: EnvironmentRecord, breaking: BreakReport?) -> [TextLine] {
    var lines = [TextLine([TextRun(record.name.text, .title), TextRun(": ")] + verdict(record))]
    // Kept results are those of earlier runs.
    let marks = record.results.lazy.filter { !$0.isKept }.prefix(Self.outcomeCount).map { style.markRun($0.status) }
    if !marks.isEmpty { lines.append(TextLine(plain("  outcomes  ") + marks + plain("  newest first"))) }
    if let (p50, p90) = record.percentiles {
      let half = DurationText.precise(microseconds: p50), most = DurationText.precise(microseconds: p90)
      lines.append(
        TextLine("  time      half of the passes within \(half), nine tenths within \(most)\(trend(record))"))
    }
    if let breaking, record.verdict != .flaky { lines += self.breaking(breaking).map { TextLine("  \($0)") } }
    let rows = record.results.map { result in
      [
        plain(result.run.description), plain(time(result.runTime)),
        [TextRun(result.status.resultWord, TextStyle.role(of: result.status))],
        plain(result.workedMicroseconds.map { DurationText.precise(microseconds: $0) } ?? ""),
        plain(result.revision?.text ?? ""), plain(reason(result)),
      ]
    }
    let head = ["run", "when", "outcome", "took", "commit", ""]
    return lines + [TextLine("")] + table(head, rows, right: [0, 3], of: record.results.map(\.run))
  }

  private func verdict(_ record: EnvironmentRecord) -> [TextRun] {
    switch record.verdict {
    case .passing: [TextRun("passes", .pass)]
    case .broken: [TextRun("broken", .fail)]
    case .fixed: [TextRun("passes again", .pass)]
    case .unknown: plain("no run says how it does")
    case .flaky:
      [
        TextRun("flaky", .flaky),
        TextRun(
          ": \(percent(record.flakyRate ?? 0)) of the last results changed, or needed a retry, though nothing is known "
            + "to have changed"),
      ]
    }
  }

  private func trend(_ record: EnvironmentRecord) -> String {
    guard let trend = record.trend, abs(trend) >= 0.05 else { return "" }
    return ", \(percent(abs(trend))) \(trend > 0 ? "longer" : "shorter") than before"
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  // MARK: Steps

  /// A line for each step, slowest first.
  package func slowest(_ steps: [SlowStep]) -> [TextLine] {
    let rows = steps.map { step in
      let times = [step.p50, step.p90, step.longest].map { DurationText.precise(microseconds: $0) }
      return (["\(step.step.owner.label) (\(step.step.kind.label))"] + times + [String(step.count)]).map(plain)
    }
    return table(["step", "half within", "nine tenths", "longest", "times"], rows, right: [1, 2, 3, 4])
  }

  // MARK: Breaking

  /// When an environment broke and what had changed, a line for each fact.
  package func breaking(_ report: BreakReport) -> [String] {
    let bad = report.bad
    var lines = [
      "broke in run \(bad.run) (\(time(bad.runTime))\(bad.revision.map { ", commit \($0.text)" } ?? "")): \(reason(bad))",
      "passed last in run \(report.good.run) (\(time(report.good.runTime)))",
    ]
    let changes = report.changes.map(\.text)
    lines.append("changed between: " + (changes.first ?? "nothing that is known"))
    return lines + changes.dropFirst().map { "                 \($0)" }
  }

  // MARK: Tables

  private func plain(_ text: String) -> [TextRun] { text.isEmpty ? [] : [TextRun(text)] }

  /// A table below its heading.
  ///
  /// - Parameter runs: The runs that the rows tell of.
  private func table(
    _ head: [String], _ rows: [[[TextRun]]], right: Set<Int>, of runs: [RunID]? = nil
  ) -> [TextLine] {
    let lines = TextTable(rows: [head.map { [TextRun($0, .text)] }] + rows, right: right).lines
    return lines.enumerated().map { index, line in TextLine(line, run: index > 0 ? runs?[index - 1] : nil) }
  }
}
