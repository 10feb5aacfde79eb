import Host
package import RunModel
import Synchronization

/// The log file of one step: takes raw output from the reader thread and knows how far it has grown.
package final class OutputCapture: Sendable {
  private struct State {
    var byteCount = 0
    var isGrowthTold = true
    var failure: FileError?
  }

  package let step: StepID
  private let file: any AppendableFile
  private let mailbox: RunMailbox
  private let state = Mutex(State())

  init(step: StepID, file: any AppendableFile, mailbox: RunMailbox) {
    self.step = step
    self.file = file
    self.mailbox = mailbox
  }

  /// Writes output to the log; the first growth since ``takeGrowth()`` is told to the run loop.
  func append(_ bytes: UnsafeRawBufferPointer) {
    let isNews = state.withLock { state in
      do throws(FileError) {
        try file.append(bytes)
        state.byteCount += bytes.count
      } catch {
        state.failure = state.failure ?? error
      }
      defer { state.isGrowthTold = false }
      return state.isGrowthTold
    }
    if isNews { mailbox.post(.outputGrew(self)) }
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

  /// How much has come so far.
  var byteCount: Int { state.withLock { $0.byteCount } }

  /// Why output was lost, if it was.
  var failure: FileError? { state.withLock { $0.failure } }

  func close() { file.close() }
}
