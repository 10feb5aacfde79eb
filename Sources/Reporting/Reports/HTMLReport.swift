import EnvironmentModel
import RunModel

/// A run as one page that needs nothing else: the matrix, each environment with its steps, and their logs to unfold.
struct HTMLReport {
  /// So much of a log is shown, from its end: more of what went wrong.
  private static let failedLogByteCount = 256 * 1024
  private static let logByteCount = 32 * 1024

  let run: ReportedRun
  private let places: [StepOwner: Int]

  init(_ run: ReportedRun) {
    self.run = run
    let owners = run.state.environments.map { StepOwner.environment($0) } + run.state.packages
    places = Dictionary(owners.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  var text: String {
    let title = escaped("\(run.projectName): \(run.countsText)")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      <p>\(facts)</p>
      </header>
      <main>
      \(matrix)\(groups)\(tests)\(owners)</main>
      </body>
      </html>

      """
  }

  private var facts: String {
    var facts = ["run \(run.state.id)"]
    if let start = run.state.startTime { facts.append(ReportTime.utc(start)) }
    if let duration = run.duration { facts.append(DurationText.precise(microseconds: duration)) }
    if let reason = run.state.stopReason ?? run.state.startsEndReason { facts.append("stopped: \(reason)") }
    if run.state.isInterrupted { facts.append("broken off") }
    if !run.project.isEmpty { facts.append(run.project) }
    return facts.map(escaped).joined(separator: " · ")
  }

  // MARK: Matrix

  private var matrix: String {
    let matrix = ReportMatrix(names: run.state.environments, patterns: run.patterns)
    if matrix.rows.isEmpty { return "" }
    let head = matrix.columns.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let rows = matrix.rows.map { row in
      "<tr><th scope=\"row\">\(escaped(row.label))</th>\(row.cells.map(cell).joined())</tr>\n"
    }
    return "<h2>Matrix</h2>\n<table class=\"matrix\">\n<thead><tr><td></td>\(head)</tr></thead>\n<tbody>\n"
      + "\(rows.joined())</tbody>\n</table>\n\(others(matrix.others))"
  }

  /// What has no place in the table.
  private func others(_ names: [EnvironmentName]) -> String {
    let words = names.map { name in
      let summary = run.state.summary(of: .environment(name))
      return "<a class=\"\(summary.status.rawValue)\" href=\"#\(anchor(summary.owner))\">\(escaped(name.text)): "
        + "\(escaped(summary.resultWord))</a>"
    }
    return words.isEmpty ? "" : "<p>\(words.joined(separator: " · "))</p>\n"
  }

  private func cell(_ name: EnvironmentName?) -> String {
    guard let name else { return "<td></td>" }
    let summary = run.state.summary(of: .environment(name))
    let words = escaped("\(name.text): \(summary.resultWord) \(summary.reasonText)")
    return "<td class=\"\(summary.status.rawValue)\"><a href=\"#\(anchor(summary.owner))\" title=\"\(words)\">"
      + "\(escaped(summary.resultWord))</a> \(summary.durationText)</td>"
  }

  /// A name that nothing else on the page has and that needs no escapes.
  private func anchor(_ owner: StepOwner) -> String { "e\(places[owner] ?? 0)" }

  /// What environments have in common that failed alike.
  private var groups: String {
    let groups = run.failureGroups.filter { $0.environments.count > 1 }
    if groups.isEmpty { return "" }
    let items = groups.map { group in
      let links = group.environments.map { name in
        "<a href=\"#\(anchor(.environment(name)))\">\(escaped(name.text))</a>"
      }
      return "<li>\(group.environments.count) environments: <code>\(escaped(group.error))</code> "
        + "<small>\(links.joined(separator: ", "))</small></li>\n"
    }
    return "<h2>The same in several environments</h2>\n<ul>\n\(items.joined())</ul>\n"
  }

  // MARK: Environments

  private var owners: String {
    let sections = (run.packages + run.environments).map(section)
    return "<h2>Environments</h2>\n" + (sections.isEmpty ? "<p>There are none.</p>\n" : sections.joined())
  }

  private func section(_ summary: OwnerSummary) -> String {
    let error = run.firstError(of: summary).flatMap { $0.addsTo(summary.reason) ? $0 : nil }
    let reasons = [
      escaped(summary.reasonText),
      error.map { "<code>\(escaped($0.placed(limit: FailureLine.glanceLimit)))</code>" } ?? "",
    ]
    let parts = [
      "<b>\(escaped(summary.owner.label))</b>",
      "<span class=\"\(summary.status.rawValue)\">\(escaped(summary.resultWord))</span>", summary.durationText,
      reasons.filter { !$0.isEmpty }.joined(separator: " "),
    ]
    let steps =
      breaking(summary.owner)
      + run.state.steps(of: summary.owner).map { step($0, isTelling: $0.plan.id == summary.step) }.joined()
    let isOpen = [.fail, .error].contains(summary.status) && !summary.isBlocked
    return "<details class=\"owner\" id=\"\(anchor(summary.owner))\"\(isOpen ? " open" : "")><summary>"
      + "\(parts.filter { !$0.isEmpty }.joined(separator: " "))</summary>\n\(steps)</details>\n"
  }

  /// Since when an environment fails, and what had changed by then.
  private func breaking(_ owner: StepOwner) -> String {
    guard case .environment(let name) = owner, let facts = run.breaks[name] else { return "" }
    return "<ul>\n\(facts.map { "<li>\(escaped(MarkupText.trimmed($0)))</li>\n" }.joined())</ul>\n"
  }

  private func step(_ step: StepState, isTelling: Bool) -> String {
    let time = step.duration.map { " \(DurationText.precise(microseconds: $0))" } ?? ""
    let reason = step.reason.isEmpty ? step.plan.reason : step.reason
    var text =
      "<section><h3>\(escaped(step.plan.id.kind.label)) <span class=\"\(step.status.rawValue)\">"
      + "\(escaped(step.outcomeWord))</span>\(time) <small>\(escaped(reason))</small></h3>\n"
    let notes = step.notes.map { "<li>\(escaped($0))</li>" } + step.commands.map(command)
    if !notes.isEmpty { text += "<ul>\n\(notes.joined(separator: "\n"))\n</ul>\n" }
    if step.logByteCount > 0 {
      let isBad = isTelling && !step.isSuccess
      let log = run.logEnd(of: step, byteCount: isBad ? Self.failedLogByteCount : Self.logByteCount)
      text += "<details\(isBad ? " open" : "")><summary>log, \(ByteText.short(step.logByteCount))</summary>"
      text += "<pre>\n\(escaped(log))</pre></details>\n"
    }
    return text + "</section>\n"
  }

  private func command(_ command: CommandState) -> String {
    guard let end = command.end else { return "<li><code>\(escaped(command.text))</code></li>" }
    let ending = end.signal.map { "signal \($0)" } ?? "exit code \(end.exitCode ?? 0)"
    let time = DurationText.precise(microseconds: end.duration.microseconds)
    let facts = (["\(ending) in \(time)"] + end.usageTexts).joined(separator: ", ")
    return "<li><code>\(escaped(command.text))</code> <small>\(escaped(facts))</small></li>"
  }

  func escaped(_ text: String) -> String { MarkupText.html(text) }
}
