import EnvironmentModel
import Host
import Journal
import Planning
import RunModel

/// The results of earlier runs that a run goes on from, so that it adds up to one result with them.
struct KeptResults: Sendable {
  /// All environments of the run, those that are kept and those that run, in their order.
  var environments: [EnvironmentName]
  /// Those that had passed, with a sentence that says when.
  var kept: [EnvironmentName: String]
  /// Those that run again though they had passed, with a sentence that says why.
  var changed: [EnvironmentName: String] = [:]
  /// What the results that are kept rest on.
  var inputs: [EnvironmentName: [StepInput]]
  /// The reports of tests that they left.
  private(set) var reports: [EnvironmentName: Reports] = [:]
  /// What the settings of those were; `nil` where it was lost.
  var settings: SettingDigests?

  /// Those of the earlier run that failed there and are no part of this one.
  var leftOut: [EnvironmentName] = []
  /// What is told before it begins; empty for nothing.
  var note = ""
  /// What is told where nothing is left, which is what one hopes for.
  var emptyReason = ""

  /// Reports of tests in the folder of an earlier run.
  struct Reports {
    var folder: RunFolder
    var tests: CollectedTests
  }

  /// - Parameter environments: All of the run, in their order.
  init(environments: [EnvironmentName] = []) {
    self.environments = environments
    (kept, inputs) = ([:], [:])
  }

  /// Keeps the result that an environment had in a run.
  ///
  /// - Parameter reason: A sentence that says when it passed.
  mutating func keep(_ name: EnvironmentName, of run: RecordedRun, _ reason: String) {
    let steps = run.state.steps(of: .environment(name))
    kept[name] = reason
    inputs[name] = steps.flatMap(\.inputs)
    reports[name] = steps.lazy.compactMap(\.tests).first.map { Reports(folder: run.folder, tests: $0) }
  }

  /// Copies the reports of tests of what is kept into the folder of the run.
  func copyReports(to folder: RunFolder, files: any FileHost) {
    for name in kept.keys {
      guard let reports = reports[name] else { continue }
      for report in reports.tests.reports {
        // A report that is gone says nothing any more, whoever asks.
        try? files.copy("\(reports.folder.path)/\(report)", to: "\(folder.path)/\(report)")
      }
    }
  }

  /// Those that run now, in the order of the run.
  var left: [EnvironmentName] { environments.filter { kept[$0] == nil } }

  /// Says of what is kept how it differs from what is there now.
  mutating func note(_ now: InputComparison, _ settings: SettingDigests) {
    for name in environments {
      guard let reason = kept[name] else { continue }
      let keys = self.settings.map { settings.changes(of: name, since: $0) } ?? []
      let change =
        keys.isEmpty ? now.change(of: name, since: inputs[name] ?? []) : "setting \(keys.joined(separator: ", "))"
      if let change { kept[name] = "\(reason), but since then: \(change)" }
    }
  }

  /// A plan for what is left, with what is kept as steps that are done.
  func completed(_ plan: Plan) -> Plan {
    let done = environments.compactMap { name in
      kept[name].map { reason in
        var step = Step(id: StepID(.environment(name), .runCommands), disposition: .reuse, reason: reason)
        step.inputs = (inputs[name] ?? []).map { .known($0) }
        step.tests = reports[name]?.tests
        return step
      }
    }
    let planned = Set(plan.environments)
    let order = environments.filter { kept[$0] != nil || planned.contains($0) }
    let ordered = Set(order)
    var completed = plan
    completed.environments = order + plan.environments.filter { !ordered.contains($0) }
    completed.steps = done + plan.steps
    for index in completed.steps.indices {
      let id = completed.steps[index].id
      guard id.kind == .runCommands, case .environment(let name) = id.owner, let change = changed[name] else {
        continue
      }
      completed.steps[index].reason += "; \(change)"
    }
    return completed
  }
}
