import EnvironmentModel
package import RunModel

/// Tells a run as lines of text, from its events and the logs of its steps alone.
package struct HeadlessReporter {
  /// How a reporter shows what it shows.
  package struct Settings {
    package var style: TextStyle
    package var output: OutputMode
    /// How many steps run at once, for the first line; `nil` where nobody knows.
    package var jobCount: Int?
    /// The run's folder, as the reader can use it.
    package var folder: String
    /// The command line that runs environments again when `-e` and names are put after it.
    package var rerunCommand: String
    /// What follows the names: ` -- -k fast` where the run had arguments for the tests.
    package var rerunSuffix: String
    /// How wide a status line may be that is written anew all the time; `nil` without one.
    package var statusColumnCount: Int?

    /// Settings of one run.
    package init(
      style: TextStyle, output: OutputMode, jobCount: Int?, folder: String, rerunCommand: String,
      rerunSuffix: String = "", statusColumnCount: Int? = nil
    ) {
      self.style = style
      self.output = output
      self.jobCount = jobCount
      self.folder = folder
      self.rerunCommand = rerunCommand
      self.rerunSuffix = rerunSuffix
      self.statusColumnCount = statusColumnCount
    }
  }

  /// The fold of all events so far.
  package private(set) var state: RunState
  private let settings: Settings
  private let logs: any StepOutputSource
  private var live: LiveOutput?
  private var told: Set<StepOwner> = []
  private var statusLine = StatusLine()

  private var style: TextStyle { settings.style }

  /// A reporter at the start of a run.
  package init(run: RunID, settings: Settings, logs: any StepOutputSource) {
    state = RunState(id: run)
    self.settings = settings
    self.logs = logs
  }

  /// Takes events in and writes what they are worth, whole lines only.
  ///
  /// - Complexity: O(1) for each event, besides reading the logs that are shown.
  package mutating func report(_ events: [NumberedEvent], to write: (String) -> Void) {
    var line = statusLine
    for event in events {
      state.apply(event)
      tell(event.event) { text in if !text.isEmpty { write(line.cleared() + text) } }
    }
    if let columnCount = settings.statusColumnCount {
      write(line.replaced(by: state.isFinished ? "" : StatusLine.text(of: state, style, columnCount: columnCount)))
    }
    statusLine = line
  }

  private mutating func tell(_ event: RunEvent, to write: (String) -> Void) {
    switch event {
    case .runStarted(let environments, _):
      write(beginning)
      if settings.output == .live {
        live = LiveOutput(labels: environments.map(\.text) + state.packages.map(\.label), style: style)
      }
    case .outputGrew(let id, _): advanceLive(id, isWhole: false, to: write)
    case .stepNoted(let id, let note): write("  \(id.owner.label): \(note)\n")
    case .stepFinished(let id, _):
      advanceLive(id, isWhole: true, to: write)
      tellStep(id, to: write)
      tellOwner(id.owner, to: write)
    case .stopRequested(let reason): write("stopping: \(reason) (a second time ends everything at once)\n")
    case .startsPaused(.user, let reason): write("nothing new is started for now: \(reason)\n")
    case .startsPaused(.pressure, let reason): write("only one step at a time is started for now: \(reason)\n")
    case .startsResumed(_, let reason): write("starting again: \(reason)\n")
    case .startsEnded(let reason): write("nothing more is started: \(reason)\n")
    case .runFinished:
      write(
        SummaryText(
          state: state, style: style, folder: settings.folder, rerunCommand: settings.rerunCommand,
          rerunSuffix: settings.rerunSuffix
        ).text(errors: logs.firstError))
    case .stepStarted, .commandStarted, .commandEnded, .inputsNoted, .stopSignalled: break
    }
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

  /// A line for a step that took work and is not the last of its environment.
  private func tellStep(_ id: StepID, to write: (String) -> Void) {
    guard settings.output != .none, id.kind != .runCommands, let step = state.steps[id],
      step.phase == .finished(.succeeded), let start = step.startTime, let end = step.endTime
    else { return }
    let time = DurationText.precise(microseconds: end - start)
    write(style.dim("  \(id.owner.label): \(id.kind.doneText) in \(time)") + "\n")
  }

  /// The end of an environment, once; a package's only when it did not work out.
  private mutating func tellOwner(_ owner: StepOwner, to write: (String) -> Void) {
    let summary = state.summary(of: owner)
    guard summary.status.isSettled, told.insert(owner).inserted else { return }
    if case .package = owner, summary.status == .pass { return }
    let time = summary.durationText
    let word = style.colored(summary.resultWord, summary.status)
    let parts = ["\(style.mark(summary.status)) \(style.bold(owner.label))", word, time, summary.reasonText]
    write(parts.filter { !$0.isEmpty }.joined(separator: " ") + "\n")
    for step in shownSteps(summary) { showLog(of: step, to: write) }
  }

  /// The steps whose logs are shown at the end of their owner.
  private func shownSteps(_ summary: OwnerSummary) -> [StepState] {
    switch settings.output {
    case .none, .live: []
    case .all: state.steps(of: summary.owner).filter { $0.logByteCount > 0 }
    case .failed:
      [.fail, .error, .cancelled].contains(summary.status)
        ? summary.step.flatMap { state.steps[$0] }.map { [$0] }?.filter { $0.logByteCount > 0 } ?? [] : []
    }
  }

  private func showLog(of step: StepState, to write: (String) -> Void) {
    let id = step.plan.id
    write(style.rule("\(id.owner.label)\(style.separator)\(id.kind.label)") + "\n")
    var offset = 0
    while offset < step.logByteCount {
      let part = logs.part(of: id, from: offset, to: step.logByteCount, isWhole: true)
      if part.endOffset <= offset { break }
      offset = part.endOffset
      write(part.lines.map { $0 + "\n" }.joined())
    }
    write(style.rule() + "\n")
  }
}
