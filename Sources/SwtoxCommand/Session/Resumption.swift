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
  let kept: [EnvironmentName: String]
  /// Those that run now, in the order of the run.
  var left: [EnvironmentName] { environments.filter { kept[$0] == nil } }
  /// What the settings were; `nil` where it was lost.
  var settings: SettingDigests?

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
    (self.request, self.kept) = (state.startsEndReason == nil ? request : Self.unlimited(request), kept)
    if left.isEmpty {
      let help = environments.isEmpty ? "it was broken off before it had a plan; begin another" : rerun
      throw DiagnosticError(.error("nothing is left of run \(number)", help: help))
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
      kept[name].map { Step(id: StepID(.environment(name), .runCommands), disposition: .reuse, reason: $0) }
    }
    let planned = Set(plan.environments)
    let order = environments.filter { kept[$0] != nil || planned.contains($0) }
    var completed = plan
    completed.environments = order + plan.environments.filter { !order.contains($0) }
    completed.steps = done + plan.steps
    return completed
  }

  /// What is told at the beginning.
  var text: String { "goes on with run \(run): \(kept.count) of \(environments.count) environments had passed" }
}
