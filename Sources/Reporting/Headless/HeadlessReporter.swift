import EnvironmentModel
package import RunModel
import TestResults

/// Tells a run as lines of text, from its events and the logs of its steps alone.
package struct HeadlessReporter: Sendable {
  /// The fold of all events so far.
  package private(set) var state: RunState
  let settings: Settings
  let logs: any StepOutputSource
  private var live: LiveOutput?
  private var told: Set<StepOwner> = []
  private var groups: GroupOrder?
  private var failures: [StepID: FailureLine?] = [:]
  private var statusLine = StatusLine()
  private var heartbeat: Heartbeat?

  var style: TextStyle { settings.style }

  /// A reporter at the start of a run.
  package init(run: RunID, settings: Settings, logs: any StepOutputSource) {
    state = RunState(id: run)
    self.settings = settings
    self.logs = logs
    heartbeat = settings.heartbeat.map { Heartbeat(interval: $0.microseconds) }
  }

  /// Takes events in and writes what they are worth, whole lines only.
  ///
  /// - Complexity: O(1) for each event, besides reading the logs that are shown.
  package mutating func report(_ events: [NumberedEvent], to write: (String) -> Void) {
    var (line, isNews) = (statusLine, false)
    for event in events {
      state.apply(event)
      heartbeat?.note(event)
      tell(event.event) { text in
        if text.isEmpty { return }
        write(line.cleared() + text)
        isNews = true
      }
    }
    statusLine = line
    guard let time = events.last?.time else { return }
    if isNews || events.contains(where: \.isStart) { heartbeat?.noteLine(at: time) }
    showStatus(at: time, to: write)
  }

  /// Writes what the passing of time alone is worth: the status line anew, or that a silent run goes on.
  ///
  /// - Parameter time: Now, in the time of the events.
  package mutating func beat(at time: Int64, to write: (String) -> Void) {
    if settings.statusColumnCount != nil { return showStatus(at: time, to: write) }
    if let line = heartbeat?.line(at: time, state) { write(style.dim(line) + "\n") }
  }

  private mutating func showStatus(at time: Int64, to write: (String) -> Void) {
    guard let columnCount = settings.statusColumnCount else { return }
    let text = state.isFinished ? "" : StatusLine.text(of: state, style, columnCount: columnCount, at: time)
    write(statusLine.replaced(by: text))
  }

  private mutating func tell(_ event: RunEvent, to write: (String) -> Void) {
    switch event {
    case .runStarted(let environments, _):
      if settings.verbosity >= .usual { write(beginning) }
      if settings.output == .live {
        live = LiveOutput(labels: environments.map(\.text) + state.packages.map(\.label), style: style)
      }
      if settings.isOrdered { groups = GroupOrder(state.packages + environments.map { .environment($0) }) }
    case .outputGrew(let id, _): advanceLive(id, isWhole: false, to: write)
    case .stepStarted(let id): tellStart(of: id, to: write)
    case .commandStarted(let id, _):
      advanceLive(id, isWhole: false, to: write)
      if live == nil { tellCommand(of: id, to: write) }
    case .commandEnded(let id, let end): tellEnd(of: end, in: id, to: write)
    case .stepNoted(let id, let note):
      if settings.verbosity >= .usual { write("  \(id.owner.label): \(note)\n") }
    case .stepFinished(let id, _):
      advanceLive(id, isWhole: true, to: write)
      tellStep(id, to: write)
      tellOwner(id.owner, to: write)
    case .stopRequested(let reason): say("stopping: \(reason) (a second time ends everything at once)\n", to: write)
    case .startsPaused(.user, let reason): say("nothing new is started for now: \(reason)\n", to: write)
    case .startsPaused(.pressure, let reason):
      if settings.verbosity >= .usual {
        write("one step at a time for now: \(reason) (--no-back-pressure starts them all the same)\n")
      }
    case .startsResumed(_, let reason):
      if settings.verbosity >= .usual { write("starting again: \(reason)\n") }
    case .startsEnded(let reason): say("nothing more is started: \(reason)\n", to: write)
    case .runFinished: tellSummary(to: write)
    case .inputsNoted, .environmentNoted, .testsNoted, .stopSignalled: break
    }
  }

  /// What only the quietest do not hear.
  private func say(_ text: String, to write: (String) -> Void) {
    if settings.verbosity > .silent { write(text) }
  }

  /// `run 7: 3 environments, 2 jobs`.
  private var beginning: String {
    let environments = state.environments.count
    let jobs = settings.jobCount.map { ", \($0) job\($0 == 1 ? "" : "s")" } ?? ""
    let names = "\(environments) environment\(environments == 1 ? "" : "s")"
    return style.dim("run \(state.id): \(names)\(jobs)") + "\n"
  }

  private mutating func advanceLive(_ id: StepID, isWhole: Bool, to write: (String) -> Void) {
    guard let step = state.steps[id] else { return }
    let logs = logs
    live?.advance(step, isWhole: isWhole, from: logs, to: write)
  }

  // MARK: Ends

  /// So many tests that failed stand in a summary.
  private static let testLimit = 10

  /// Tells the end of a run that has none, since the program that ran it was killed: what was under way with all that
  /// it had written, then the summary.
  ///
  /// - Parameter interrupted: The run with what was under way marked as interrupted.
  package mutating func breakOff(_ interrupted: RunState, to write: (String) -> Void) {
    state = interrupted
    say("run \(state.id) was broken off here: swtox ended before it did\n", to: write)
    for id in state.stepOrder {
      guard let step = state.steps[id], step.phase == .interrupted, step.startTime != nil else { continue }
      advanceLive(id, isWhole: true, to: write)
      tellOwner(id.owner, to: write)
    }
    tellSummary(to: write)
  }

  /// The end of an environment, once; a package's only when it did not work out.
  private mutating func tellOwner(_ owner: StepOwner, to write: (String) -> Void) {
    let summary = state.summary(of: owner)
    guard summary.status.isSettled, told.insert(owner).inserted else { return }
    let ready = groups?.end(owner) ?? [owner]
    let isFinePackage = if case .package = owner { summary.status.isGood } else { false }
    // A run that builds alone has nothing else to tell.
    let isTold = !isFinePackage || state.environments.isEmpty
    if settings.verbosity >= (summary.status.isBad ? .failures : .usual), isTold {
      let word = style.colored(summary.resultWord, summary.status)
      let parts = [
        "\(style.mark(summary.status)) \(style.bold(owner.label))", word, summary.durationText, summary.reasonText,
      ]
      write(parts.filter { !$0.isEmpty }.joined(separator: " ") + "\n")
      annotate(summary, to: write)
    }
    for owner in ready { showLogs(of: owner, to: write) }
  }

  private func showLogs(of owner: StepOwner, to write: (String) -> Void) {
    let summary = state.summary(of: owner)
    let group = LogGroup(style: style, service: settings.service, logs: logs)
    for step in shownSteps(summary) { group.show(step, isGood: !summary.status.isBad, to: write) }
  }

  /// The steps whose logs are shown at the end of their owner.
  private func shownSteps(_ summary: OwnerSummary) -> [StepState] {
    if settings.verbosity < (summary.status.isBad ? .failures : .usual) { return [] }
    switch settings.output {
    case .none, .live: return []
    case .all:
      if case .package = summary.owner, summary.status.isGood { return [] }
      return state.steps(of: summary.owner).filter { $0.logByteCount > 0 }
    case .failed:
      guard [.fail, .error, .cancelled].contains(summary.status), let id = summary.step, let step = state.steps[id],
        step.logByteCount > 0
      else { return [] }
      return [step]
    }
  }

  private mutating func annotate(_ summary: OwnerSummary, to write: (String) -> Void) {
    guard let service = settings.service, [.fail, .error].contains(summary.status), !summary.isBlocked,
      let id = summary.step
    else { return }
    let failure = failure(of: id) ?? FailureLine(text: summary.reason)
    let title = failure.text == summary.reason ? summary.owner.label : "\(summary.owner.label): \(summary.reason)"
    let shown = failure.fromRoot(settings.sourceRoot, of: state.steps[id]?.commands.last?.start.workingDirectory)
    service.annotation(title, shown).map(write)
  }

  private mutating func failure(of id: StepID) -> FailureLine? {
    if let known = failures[id] { return known }
    let line = state.steps[id]?.logByteCount ?? 0 > 0 ? logs.firstError(of: id) : nil
    let found = line.flatMap { state.steps[id]?.isExplained(by: $0.text) == true ? $0 : nil }
    failures[id] = .some(found)
    return found
  }

  private mutating func tellSummary(to write: (String) -> Void) {
    for owner in groups?.finish() ?? [] { showLogs(of: owner, to: write) }
    if settings.verbosity == .silent { return }
    for summary in state.environments.map({ state.summary(of: .environment($0)) }) {
      if let id = summary.step, summary.status.isBad { _ = failure(of: id) }
    }
    let (failures, logs) = (failures, logs)
    var text = SummaryText(
      state: state, style: style, folder: settings.folder, rerunCommand: settings.rerunCommand,
      rerunSuffix: settings.rerunSuffix)
    text.tellsFailuresOnly = settings.verbosity < .usual
    let tests = hasBadTests ? TestText(TestMatrix(of: state, logs)) : TestText(TestMatrix())
    let lines = tests.summary(limit: Self.testLimit, more: settings.testsCommand)
    write(text.text(errors: { failures[$0] ?? logs.firstError(of: $0) }, tests: lines))
  }

  /// Whether some test failed; else no report has to be read.
  private var hasBadTests: Bool {
    state.environments.contains { name in
      state.tally(of: .environment(name)).map { $0.failed + $0.errors > 0 } ?? false
    }
  }
}

extension NumberedEvent {
  fileprivate var isStart: Bool { if case .runStarted = event { true } else { false } }
}
