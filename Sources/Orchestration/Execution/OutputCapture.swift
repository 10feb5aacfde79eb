import EnvironmentModel
import Host
package import RunModel
import Synchronization

/// The log file of one step: takes raw output from the reader thread and knows how far it has grown.
package final class OutputCapture: Sendable {
  private struct State {
    var byteCount = 0
    var isGrowthTold = true
    var failure: FileError?
    /// Opens the file of marks with the first output; `nil` once it has.
    var openMarks: (@Sendable () -> (any AppendableFile)?)?
    /// Where it is noted when what was written; `nil` once that failed, which loses no output.
    var marks: (any AppendableFile)?
    /// The last mark that was made.
    var lastMark: OutputMark?
    /// What takes secrets out of each stream that has come, `nil` for both together; empty where there are none.
    var maskings: [OutputStream?: MaskedStream] = [:]
  }

  package let step: StepID
  private let file: any AppendableFile
  private let mailbox: RunMailbox
  private let clock: (any ClockHost)?
  private let mask: SecretMask
  private let state: Mutex<State>

  /// Marks are made so often at most while the stream stays, in microseconds.
  private static let markInterval: Int64 = 1000

  /// - Parameters:
  ///   - openMarks: Opens the file in which it is noted when what was written; called with the first output.
  ///   - clock: Tells when it is.
  ///   - mask: What may not be written to the log.
  init(
    step: StepID, file: any AppendableFile, openMarks: (@Sendable () -> (any AppendableFile)?)? = nil,
    clock: (any ClockHost)? = nil, mailbox: RunMailbox, mask: SecretMask = .none
  ) {
    self.step = step
    self.file = file
    self.mailbox = mailbox
    self.clock = clock
    state = Mutex(State(openMarks: openMarks))
    self.mask = mask
  }

  /// Writes output to the log; the first growth since ``takeGrowth()`` is told to the run loop.
  ///
  /// - Parameter stream: Where it was written to; `nil` where both streams come by one channel.
  func append(_ bytes: UnsafeRawBufferPointer, from stream: OutputStream? = nil) {
    let isNews = state.withLock { state in
      defer { state.isGrowthTold = false }
      if mask.isEmpty {
        write(bytes, stream, &state)
      } else {
        var masking = state.maskings.removeValue(forKey: stream) ?? MaskedStream(mask)
        masking.take(bytes) { write($0, stream, &state) }
        state.maskings[stream] = masking
      }
      return state.isGrowthTold
    }
    if isNews { mailbox.post(.outputGrew(self)) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, _ stream: OutputStream?, _ state: inout State) {
    mark(stream, &state)
    do throws(FileError) {
      try file.append(bytes)
      state.byteCount += bytes.count
    } catch {
      state.failure = state.failure ?? error
    }
  }

  /// Notes when what comes now was written and where to, unless that was done just before.
  private func mark(_ stream: OutputStream?, _ state: inout State) {
    if let open = state.openMarks.take() { state.marks = open() }
    guard let marks = state.marks, let clock else { return }
    let now = clock.wallMicroseconds
    if let last = state.lastMark, last.stream == stream, now - last.time < Self.markInterval, now >= last.time {
      return
    }
    let mark = OutputMark(offset: state.byteCount, time: now, stream: stream)
    state.lastMark = mark
    // Without times the log is whole all the same.
    if (try? mark.bytes.withUnsafeBytes({ try marks.append($0) })) == nil { state.marks = nil }
  }

  /// Writes a line of our own, for a failure that no program told.
  func append(line: String) {
    let bytes = Array((line + "\n").utf8)
    bytes.withUnsafeBytes { append($0) }
  }

  /// The size now, or `nil` when it has not grown since the last call.
  func takeGrowth() -> Int? {
    state.withLock { state in
      if state.isGrowthTold { return nil }
      state.isGrowthTold = true
      return state.byteCount
    }
  }

  /// Writes what is held back as it could be the beginning of a secret: who wrote it has ended, or begins only now.
  ///
  /// - Returns: How much has come so far.
  func flush() -> Int {
    let (count, isNews) = state.withLock { state -> (Int, Bool) in
      let wasTold = state.isGrowthTold
      return (state.byteCount, finishMasking(&state) && wasTold)
    }
    if isNews { mailbox.post(.outputGrew(self)) }
    return count
  }

  /// Writes what is held back of each stream; returns whether there was anything.
  private func finishMasking(_ state: inout State) -> Bool {
    let byteCount = state.byteCount
    for stream in [nil] + OutputStream.allCases {
      guard var masking = state.maskings.removeValue(forKey: stream) else { continue }
      masking.finish { write($0, stream, &state) }
    }
    if state.byteCount != byteCount { state.isGrowthTold = false }
    return state.byteCount != byteCount
  }

  /// How much has come so far.
  var byteCount: Int { state.withLock { $0.byteCount } }

  /// Why output was lost, if it was.
  var failure: FileError? { state.withLock { $0.failure } }

  /// Ends the log; what looked like the beginning of a secret and was none is written now.
  func close() {
    state.withLock { state in
      _ = finishMasking(&state)
      state.marks?.close()
    }
    file.close()
  }
}
