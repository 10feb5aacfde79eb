import EnvironmentModel
import RunModel

extension DashboardState {
  /// Takes in a run, newest last, or what is known now of one that is there; what it says of environments and packages
  /// replaces what was known of them.
  mutating func open(_ run: RunState, folder: String, isOwn: Bool) {
    if let index = runs.lastIndex(where: { $0.state.id == run.id }) {
      runs[index].state = run
      refreshRecords(of: index)
    } else {
      // Those of others may have begun before and be told of later.
      let index = isOwn ? runs.endIndex : runs.firstIndex { $0.state.id > run.id } ?? runs.endIndex
      runs.insert(Run(state: run, folder: folder, isOwn: isOwn), at: index)
      refreshRecords(of: index)
    }
  }

  mutating func apply(_ events: [NumberedEvent], to id: RunID) {
    guard let index = runs.lastIndex(where: { $0.state.id == id }) else { return }
    var touched: Set<StepOwner> = []
    var isWholeRunTouched = false
    for event in events {
      runs[index].state.apply(event)
      take(time: event.time)
      switch event.event {
      case .stepStarted(let step), .stepFinished(let step, _):
        touched.insert(step.owner)
        if case .package = step.owner { isWholeRunTouched = true }
      case .runStarted, .runFinished: isWholeRunTouched = true
      case .commandStarted, .commandEnded, .outputGrew, .stepNoted, .inputsNoted, .environmentNoted, .testsNoted,
        .stopRequested,
        .startsEnded,
        .startsPaused,
        .startsResumed,
        .stopSignalled:
        break
      }
      if case .stepFinished(let step, let outcome) = event.event { note(step, outcome, runs[index].state) }
      if case .stopSignalled(let step, let signal, let processes) = event.event {
        let name = [2: "INT", 15: "TERM", 9: "KILL"][signal] ?? "signal \(signal)"
        notice = "\(step.owner.label): \(name) to \(processes.joined(separator: "; "))"
      }
    }
    if isWholeRunTouched { return refreshRecords(of: index) }
    for owner in touched { refreshRecord(of: owner, in: index) }
  }

  /// Marks what a run under way had not finished; no more will be told of it.
  mutating func breakOff() {
    guard activeRun != nil, let index = runs.lastIndex(where: \.isOwn) else { return }
    runs[index].state.markInterrupted()
    refreshRecords(of: index)
  }

  private mutating func refreshRecords(of index: Int) {
    for owner in runs[index].state.packages {
      if !packages.contains(owner) { packages.append(owner) }
      refreshRecord(of: owner, in: index)
    }
    let names = runs[index].state.environments + runs[index].state.setups
    for name in names { refreshRecord(of: .environment(name), in: index) }
  }

  private mutating func refreshRecord(of owner: StepOwner, in index: Int) {
    let summary = runs[index].state.summary(of: owner)
    let known = records[owner]
    guard summary.status != .unknown, (known?.run ?? runs[index].state.id) <= runs[index].state.id else { return }
    records[owner] = Record(summary: summary, run: runs[index].state.id)
    if summary.status == .running { running.insert(owner) } else { running.remove(owner) }
    if owner == logOwner, known?.run != runs[index].state.id { log = log.forAnotherLog() }
    guard case .environment(let name) = owner else { return }
    let wasSettled = known.map { $0.run == runs[index].state.id && $0.summary.status.isSettled } ?? false
    let isCounted = !runs[index].state.setups.contains(name)
    if isCounted { runs[index].settledCount += (summary.status.isSettled ? 1 : 0) - (wasSettled ? 1 : 0) }
    guard environmentNames.contains(name) else { return }
    let old = known?.summary.status ?? .unknown
    statusCounts[old.index] -= 1
    statusCounts[summary.status.index] += 1
    if let index = arrangement.index(of: name) { cells[index] = CellState(summary) }
    if let place = arrangement.place(of: name) { totals.change(from: old, to: summary.status, at: place) }
  }

  /// Says in the status line that something failed.
  private mutating func note(_ step: StepID, _ outcome: StepOutcome, _ run: RunState) {
    switch outcome {
    case .succeeded, .reused, .skipped, .cancelled, .blocked: return
    case .failed, .timedOut, .signalled, .couldNotStart, .invalid, .unavailable:
      let reason = run.steps[step]?.reason ?? ""
      notice = "\(step.owner.label): \(reason)"
    }
  }

  /// What a run came to, for the status line.
  func outcome(of run: RunState) -> String {
    var counts = Array(repeating: 0, count: MatrixStatus.allCases.count)
    for name in run.environments { counts[run.summary(of: .environment(name)).status.index] += 1 }
    let words = MatrixStatus.allCases.filter { counts[$0.index] > 0 }.map { "\(counts[$0.index]) \($0.label)" }
    return "run \(run.id) ended: " + words.joined(separator: ", ")
  }
}
