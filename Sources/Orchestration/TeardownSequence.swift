import Host
import RunModel

/// Ends a process tree: asks, insists, and forces, with time to go in between.
struct TeardownSequence: Sendable {
  /// How long a tree has after each signal before the next one follows.
  static let grace: [StopSignal: Duration] = [.interrupt: .seconds(3), .terminate: .seconds(2), .kill: .seconds(2)]
  private static let pollInterval = Duration.milliseconds(20)

  let step: StepID
  let child: any ChildProcess
  let clock: any ClockHost
  let mailbox: RunMailbox

  /// Returns when nothing of the tree lives any more, or nothing more can be done.
  func run(isUrgent: Bool, from first: StopSignal = .interrupt) async {
    let order: [StopSignal] = [.interrupt, .terminate, .kill]
    for signal in isUrgent ? [.kill] : Array(order.drop { $0 != first }) {
      let living = child.livingProcesses()
      if living.isEmpty { return }
      mailbox.post(.event(.stopSignalled(step, signal: signal.rawValue, processes: living.map(\.command))))
      child.signalTree(signal)
      if await ends(within: Self.grace[signal] ?? .zero) { return }
    }
  }

  private func ends(within grace: Duration) async -> Bool {
    let deadline = clock.monotonic + grace
    while clock.monotonic < deadline {
      if child.livingProcesses().isEmpty { return true }
      do { try await clock.sleep(for: Self.pollInterval) } catch { return child.livingProcesses().isEmpty }
    }
    return child.livingProcesses().isEmpty
  }
}
