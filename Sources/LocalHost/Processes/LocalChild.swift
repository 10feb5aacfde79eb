import CProcess
import Glibc
import Host
import Synchronization

/// A child of this process, read and waited for on the reader thread.
final class LocalChild: ChildProcess {
  private struct State {
    var output: Descriptor?
    var end: Descriptor?
    /// Set when the process has been waited for.
    var report: ProcessReport?
    var isFinished = false
    var waiting: [CheckedContinuation<ProcessReport, Never>] = []
    var tree: ProcessTree
  }

  /// How long a descendant may keep the output open after the child's end.
  private static let drainTime = Duration.milliseconds(500)
  /// How often the buffer is filled in one turn after the end; more than a pipe or a terminal can hold.
  private static let drainTurnCount = 16

  let processID: Int32
  private let reader: EventReader
  private let onOutput: @Sendable (UnsafeRawBufferPointer) -> Void
  private let state: Mutex<State>

  init(
    _ spawned: SpawnedChild, reader: EventReader, onOutput: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    processID = spawned.processID
    self.reader = reader
    self.onOutput = onOutput
    state = Mutex(
      State(output: spawned.output, end: spawned.end, tree: ProcessTree(leaderID: spawned.processID)))
  }

  func report() async -> ProcessReport {
    await withCheckedContinuation { continuation in
      let report = state.withLock { state in
        if !state.isFinished { state.waiting.append(continuation) }
        return state.isFinished ? state.report : nil
      }
      if let report { continuation.resume(returning: report) }
    }
  }

  func signalTree(_ signal: StopSignal) {
    // Only a kill leaves nobody who could go on making processes, so only a kill can be followed to its end.
    let roundLimit = signal == .kill ? 8 : 1
    var reached: Set<ProcessIdentity> = []
    for _ in 0..<roundLimit {
      let members = livingMembers()
      let hasReachedGroup = signalGroup(signal)
      let others = members.filter { member in
        !(hasReachedGroup && member.groupID == processID) && !reached.contains(member.identity)
      }
      for member in others { ProcessSignal.send(signal.rawValue, to: member.identity) }
      if members.isEmpty || (others.isEmpty && !reached.isEmpty) { return }
      reached.formUnion(members.map(\.identity))
    }
  }

  func livingProcesses() -> [ProcessDescription] {
    livingMembers().compactMap { member in
      ProcessTable.command(of: member.processID).map {
        ProcessDescription(processID: member.processID, command: $0)
      }
    }
  }

  /// Looks at the process table and remembers the members found, so that they stay ours as orphans.
  private func livingMembers() -> [ProcessStatus] {
    let table = ProcessTable.read()
    return state.withLock { state in
      let members = state.tree.livingMembers(in: table)
      state.tree.known.formUnion(members.map(\.identity))
      return members
    }
  }

  /// Signals the child's process group, so long as the child keeps the group's number from being given away.
  private func signalGroup(_ signal: StopSignal) -> Bool {
    state.withLock { state in
      if state.report != nil { return false }
      kill(-processID, signal.rawValue)
      return true
    }
  }
}

extension LocalChild {
  /// Has the reader thread look after the child, which lives on with it until its end.
  func startReading() throws(SystemError) {
    let (output, end) = state.withLock { ($0.output, $0.end) }
    guard let output, let end else { return }
    try reader.watch(output.number) { self.readOutput(into: $0, turnLimit: 1) }
    try reader.watch(end.number) { self.takeEnd($0) }
  }

  /// Ends a child that cannot be looked after.
  func abandon() {
    closeOutput()
    closeEnd()
    kill(-processID, SIGKILL)
    while waitpid(processID, nil, 0) < 0, errno == EINTR {}
  }

  private func readOutput(into buffer: UnsafeMutableRawBufferPointer, turnLimit: Int) {
    for _ in 0..<turnLimit {
      guard let output = state.withLock({ $0.output }) else { break }
      let chunk = OutputChunk.read(output.number, into: buffer)
      if chunk.byteCount > 0 { onOutput(UnsafeRawBufferPointer(rebasing: buffer[..<chunk.byteCount])) }
      if chunk.rest == .ended { closeOutput() }
      if chunk.rest != .unknown { break }
    }
    finish { $0.output == nil }
  }

  private func takeEnd(_ buffer: UnsafeMutableRawBufferPointer) {
    guard reap() else { return }
    closeEnd()
    readOutput(into: buffer, turnLimit: Self.drainTurnCount)
    if state.withLock({ $0.isFinished }) { return }
    reader.schedule(after: Self.drainTime) { self.stopDraining() }
  }

  /// Takes the end's report under the lock, so that no signal is sent to the group's number after it.
  private func reap() -> Bool {
    state.withLock { state in
      var end = cprocess_end()
      guard state.report == nil, cprocess_reap(processID, &end) == 1 else { return false }
      state.report = ProcessReport(
        ending: end.was_signalled ? .signalled(end.code) : .exited(code: end.code),
        cpuTime: .microseconds(end.cpu_microseconds),
        peakMemoryByteCount: Int(end.peak_memory_kibibytes) * 1024)
      state.tree.leader = .gone(endTick: KernelTick.now)
      return true
    }
  }

  private func stopDraining() {
    if state.withLock({ $0.isFinished }) { return }
    withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 16) {
      readOutput(into: $0, turnLimit: Self.drainTurnCount)
    }
    closeOutput()
    finish { _ in true }
  }

  /// Resumes those who wait, once the process has ended and the condition holds.
  private func finish(_ isDrained: (borrowing State) -> Bool) {
    let (report, waiting) = state.withLock { state in
      guard let report = state.report, !state.isFinished, isDrained(state) else {
        return (nil as ProcessReport?, [] as [CheckedContinuation<ProcessReport, Never>])
      }
      state.isFinished = true
      defer { state.waiting = [] }
      return (report, state.waiting)
    }
    guard let report else { return }
    for continuation in waiting { continuation.resume(returning: report) }
  }

  private func closeOutput() {
    close(
      state.withLock { state in
        defer { state.output = nil }
        return state.output
      })
  }

  private func closeEnd() {
    close(
      state.withLock { state in
        defer { state.end = nil }
        return state.end
      })
  }

  /// Stops watching; the descriptor itself is closed when its last reference goes, here.
  private func close(_ descriptor: Descriptor?) {
    if let descriptor { reader.unwatch(descriptor.number) }
  }
}
