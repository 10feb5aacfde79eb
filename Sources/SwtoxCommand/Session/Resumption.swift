import EnvironmentModel
import Journal
import Planning
import RunModel
import SourceText

/// What is left of a run that was broken off or stopped, and what is kept of it.
struct Resumption: Sendable {
  let run: RunID
  let request: RunRequest
  /// Those of the run, in its order.
  let environments: [EnvironmentName]
  /// Those that had passed, with a sentence that says when.
  private(set) var kept: [EnvironmentName: String]
  /// Those that had passed and run again, with why.
  private(set) var changed: [EnvironmentName: String] = [:]
  /// Those that run now, in the order of the run.
  var left: [EnvironmentName] { environments.filter { kept[$0] == nil } }
  /// What the settings were; `nil` where it was lost.
  var settings: SettingDigests?
  /// What the results that are kept rest on.
  private let inputs: [EnvironmentName: [StepInput]]
  /// Why there is nothing to do where nothing is left.
  private let emptyHelp: String

  /// - Throws: Why there is nothing to go on with.
  init(_ recorded: RecordedRun) throws(DiagnosticError) {
    let (state, number) = (recorded.state, recorded.header.run)
    let rerun = "run what failed with 'swtox-tui run -E status:failed'"
    if recorded.isLive {
      throw DiagnosticError(.error("run \(number) is going on in another swtox", help: "wait for its end, or stop it"))
    }
    guard let request = recorded.header.request else {
      throw DiagnosticError(
        .error(
          "run \(number) does not say how it was asked for: its journal is older, damaged, or of another command",
          help: rerun))
    }
    if state.endTime != nil, state.stopReason == nil, state.startsEndReason == nil {
      throw DiagnosticError(.error("run \(number) came to its end: nothing of it is left to do", help: rerun))
    }
    var kept: [EnvironmentName: String] = [:]
    for name in state.environments {
      let summary = state.summary(of: .environment(name))
      guard summary.status == .pass else { continue }
      kept[name] = summary.isKept ? summary.reason : "passed in run \(number)"
    }
    (run, environments) = (number, state.environments)
    inputs = Dictionary(
      uniqueKeysWithValues: kept.keys.map { name in (name, state.steps(of: .environment(name)).flatMap(\.inputs)) })
    (self.request, self.kept) = (state.startsEndReason == nil ? request : Self.unlimited(request), kept)
    emptyHelp = environments.isEmpty ? "it was broken off before it had a plan; begin another" : rerun
  }

  /// - Throws: That there is nothing to do.
  func checkRest() throws(DiagnosticError) {
    if left.isEmpty { throw DiagnosticError(.error("nothing is left of run \(run)", help: emptyHelp)) }
  }

  /// Keeps no result of what would not be tested with the same things now.
  mutating func compare(with now: InputComparison) {
    for name in environments where kept[name] != nil {
      guard let change = now.change(of: name, since: inputs[name] ?? []) else { continue }
      kept[name] = nil
      changed[name] = change
    }
  }

  /// Without the number of failures that ended the run: it would only end there again.
  private static func unlimited(_ request: RunRequest) -> RunRequest {
    var request = request
    if let place = request.options.firstIndex(of: "--max-fail") {
      request.options.removeSubrange(place..<min(place + 2, request.options.count))
    }
    return request
  }

  /// What has changed since the run so that results of before and now would not belong together.
  ///
  /// - Parameter now: The settings as they are, of those that are kept.
  func conflicts(with now: SettingDigests) -> [Diagnostic] {
    guard let settings else { return [] }
    return environments.filter { kept[$0] != nil }.compactMap { name in
      let keys = now.changes(of: name, since: settings)
      if keys.isEmpty { return nil }
      return .error(
        "'\(name.text)' has passed with other settings than it has now: \(keys.joined(separator: ", "))",
        help: "run everything anew with 'swtox-tui run'")
    }
  }

  /// A plan for what is left, with what is kept as steps that are done.
  func completed(_ plan: Plan) -> Plan {
    let done = environments.compactMap { name in
      kept[name].map { reason in
        var step = Step(id: StepID(.environment(name), .runCommands), disposition: .reuse, reason: reason)
        step.inputs = (inputs[name] ?? []).map { .known($0) }
        return step
      }
    }
    let planned = Set(plan.environments)
    let order = environments.filter { kept[$0] != nil || planned.contains($0) }
    var completed = plan
    completed.environments = order + plan.environments.filter { !order.contains($0) }
    completed.steps = done + plan.steps
    for index in completed.steps.indices {
      let id = completed.steps[index].id
      guard id.kind == .runCommands, case .environment(let name) = id.owner, let change = changed[name] else {
        continue
      }
      completed.steps[index].reason += "; passed in run \(run), but since then: \(change)"
    }
    return completed
  }

  /// What is told at the beginning.
  var text: String {
    let count = "\(kept.count + changed.count) of \(environments.count) environments had passed"
    let reasons = environments.compactMap { name in changed[name].map { ($0, name.text) } }
    var told: Set<String> = []
    let lines = reasons.filter { told.insert($0.0).inserted }.map { reason, _ in
      "  again: \(reasons.filter { $0.0 == reason }.map(\.1).joined(separator: ", ")) (\(reason))"
    }
    return (["goes on with run \(run): \(count)"] + lines).joined(separator: "\n")
  }
}
