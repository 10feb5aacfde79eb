import EnvironmentModel
package import RunModel
import TestResults

/// The end of a headless run: a line for each environment, the counts, what was stopped, and what to do next.
package struct SummaryText {
  let state: RunState
  let style: TextStyle
  let folder: String
  /// The command line that runs environments, to which `-e` and their names are put.
  let rerunCommand: String
  let rerunSuffix: String
  /// Whether environments that did well have no line.
  var tellsFailuresOnly = false

  /// - Parameters:
  ///   - folder: Where the run's logs are, as it is shown.
  ///   - rerunCommand: A command line to which `-e` and names can be put, in a shell's words.
  ///   - rerunSuffix: What stands behind the names.
  package init(state: RunState, style: TextStyle, folder: String, rerunCommand: String, rerunSuffix: String) {
    self.state = state
    self.style = style
    self.folder = folder
    self.rerunCommand = rerunCommand
    self.rerunSuffix = rerunSuffix
  }

  /// The end without the lines of the environments, for those who have seen them.
  package var shortText: String { (stopLines + [totals] + hints).map { "\($0)\n" }.joined() }

  /// The whole end; below each failure the line of its log that says most about it.
  ///
  /// - Parameter tests: Lines about single tests.
  func text(errors: (StepID) -> FailureLine?, tests: [String] = []) -> String {
    let owners = owners
    let labelWidth = owners.map { $0.owner.label.count }.max() ?? 0
    var found: [StepID: FailureLine] = [:]
    for step in owners.compactMap(state.failedStep) { found[step] = errors(step) }
    let lines = owners.flatMap { owner in [line(owner, labelWidth)] + detail(of: owner, found) }
    let table = lines.isEmpty ? [] : [""] + lines + [""]
    let groups = GroupText.lines(of: owners.compactMap { failure($0, found) })
    let told = tests.isEmpty ? groups : groups + (groups.isEmpty ? [] : [""]) + tests
    return (table + (told.isEmpty ? [] : told + [""]) + stopLines + [totals] + hints).map { "\($0)\n" }.joined()
  }

  /// The environments, and before them the packages that have something to tell.
  private var owners: [OwnerSummary] {
    let packages = state.packages.map { state.summary(of: $0) }.filter { $0.status != .pass }
    let environments = state.environments.map { state.summary(of: .environment($0)) }
    return packages + (tellsFailuresOnly ? environments.filter { $0.status.isBad } : environments)
  }

  private func line(_ summary: OwnerSummary, _ labelWidth: Int) -> String {
    let label = padded(summary.owner.label, labelWidth)
    let word = style.colored(padded(summary.resultWord, 11), summary.status)
    let time = summary.durationText
    let pad = String(repeating: " ", count: max(0, 7 - time.count))
    let line = "  \(style.mark(summary.status)) \(label)  \(word) \(pad)\(time)"
    let tally = state.tally(of: summary.owner).map(\.text) ?? ""
    let facts = [summary.reasonText, tally].filter { !$0.isEmpty }
    return facts.isEmpty ? line : "\(line)  \(facts.joined(separator: "; "))"
  }

  /// What an environment failed with by its log; `nil` where that tells nothing.
  private func failure(
    _ summary: OwnerSummary, _ errors: [StepID: FailureLine]
  ) -> (environment: EnvironmentName, error: String)? {
    guard case .environment(let name) = summary.owner, let step = state.failedStep(summary), let error = errors[step]
    else { return nil }
    return (name, error.placed(limit: FailureLine.glanceLimit))
  }

  private func detail(of summary: OwnerSummary, _ errors: [StepID: FailureLine]) -> [String] {
    guard let step = state.failedStep(summary), let error = errors[step], error.addsTo(summary.reason) else {
      return []
    }
    return ["      " + style.dim(error.placed(limit: FailureLine.glanceLimit))]
  }

  /// `3 environments: 2 passed, 1 failed in 13.2s`.
  private var totals: String {
    let parts = state.resultCounts.map { style.colored($0.text, $0.status) }
    let count = state.environments.count
    let total = "\(count) environment\(count == 1 ? "" : "s")"
    let time = state.startTime.flatMap { start in state.endTime.map { DurationText.precise(microseconds: $0 - start) } }
    let duration = time.map { " in \($0)" } ?? ""
    return style.bold(total) + (parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))") + duration
  }

  private var stopLines: [String] {
    guard let reason = state.stopReason else {
      return state.startsEndReason.map { ["nothing more was started: \($0)", ""] } ?? []
    }
    var lines = ["stopped: \(reason)"]
    var seen: Set<StepID> = []
    for record in state.stopSignals where seen.insert(record.step).inserted {
      let signals = state.stopSignals.filter { $0.step == record.step }.map { Self.signalName($0.signal) }
      let step = "\(record.step.owner.label) (\(record.step.kind.label))"
      let processes = record.processes.map { "'\($0)'" }
      lines.append("  \(step): signalled \(signals.joined(separator: ", then ")): \(processes.joined(separator: ", "))")
    }
    return lines + [""]
  }

  private static func signalName(_ number: Int32) -> String {
    switch number {
    case 1: "HUP"
    case 2: "INT"
    case 9: "KILL"
    case 15: "TERM"
    default: "signal \(number)"
    }
  }

  private var hints: [String] {
    let bad = state.environments.filter { state.summary(of: .environment($0)).status.isBad }
    let logs = "logs: \(folder)"
    if bad.isEmpty { return [style.dim(logs)] }
    // More names than anybody reads are those that '--failed' stands for.
    if bad.count > 20 { return ["run these again: \(rerunCommand) --failed\(rerunSuffix)", style.dim(logs)] }
    let names = CommandLine.quoted(bad.map(\.text).joined(separator: ","))
    return ["run these again: \(rerunCommand) -e \(names)\(rerunSuffix)", style.dim(logs)]
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
