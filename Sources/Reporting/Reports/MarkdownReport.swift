import EnvironmentModel
import RunModel
import TestResults

/// A summary in GitHub's Markdown: counts, a table of the environments, and the end of the log of each failure.
struct MarkdownReport {
  /// Up to so many environments are one table in their order; of more, what went wrong comes first.
  private static let tableCount = 25
  /// So many rows has a table at most.
  private static let rowCount = 1000
  /// So many tests that failed are told.
  private static let testCount = 100
  /// So many failures have their log, each so much of it: a summary of a step on GitHub may have a megabyte.
  private static let logCount = 40
  private static let logByteCount = 8 * 1024

  private let run: ReportedRun

  init(_ run: ReportedRun) { self.run = run }

  var text: String {
    let owners = run.tellingOwners
    let bad = owners.filter { $0.status != .pass && $0.status != .skipped }
    var parts = ["## \(Self.mark(of: run)) \(escaped(run.projectName)): \(escaped(run.countsText))\n", facts]
    if owners.count <= Self.tableCount {
      parts.append(table(owners))
    } else {
      if !bad.isEmpty { parts.append(table(bad)) }
      parts.append(all)
    }
    parts += [groups, breaks, tests]
    let failures = bad.filter { toldStep($0) != nil }
    parts += failures.prefix(Self.logCount).map(log)
    if failures.count > Self.logCount {
      parts.append("The logs of \(failures.count - Self.logCount) more failures are in \(code(run.folder)).\n")
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func mark(of run: ReportedRun) -> String {
    if !run.state.isFinished { return "⏳" }
    switch exitCode(of: run.state) {
    case .success: return "✅"
    case .nothingRan: return "⚪"
    case .failed: return "❌"
    default: return "⚠️"
    }
  }

  private var facts: String {
    let count = run.state.environments.count
    var facts = ["run \(run.state.id)", "\(count) environment\(count == 1 ? "" : "s")"]
    if let duration = run.duration { facts.append(DurationText.precise(microseconds: duration)) }
    if let reason = run.state.stopReason ?? run.state.startsEndReason { facts.append("stopped: \(escaped(reason))") }
    if run.state.isInterrupted { facts.append("broken off") }
    return facts.joined(separator: ", ") + "\n"
  }

  // MARK: Tables

  private func table(_ owners: [OwnerSummary]) -> String {
    let rows = owners.prefix(Self.rowCount).map { summary in
      let error = run.firstError(of: summary).flatMap { $0.addsTo(summary.reason) ? $0 : nil }
      let reasons = [
        escaped(shortened(summary.reasonText)), error.map { code($0.placed(limit: FailureLine.glanceLimit)) } ?? "",
      ]
      let cells = [
        "\(Self.symbol(summary.status)) \(summary.resultWord)", escaped(summary.owner.label), summary.durationText,
        reasons.filter { !$0.isEmpty }.joined(separator: "<br>"),
      ]
      return "| \(cells.joined(separator: " | ")) |\n"
    }
    return "| result | environment | time | reason |\n|---|---|--:|---|\n" + rows.joined()
      + (owners.count > rows.count ? "\nThere are \(owners.count - rows.count) more.\n" : "")
  }

  /// All environments in a block that unfolds, by their factors where they share some.
  private var all: String {
    let matrix = ReportMatrix(names: run.state.environments, patterns: run.patterns)
    var text = "<details><summary>All \(run.state.environments.count) environments</summary>\n\n"
    if !matrix.rows.isEmpty {
      text += "|  | \(matrix.columns.map(escaped).joined(separator: " | ")) |\n"
      text += "|---|" + String(repeating: "---|", count: matrix.columns.count) + "\n"
      for row in matrix.rows {
        text += "| \(escaped(row.label)) | \(row.cells.map(cell).joined(separator: " | ")) |\n"
      }
      text += "\n"
    }
    let others = matrix.others.map { run.state.summary(of: .environment($0)) }
    if !others.isEmpty { text += table(others) + "\n" }
    return text + "</details>\n"
  }

  private func cell(_ name: EnvironmentName?) -> String {
    guard let name else { return "" }
    let summary = run.state.summary(of: .environment(name))
    return "\(Self.symbol(summary.status)) \(summary.durationText)"
  }

  /// What environments have in common that failed alike; empty where each failed in its own way.
  private var groups: String {
    let groups = run.failureGroups.filter { $0.environments.count > 1 }
    if groups.isEmpty { return "" }
    let lines = groups.prefix(Self.logCount).map { group in
      let names = group.environments.map(\.text).joined(separator: ", ")
      return "- \(group.environments.count) environments: \(code(group.error)) (\(escaped(names)))\n"
    }
    return "### The same in several environments\n\n" + lines.joined()
  }

  /// Since when environments fail, and what had changed by then; empty where nobody knows.
  private var breaks: String {
    let lines = run.state.environments.compactMap { name -> String? in
      guard let facts = run.breaks[name] else { return nil }
      return "- \(escaped(name.text)): \(facts.map { escaped(MarkupText.trimmed($0)) }.joined(separator: "; "))\n"
    }
    return lines.isEmpty ? "" : "### When it broke\n\n" + lines.prefix(Self.logCount).joined()
  }

  /// Which tests failed where; empty where none did, or no environment left reports of them.
  private var tests: String {
    let rows = run.testMatrix.failing
    if rows.isEmpty { return "" }
    let lines = rows.prefix(Self.testCount).map { row in
      let message = shortened(row.failed.first?.message ?? "")
      let cells = [
        code(row.test.description), escaped(TestText.places(row)), message.isEmpty ? "" : code(message),
      ]
      return "| \(cells.joined(separator: " | ")) |\n"
    }
    let rest = rows.count - lines.count
    return "### Tests that failed\n\n| test | failed | message |\n|---|---|---|\n" + lines.joined()
      + (rest > 0 ? "\nThere are \(rest) more.\n" : "")
  }

  /// The step whose log says what went wrong, or what was under way when the run was broken off.
  private func toldStep(_ summary: OwnerSummary) -> StepState? {
    if let failed = run.state.failedStep(summary) { return run.state.steps[failed] }
    guard let id = summary.step, let step = run.state.steps[id], step.phase == .interrupted, step.startTime != nil
    else {
      return nil
    }
    return step
  }

  private func log(_ summary: OwnerSummary) -> String {
    guard let step = toldStep(summary) else { return "" }
    let end = run.logEnd(of: step, byteCount: Self.logByteCount)
    return "<details><summary>\(MarkupText.html(MarkupText.singleLine(summary.owner.label))): "
      + "\(MarkupText.html(MarkupText.singleLine(shortened(summary.reason))))</summary>\n\n\(MarkupText.fenced(end))\n</details>\n"
  }

  private func shortened(_ text: String) -> String {
    text.count > FailureLine.glanceLimit ? "\(text.prefix(FailureLine.glanceLimit))…" : text
  }

  private func escaped(_ text: String) -> String { MarkupText.markdown(text) }

  private func code(_ text: String) -> String { "<code>\(MarkupText.markdown(text))</code>" }

  private static func symbol(_ status: MatrixStatus) -> String {
    switch status {
    case .pass: "✅"
    case .fail: "❌"
    case .error, .unavailable: "⚠️"
    case .cancelled: "🚫"
    case .skipped: "⏭️"
    case .running, .waiting, .queued: "⏳"
    case .flaky: "🔁"
    case .unknown: "❔"
    }
  }
}
