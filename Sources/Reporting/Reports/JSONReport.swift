import EnvironmentModel
import RunModel

/// All that is known of a run, as one JSON object.
///
/// `version` grows when something is taken away or means something else; keys may be added without. Times are seconds,
/// moments are in RFC 3339, sizes are bytes; what is not known is `null`.
struct JSONReport {
  /// The form that is written here.
  static let version = 1

  private let run: ReportedRun

  init(_ run: ReportedRun) { self.run = run }

  var text: String { node.text() + "\n" }

  private var node: JSONNode {
    .fields([
      "version": .number(Self.version), "swtox": .text(run.version), "run": header,
      "packages": .list(run.packages.map(owner)), "environments": .list(run.environments.map(owner)),
      "failure_groups": .list(run.failureGroups.map(group)), "failing_tests": run.failingTestsNode,
    ])
  }

  private var header: JSONNode {
    let state = run.state
    let counts = state.resultCounts.map { JSONNode.Member(key: $0.word, value: .number($0.count)) }
    return .fields([
      "number": .number(state.id.number), "project": .text(run.project), "folder": .text(run.folder),
      "result": .text(run.resultWord),
      "exit_code": state.isFinished ? .number(exitCode(of: state).rawValue) : .null,
      "started": moment(state.startTime), "ended": moment(state.endTime), "duration": seconds(run.duration),
      "stop_reason": .optional(state.stopReason), "starts_end_reason": .optional(state.startsEndReason),
      "counts": .object(counts),
    ])
  }

  private func owner(_ summary: OwnerSummary) -> JSONNode {
    let steps = run.state.steps(of: summary.owner)
    let ends = steps.flatMap(\.commands).compactMap(\.end)
    let name =
      switch summary.owner {
      case .environment(let name): name.text
      case .package(let name): name
      }
    let cpu = ends.reduce(Duration.zero) { $0 + $1.cpuTime }.microseconds
    return .fields([
      "name": .text(name), "status": .text(summary.status.rawValue), "reason": .text(summary.reason),
      "blocked": .boolean(summary.isBlocked), "kept": .boolean(summary.isKept), "started": moment(summary.startTime),
      "ended": moment(summary.endTime), "duration": seconds(summary.workedMicroseconds),
      "cpu_time": seconds(ends.isEmpty ? nil : cpu),
      "peak_memory": .number(ends.map(\.peakMemoryByteCount).max()),
      "first_error": error(run.firstError(of: summary)), "broke": breaking(summary.owner),
      "steps": .list(steps.map(step)),
    ])
  }

  private func breaking(_ owner: StepOwner) -> JSONNode {
    guard case .environment(let name) = owner, let lines = run.breaks[name] else { return .null }
    return .list(lines.map { .text(MarkupText.trimmed($0)) })
  }

  private func group(_ group: FailureGroup) -> JSONNode {
    .fields(["error": .text(group.error), "environments": .list(group.environments.map { .text($0.text) })])
  }

  private func error(_ failure: FailureLine?) -> JSONNode {
    guard let failure else { return .null }
    return .fields([
      "message": .text(failure.text), "file": .optional(failure.file), "line": .number(failure.line),
      "column": .number(failure.column),
    ])
  }

  private func step(_ step: StepState) -> JSONNode {
    let inputs = step.inputs.map { JSONNode.fields(["name": .text($0.name), "mark": .text($0.mark)]) }
    return .fields([
      "step": .text(step.plan.id.kind.rawValue), "status": .text(step.status.rawValue),
      "outcome": .text(step.outcomeWord), "reason": .text(step.reason), "planned_because": .text(step.plan.reason),
      "failure_ignored": .boolean(step.plan.isFailureIgnored), "started": moment(step.startTime),
      "ended": moment(step.endTime), "duration": seconds(step.duration),
      "log": step.startTime == nil ? .null : .text(run.logPath(of: step.plan.id)),
      "tests": tests(step.tests), "log_size": .number(step.logByteCount), "notes": .list(step.notes.map { .text($0) }),
      "inputs": .list(inputs),
      "commands": .list(step.commands.map(command)),
    ])
  }

  private func command(_ command: CommandState) -> JSONNode {
    let (start, end) = (command.start, command.end)
    return .fields([
      "phase": .text(start.phase), "index": .number(start.index),
      "arguments": .list(start.arguments.map { .text($0) }), "directory": .text(start.workingDirectory),
      "pid": .number(start.processID), "started": moment(command.startTime),
      "exit_code": .number(end?.exitCode), "signal": .number(end?.signal),
      "timed_out": .boolean(end?.overrun != nil), "stalled": .boolean(end?.overrun == .silence),
      "duration": seconds(end?.duration.microseconds),
      "cpu_time": seconds(end?.cpuTime.microseconds), "system_time": seconds(end?.systemTime?.microseconds),
      "peak_memory": .number(end?.peakMemoryByteCount), "read": .number(end?.readByteCount),
      "written": .number(end?.writtenByteCount),
    ])
  }

  private func tests(_ tests: CollectedTests?) -> JSONNode {
    guard let tests else { return .null }
    let reports = JSONNode.list(tests.reports.map { .text("\(run.folder)/\($0)") })
    return .object([JSONNode.Member(key: "reports", value: reports)] + tests.tally.members)
  }

  private func moment(_ microseconds: Int64?) -> JSONNode { .optional(microseconds.map(ReportTime.utc)) }

  private func seconds(_ microseconds: Int64?) -> JSONNode {
    microseconds.map { .number(ReportTime.seconds($0)) } ?? .null
  }
}

extension StepState {
  /// The phase or outcome in the words of journals.
  var outcomeWord: String {
    guard case .finished(let outcome) = phase else {
      return phase == .queued ? "queued" : phase == .running ? "running" : "interrupted"
    }
    switch outcome {
    case .succeeded: return "succeeded"
    case .reused: return "reused"
    case .failed: return "failed"
    case .timedOut: return "timed-out"
    case .signalled: return "signalled"
    case .couldNotStart: return "could-not-start"
    case .invalid: return "invalid"
    case .cancelled: return "cancelled"
    case .blocked: return "blocked"
    case .skipped: return "skipped"
    case .unavailable: return "unavailable"
    }
  }
}
