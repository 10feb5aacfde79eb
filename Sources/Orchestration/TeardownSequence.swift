import Host
import Planning
import RunModel

/// Ends a process tree: asks, insists, and forces, with time to go in between.
struct TeardownSequence: Sendable {
  /// How long to look for the end of what was killed.
  private static let lastGrace = Duration.seconds(2)
  private static let pollInterval = Duration.milliseconds(20)

  let step: StepID
  let child: any ChildProcess
  let clock: any ClockHost
  let mailbox: RunMailbox
  /// How long a tree has after each signal before the next one follows.
  let patience: StopPatience

  /// Returns when nothing of the tree lives any more, or nothing more can be done.
  func run(isUrgent: Bool, from first: StopSignal = .interrupt) async {
    let order: [StopSignal] = [.interrupt, .terminate, .kill]
    if !isUrgent, first == .interrupt, patience.beforeInterrupt > .zero, await ends(within: patience.beforeInterrupt) {
      return
    }
    for signal in isUrgent ? [.kill] : Array(order.drop { $0 != first }) {
      let living = child.livingProcesses()
      if living.isEmpty { return }
      mailbox.post(.event(.stopSignalled(step, signal: signal.rawValue, processes: living.map(\.command))))
      child.signalTree(signal)
      if await ends(within: grace(after: signal)) { return }
    }
  }

  private func grace(after signal: StopSignal) -> Duration {
    switch signal {
    case .interrupt: patience.afterInterrupt
    case .terminate: patience.afterTerminate
    case .kill: Self.lastGrace
    }
  }

  private func ends(within grace: Duration) async -> Bool {
    let deadline = clock.monotonic + grace
    while clock.monotonic < deadline {
      if child.isTreeGone { return true }
      do { try await clock.sleep(for: Self.pollInterval) } catch { return child.isTreeGone }
    }
    return child.isTreeGone
  }
}
