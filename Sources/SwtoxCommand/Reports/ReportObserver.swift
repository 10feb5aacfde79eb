import Host
import Journal
import Orchestration
import Reporting
import RunModel
import Synchronization

/// The reports of one run under way: events are written as they happen, all others when it has ended.
///
/// What cannot be written is told at the end and stops nothing.
final class ReportObserver: RunObserver, Sendable {
  /// Where events go as they come.
  private struct Stream {
    let target: ReportTarget
    /// `nil` for standard output.
    var file: (any AppendableFile)?
    var failure: FileError?
  }

  private struct State {
    var run: RunState
    var streams: [Stream] = []
  }

  private let targets: [ReportTarget]
  private let host: Host
  private let current: Mutex<State>

  init(_ targets: [ReportTarget], run: RunID, _ host: Host) {
    self.targets = targets
    self.host = host
    var state = State(run: RunState(id: run))
    for target in targets where target.format == .events {
      var stream = Stream(target: target)
      do throws(FileError) {
        stream.file = target.isStandardOutput ? nil : try ReportFile(target, host).begin()
      } catch {
        stream.failure = error
      }
      state.streams.append(stream)
    }
    current = Mutex(state)
  }

  func observe(_ events: [NumberedEvent]) {
    if targets.isEmpty { return }
    current.withLock { state in
      for event in events { state.run.apply(event) }
      if state.streams.isEmpty { return }
      let bytes = events.flatMap(EventCoding.line)
      for index in state.streams.indices { Self.write(bytes, to: &state.streams[index]) }
    }
  }

  private static func write(_ bytes: [UInt8], to stream: inout Stream) {
    if stream.failure != nil { return }
    guard let file = stream.file else {
      bytes.withUnsafeBytes { StandardOutput.write($0, to: 1) }
      return
    }
    do throws(FileError) {
      try file.append(bytes)
    } catch {
      stream.failure = error
    }
  }

  /// Writes the reports that are made at the end, and closes the others.
  ///
  /// - Parameter run: What is known around the fold of the events.
  /// - Returns: What could not be written, a sentence each.
  func finish(_ run: (RunState) -> ReportedRun) -> [String] {
    if targets.isEmpty { return [] }
    let (state, streams) = current.withLock { state in
      defer { state.streams = [] }
      return (state.run, state.streams)
    }
    for stream in streams { stream.file?.close() }
    let failures = streams.compactMap { stream in
      stream.failure.map { Self.problem(stream.target, $0) }
    }
    let others = targets.filter { $0.format != .events }
    if others.isEmpty { return failures }
    let reported = run(state)
    return failures + others.compactMap { Self.write($0, reported, host) }
  }

  /// Makes one report of a run.
  ///
  /// - Returns: Why it could not be written, in a sentence.
  static func write(_ target: ReportTarget, _ run: ReportedRun, _ host: Host) -> String? {
    let text = target.format.text(of: run)
    if target.isStandardOutput {
      StandardOutput.write(text)
      return nil
    }
    do throws(FileError) {
      try ReportFile(target, host).write(text)
      return nil
    } catch {
      return problem(target, error)
    }
  }

  private static func problem(_ target: ReportTarget, _ error: FileError) -> String {
    "the report '\(target.format.rawValue)' is not written to '\(target.path)': \(error.message)"
  }
}
