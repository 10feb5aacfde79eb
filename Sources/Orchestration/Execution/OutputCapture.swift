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
    /// What takes secrets out; `nil` where there are none.
    var masking: MaskedStream?
  }

  package let step: StepID
  private let file: any AppendableFile
  private let mailbox: RunMailbox
  private let state: Mutex<State>

  /// - Parameter mask: What may not be written to the log.
  init(step: StepID, file: any AppendableFile, mailbox: RunMailbox, mask: SecretMask = .none) {
    self.step = step
    self.file = file
    self.mailbox = mailbox
    state = Mutex(State(masking: mask.isEmpty ? nil : MaskedStream(mask)))
  }

  /// Writes output to the log; the first growth since ``takeGrowth()`` is told to the run loop.
  func append(_ bytes: UnsafeRawBufferPointer) {
    let isNews = state.withLock { state in
      defer { state.isGrowthTold = false }
      guard var masking = state.masking.take() else {
        write(bytes, &state)
        return state.isGrowthTold
      }
      masking.take(bytes) { write($0, &state) }
      state.masking = masking
      return state.isGrowthTold
    }
    if isNews { mailbox.post(.outputGrew(self)) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, _ state: inout State) {
    do throws(FileError) {
      try file.append(bytes)
      state.byteCount += bytes.count
    } catch {
      state.failure = state.failure ?? error
    }
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
      guard var masking = state.masking.take() else { return (state.byteCount, false) }
      let (byteCount, wasTold) = (state.byteCount, state.isGrowthTold)
      masking.finish { write($0, &state) }
      state.masking = masking
      guard state.byteCount != byteCount else { return (byteCount, false) }
      state.isGrowthTold = false
      return (state.byteCount, wasTold)
    }
    if isNews { mailbox.post(.outputGrew(self)) }
    return count
  }

  /// How much has come so far.
  var byteCount: Int { state.withLock { $0.byteCount } }

  /// Why output was lost, if it was.
  var failure: FileError? { state.withLock { $0.failure } }

  /// Ends the log; what looked like the beginning of a secret and was none is written now.
  func close() {
    state.withLock { state in
      let byteCount = state.byteCount
      if var masking = state.masking.take() { masking.finish { write($0, &state) } }
      if state.byteCount != byteCount { state.isGrowthTold = false }
    }
    file.close()
  }
}
