package import EnvironmentModel
package import RunModel
import Synchronization

/// A run as reports are made of it: the fold of its events, its logs, and what stands around them.
package struct ReportedRun: Sendable {
  package var state: RunState
  /// The absolute path of the project's root; empty where nobody knows.
  package var project: String
  /// The version of the program that did the run.
  package var version: String
  /// The folder of the run's logs, as readers can use it.
  package var folder: String
  /// What the names of the environments were written as, such as `py3{11,12}-{a,b}`, by which they are arranged.
  package var patterns: [String] = []
  /// The version of tox whose form is kept to.
  package var toxVersion = ""
  /// The machine that makes the report: its name, and its processor such as `x86_64`.
  package var hostName = ""
  package var machine = ""
  /// The interpreters of virtual environments, as far as they are known.
  package var interpreters: [EnvironmentName: Interpreter] = [:]
  /// When environments that failed broke and what had changed by then, a line for each fact.
  package var breaks: [EnvironmentName: [String]] = [:]
  /// The events as lines of JSON, made when they are asked for.
  package var eventText: @Sendable () -> String = { "" }
  let logs: any StepOutputSource
  let errors = FoundErrors()

  /// A run whose texts have no secrets any more.
  package init(
    state: RunState, project: String, version: String, folder: String, logs: any StepOutputSource
  ) {
    self.state = state
    self.project = project
    self.version = version
    self.folder = folder
    self.logs = logs
  }
}

extension ReportedRun {
  var packages: [OwnerSummary] { state.packages.map { state.summary(of: $0) } }

  /// In the order of the run.
  var environments: [OwnerSummary] { state.environments.map { state.summary(of: .environment($0)) } }

  /// The packages that went wrong, then the environments.
  var tellingOwners: [OwnerSummary] { packages.filter { $0.status.isBad } + environments }

  /// The line of its log that says most about why an environment or package went wrong.
  func firstError(of summary: OwnerSummary) -> FailureLine? {
    guard let step = state.failedStep(summary), let error = errors.error(of: step, in: logs) else { return nil }
    return state.steps[step]?.isExplained(by: error.text) == true ? error : nil
  }

  /// The first error in one line, or the reason where there is none.
  func shortError(of summary: OwnerSummary) -> String {
    guard let error = firstError(of: summary) else { return summary.reason }
    return error.placed(limit: FailureLine.glanceLimit)
  }

  /// The line of its log that says most about why an environment or package went wrong.
  package func failure(of owner: StepOwner) -> FailureLine? { firstError(of: state.summary(of: owner)) }

  /// The folder in which the command ran that went wrong, or the last that did.
  package func workingDirectory(of owner: StepOwner) -> String? {
    let step =
      state.failedStep(state.summary(of: owner)).flatMap { state.steps[$0] }
      ?? state.steps(of: owner).last { !$0.commands.isEmpty }
    return step?.commands.last?.start.workingDirectory
  }

  /// Environments that failed alike, those of most environments first; a failure of one alone is a group too.
  var failureGroups: [FailureGroup] {
    let failures = environments.filter { $0.status.isBad && !$0.isBlocked }.compactMap { summary in
      firstError(of: summary).map { error -> (EnvironmentName, String) in
        (summary.environmentName, error.placed(limit: FailureLine.glanceLimit))
      }
    }
    return FailureGroup.groups(of: failures.map { (environment: $0.0, error: $0.1) })
  }

  func logPath(of step: StepID) -> String { "\(folder)/\(step.logName)" }

  /// The end of a step's log, whole lines, with a line that says so where the beginning is left out.
  ///
  /// - Parameter byteCount: About how much of it.
  func logEnd(of step: StepState, byteCount: Int) -> String {
    let id = step.plan.id
    let start = max(0, step.logByteCount - byteCount)
    var lines = logLines(of: step, start..<step.logByteCount)
    if start > 0 {
      // It began somewhere within a line.
      if lines.count > 1 { lines.removeFirst() }
      lines.insert("[… \(ByteText.short(start)) before this are in \(logPath(of: id))]", at: 0)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A part of a step's log, from the beginning of a line on.
  func logText(of step: StepState, _ range: Range<Int>) -> String {
    logLines(of: step, range).map { $0 + "\n" }.joined()
  }

  private func logLines(of step: StepState, _ range: Range<Int>) -> [String] {
    var lines: [String] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let part = logs.part(of: step.plan.id, from: offset, to: range.upperBound, isWhole: true)
      if part.endOffset <= offset { break }
      offset = part.endOffset
      lines += part.lines
    }
    return lines
  }

  /// How long the run took, or has taken until its last event; `nil` where nobody knows.
  var duration: Int64? {
    guard let start = state.startTime, let end = state.endTime else { return nil }
    return max(0, end - start)
  }

  /// `passed`, `failed`, …: how the run came out, in a word.
  var resultWord: String {
    if !state.isFinished { return "running" }
    if state.stopReason != nil { return "stopped" }
    switch exitCode(of: state) {
    case .success: return "passed"
    case .failed: return "failed"
    case .nothingRan: return "nothing ran"
    case .interrupted: return "interrupted"
    default: return "error"
    }
  }

  /// `3 passed, 1 failed`, the worst first.
  var countsText: String {
    let counts = state.resultCounts.reversed().map(\.text)
    return counts.isEmpty ? "no environments" : counts.joined(separator: ", ")
  }

  /// The last part of the project's path; `swtox` where that is not known.
  var projectName: String { project.split(separator: "/").last.map(String.init) ?? "swtox" }
}

extension OwnerSummary {
  /// The environment's name; a package's label where it is one.
  fileprivate var environmentName: EnvironmentName {
    if case .environment(let name) = owner { name } else { EnvironmentName(owner.label) }
  }
}

extension StepState {
  /// How long it took; `nil` before it ended.
  var duration: Int64? {
    guard let startTime, let endTime else { return nil }
    return max(0, endTime - startTime)
  }
}

/// What was looked for in files already: to find a first error means to read a whole log.
final class FoundErrors: Sendable {
  private let tests = Mutex<TestMatrix?>(nil)
  private let known = Mutex<[StepID: FailureLine?]>([:])

  func error(of step: StepID, in logs: any StepOutputSource) -> FailureLine? {
    if let found = known.withLock({ $0[step] }) { return found }
    let found = logs.firstError(of: step)
    known.withLock { $0[step] = .some(found) }
    return found
  }

  /// How tests came out across environments, made at the first call.
  func matrix(_ make: () -> TestMatrix) -> TestMatrix {
    if let known = tests.withLock({ $0 }) { return known }
    let made = make()
    tests.withLock { $0 = made }
    return made
  }
}
