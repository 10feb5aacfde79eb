import EnvironmentModel
package import RunModel

/// What history tells, as tables for people.
package struct HistoryText {
  private let style: TextStyle
  private let time: (Int64) -> String

  /// - Parameter time: Writes a moment, in microseconds since 1970, for people here.
  package init(style: TextStyle, time: @escaping (Int64) -> String) {
    self.style = style
    self.time = time
  }

  // MARK: Runs

  /// A line for each run: when, how long, counts and what of the sources.
  package func runs(_ runs: [PastRun]) -> String {
    var rows = [["run", "when", "took", "commit", "environments"]]
    rows += runs.map { run in
      [run.id.description, time(run.startTime), duration(run), run.revision?.text ?? "", counts(run) + note(run)]
    }
    return table(rows, right: [0, 2])
  }

  private func duration(_ run: PastRun) -> String {
    run.endTime.map { DurationText.precise(microseconds: $0 - run.startTime) } ?? ""
  }

  private func counts(_ run: PastRun) -> String {
    let parts = run.counts.sorted { $0.key.severity < $1.key.severity }
      .map { style.colored("\($0.value) \($0.key.countedWord)", $0.key) }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }

  private func note(_ run: PastRun) -> String {
    var notes: [String] = []
    if run.prepares { notes.append("set up only") }
    switch run.ending {
    case .finished: break
    case .stopped: notes.append("stopped")
    case .interrupted: notes.append("broken off")
    case .live: notes.append("going on")
    }
    if !run.isKept { notes.append("logs are gone") }
    return notes.isEmpty ? "" : style.dim(" (\(notes.joined(separator: ", ")))")
  }

  /// One run with its environments.
  package func run(_ run: PastRun, _ results: [PastResult]) -> String {
    var head = "run \(run.id), \(time(run.startTime))"
    if let revision = run.revision {
      head += ", commit \(revision.text)" + (revision.branch.map { " on \($0)" } ?? "")
    }
    let rows = results.map { result in
      [
        "\(style.mark(result.status)) \(result.environment)", result.status.resultWord,
        result.workedMicroseconds.map { DurationText.precise(microseconds: $0) } ?? "", reason(result),
      ]
    }
    let took = duration(run).isEmpty ? "" : " in \(duration(run))"
    let groups = GroupText.lines(of: results.compactMap { result in result.failure })
    let failures = groups.isEmpty ? "" : groups.map { "\($0)\n" }.joined() + "\n"
    return "\(head)\n\n\(table(rows, right: [2]))\n\(failures)\(counts(run))\(took)\(note(run))\n"
  }

  private func reason(_ result: PastResult) -> String {
    guard let error = result.firstError, !result.reason.contains(error) else { return result.reason }
    return result.reason.isEmpty ? error : "\(result.reason): \(error)"
  }

  // MARK: Environments

  /// One environment over time, newest run first.
  package func record(_ record: EnvironmentRecord, breaking: BreakReport?) -> String {
    var lines = ["\(style.bold(record.name.text)): \(verdict(record))"]
    let marks = record.results.prefix(40).map { style.mark($0.status) }.joined()
    if !marks.isEmpty { lines.append("  outcomes  \(marks)  newest first") }
    if let (p50, p90) = record.percentiles {
      let half = DurationText.precise(microseconds: p50), most = DurationText.precise(microseconds: p90)
      lines.append("  time      half of the passes within \(half), nine tenths within \(most)\(trend(record))")
    }
    if let breaking { lines += self.breaking(breaking).map { "  \($0)" } }
    var rows = [["run", "when", "outcome", "took", "commit", ""]]
    rows += record.results.map { result in
      [
        result.run.description, time(result.runTime), style.colored(result.status.resultWord, result.status),
        result.workedMicroseconds.map { DurationText.precise(microseconds: $0) } ?? "", result.revision?.text ?? "",
        reason(result),
      ]
    }
    return lines.joined(separator: "\n") + "\n\n" + table(rows, right: [0, 3])
  }

  private func verdict(_ record: EnvironmentRecord) -> String {
    switch record.verdict {
    case .passing: style.colored("passes", .pass)
    case .broken: style.colored("broken", .fail)
    case .fixed: style.colored("passes again", .pass)
    case .unknown: "no run says how it does"
    case .flaky:
      style.colored("flaky", .flaky)
        + ": \(percent(record.flakyRate ?? 0)) of the last results changed, or needed a retry, though nothing is known "
        + "to have changed"
    }
  }

  private func trend(_ record: EnvironmentRecord) -> String {
    guard let trend = record.trend, abs(trend) >= 0.05 else { return "" }
    return ", \(percent(abs(trend))) \(trend > 0 ? "longer" : "shorter") than before"
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  // MARK: Steps

  /// A line for each step, slowest first.
  package func slowest(_ steps: [SlowStep]) -> String {
    var rows = [["step", "half within", "nine tenths", "longest", "times"]]
    rows += steps.map { step in
      let times = [step.p50, step.p90, step.longest].map { DurationText.precise(microseconds: $0) }
      return ["\(step.step.owner.label) (\(step.step.kind.label))"] + times + [String(step.count)]
    }
    return table(rows, right: [1, 2, 3, 4])
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

  /// Columns as wide as their widest cell; the last one is not filled up.
  private func table(_ rows: [[String]], right: Set<Int>) -> String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { visibleCount($0[column]) }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        let pad = String(repeating: " ", count: widths[column] - visibleCount(row[column]))
        return right.contains(column) ? pad + row[column] : row[column] + pad
      }
      var line = cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// The characters of a text that are seen: those of a change of colour are not.
  private func visibleCount(_ text: String) -> Int {
    var (count, isInside) = (0, false)
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isInside = true }
      if !isInside { count += 1 }
      if isInside, scalar == "m" { isInside = false }
    }
    return count
  }
}
