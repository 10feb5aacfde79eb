import CProcess
import Glibc
import Host
import Synchronization

/// A command under its warden, read and waited for on the reader thread.
final class LocalChild: ChildProcess {
  private struct State {
    /// Standard output, and standard error where that is read by itself.
    var streams: [Stream]
    var control: Descriptor?
    /// Set when the process has ended.
    var report: ProcessReport?
    var isFinished = false
    /// Set when nothing of the tree lives any more.
    var isTreeGone = false
    var waiting: [CheckedContinuation<ProcessReport, Never>] = []

    var hasOutputEnded: Bool { streams.allSatisfy(\.hasEnded) }
  }

  private struct Stream {
    /// Kept until the process has ended: closing a terminal hangs up on a process that has only closed its own end.
    var descriptor: Descriptor?
    /// Set when nobody can write any more.
    var hasEnded = false
  }

  /// How long a descendant may keep the output open after the child's end.
  private static let drainTime = Duration.milliseconds(500)
  /// How often the buffer is filled in one turn after the end; more than a pipe or a terminal can hold.
  private static let drainTurnCount = 16

  let processID: Int32
  let wardenID: Int32
  private let firstID: Int32
  private let reader: EventReader
  /// Who takes which stream, in the order of the streams.
  private let receivers: [OutputReceiver]
  private let state: Mutex<State>

  /// - Parameter onErrors: Takes standard error if that has a channel of its own.
  init(
    _ spawned: SpawnedChild, reader: EventReader, onOutput: @escaping OutputReceiver,
    onErrors: @escaping OutputReceiver
  ) {
    processID = spawned.processID
    wardenID = spawned.wardenID
    firstID = spawned.firstID
    self.reader = reader
    let streams = [spawned.output, spawned.errors].compactMap { $0.map { Stream(descriptor: $0) } }
    receivers = [onOutput, onErrors]
    state = Mutex(State(streams: streams, control: spawned.control))
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
    guard let control = state.withLock({ $0.control }) else { return }
    // A warden that is gone has left nothing to signal.
    cprocess_signal_tree(control.number, signal.rawValue)
  }

  func type(_ bytes: [UInt8]) {
    guard let output = state.withLock({ $0.streams[0].descriptor }) else { return }
    _ = bytes.withUnsafeBytes { write(output.number, $0.baseAddress, $0.count) }
  }

  func resizeTerminal(rowCount: Int, columnCount: Int) {
    guard let output = state.withLock({ $0.streams[0].descriptor }) else { return }
    var size = winsize()
    (size.ws_row, size.ws_col) = (UInt16(clamping: rowCount), UInt16(clamping: columnCount))
    _ = ioctl(output.number, UInt(TIOCSWINSZ), &size)
  }

  var isTreeGone: Bool { state.withLock { $0.isTreeGone } }

  func livingProcesses() -> [ProcessDescription] {
    if isTreeGone { return [] }
    return ProcessTable.livingDescendants(of: wardenID, first: processID, without: firstID)
  }
}

extension LocalChild {
  /// Has the reader thread look after the child, which lives on with it until its end.
  func startReading() throws(SystemError) {
    let (streams, control) = state.withLock { ($0.streams, $0.control) }
    guard let control else { return }
    for (index, stream) in streams.enumerated() {
      guard let descriptor = stream.descriptor else { continue }
      try reader.watch(descriptor.number) { self.read(index, into: $0, turnLimit: 1) }
    }
    try reader.watch(control.number) { self.hearWarden($0) }
  }

  /// Ends a child that cannot be looked after.
  func abandon() {
    signalTree(.kill)
    closeOutput()
    closeControl()
  }

  private func read(_ index: Int, into buffer: UnsafeMutableRawBufferPointer, turnLimit: Int) {
    for _ in 0..<turnLimit {
      guard let descriptor = state.withLock({ $0.streams[index].descriptor }) else { break }
      let chunk = OutputChunk.read(descriptor.number, into: buffer)
      if chunk.byteCount > 0 { receivers[index](UnsafeRawBufferPointer(rebasing: buffer[..<chunk.byteCount])) }
      if chunk.rest == .ended { stopWatching(index) }
      if chunk.rest != .unknown { break }
    }
    finish { $0.hasOutputEnded }
  }

  private func hearWarden(_ buffer: UnsafeMutableRawBufferPointer) {
    guard let control = state.withLock({ $0.control }) else { return }
    var end = cprocess_end()
    let news = cprocess_take_end(control.number, &end)
    if news == 0 { return }
    if news < 0 { closeControl() }
    let isEndNew = state.withLock { state in
      state.isTreeGone = news < 0 || !end.has_others
      defer { state.report = state.report ?? (news < 0 ? Self.reportOfLost : ProcessReport(end)) }
      return state.report == nil
    }
    if isEndNew { drain(buffer) }
  }

  /// A process whose warden is killed is killed with it.
  private static let reportOfLost = {
    var report = ProcessReport(ending: .signalled(SIGKILL))
    report.isLost = true
    return report
  }()

  private func drain(_ buffer: UnsafeMutableRawBufferPointer) {
    readRest(into: buffer)
    if state.withLock({ $0.isFinished }) { return }
    reader.schedule(after: Self.drainTime) { self.stopDraining() }
  }

  private func readRest(into buffer: UnsafeMutableRawBufferPointer) {
    for index in 0..<state.withLock({ $0.streams.count }) {
      read(index, into: buffer, turnLimit: Self.drainTurnCount)
    }
  }

  private func stopDraining() {
    if state.withLock({ $0.isFinished }) { return }
    withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 16) { readRest(into: $0) }
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
    closeOutput()
    for continuation in waiting { continuation.resume(returning: report) }
  }

  private func stopWatching(_ index: Int) {
    let watched = state.withLock { state in
      defer { state.streams[index].hasEnded = true }
      return state.streams[index].hasEnded ? nil : state.streams[index].descriptor
    }
    if let watched { reader.unwatch(watched.number) }
  }

  private func closeOutput() {
    for index in 0..<state.withLock({ $0.streams.count }) {
      stopWatching(index)
      // Closed when the last reference goes, here.
      _ = state.withLock { state in
        defer { state.streams[index].descriptor = nil }
        return state.streams[index].descriptor
      }
    }
  }

  private func closeControl() {
    close(
      state.withLock { state in
        defer { state.control = nil }
        return state.control
      })
  }

  /// Stops watching; the descriptor itself is closed when its last reference goes, here.
  private func close(_ descriptor: Descriptor?) {
    if let descriptor { reader.unwatch(descriptor.number) }
  }
}

extension ProcessReport {
  fileprivate init(_ end: cprocess_end) {
    self.init(
      ending: end.was_signalled ? .signalled(end.code) : .exited(code: end.code),
      cpuTime: .microseconds(end.user_microseconds + end.system_microseconds),
      systemTime: .microseconds(end.system_microseconds), peakMemoryByteCount: Int(end.peak_memory_kibibytes) * 1024,
      readByteCount: end.read_byte_count < 0 ? nil : Int(end.read_byte_count),
      writtenByteCount: end.written_byte_count < 0 ? nil : Int(end.written_byte_count))
  }
}
