import EnvironmentModel
import Journal
import Planning
import RunModel
import SourceText

/// What is left of a run that was broken off or stopped, and what is kept of it.
struct Resumption: Sendable {
  let run: RunID
  let request: RunRequest
  /// What is kept of it, and what is left.
  var results: KeptResults
  /// Why those run again that had passed.
  private var reasons: [EnvironmentName: String] = [:]
  /// Why there is nothing to do where nothing is left.
  private let emptyHelp: String

  /// - Throws: Why there is nothing to go on with.
  init(_ recorded: RecordedRun) throws(DiagnosticError) {
    let (state, number) = (recorded.state, recorded.header.run)
    let rerun = "run what failed with 'swtox-tui run --failed'"
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
    results = KeptResults(environments: state.environments)
    for name in state.environments {
      let summary = state.summary(of: .environment(name))
      guard summary.status.isGood else { continue }
      results.keep(name, of: recorded, summary.isKept ? summary.reason : "passed in run \(number)")
    }
    run = number
    self.request = state.startsEndReason == nil ? request : Self.unlimited(request)
    emptyHelp = state.environments.isEmpty ? "it was broken off before it had a plan; begin another" : rerun
  }

  /// - Throws: That there is nothing to do.
  func checkRest() throws(DiagnosticError) {
    if results.left.isEmpty { throw DiagnosticError(.error("nothing is left of run \(run)", help: emptyHelp)) }
  }

  /// Keeps no result of what would not be tested with the same things now.
  mutating func compare(with now: InputComparison) {
    for name in results.environments where results.kept[name] != nil {
      guard let change = now.change(of: name, since: results.inputs[name] ?? []) else { continue }
      results.kept[name] = nil
      results.changed[name] = "passed in run \(run), but since then: \(change)"
      reasons[name] = change
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
    guard let settings = results.settings else { return [] }
    return results.environments.filter { results.kept[$0] != nil }.compactMap { name in
      let keys = now.changes(of: name, since: settings)
      if keys.isEmpty { return nil }
      return .error(
        "'\(name.text)' has passed with other settings than it has now: \(keys.joined(separator: ", "))",
        help: "run everything anew with 'swtox-tui run'")
    }
  }

  /// What is told at the beginning.
  var text: String {
    let passedCount = results.kept.count + reasons.count
    let count = "\(passedCount) of \(results.environments.count) environments had passed"
    let told = results.environments.compactMap { name in reasons[name].map { ($0, name.text) } }
    var known: Set<String> = []
    let lines = told.filter { known.insert($0.0).inserted }.map { reason, _ in
      "  again: \(told.filter { $0.0 == reason }.map(\.1).joined(separator: ", ")) (\(reason))"
    }
    return (["goes on with run \(run): \(count)"] + lines).joined(separator: "\n")
  }
}
