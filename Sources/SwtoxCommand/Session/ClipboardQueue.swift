import Dashboard
import LocalHost
import Synchronization

/// Hands copies to the program that keeps the clipboard, one after the other, so that what is copied last is there last.
final class ClipboardQueue: Sendable {
  private let program: ClipboardProgram
  private let inbox: DashboardInbox
  private let workers: WorkerThreads
  private let last = Mutex<Task<Void, Never>?>(nil)

  init(_ program: ClipboardProgram, inbox: DashboardInbox, workers: WorkerThreads) {
    self.program = program
    self.inbox = inbox
    self.workers = workers
  }

  /// Hands a text over later; what goes wrong is told to the dashboard.
  func add(_ text: String, variables: [String: String]) {
    last.withLock { last in
      let before = last
      last = Task(executorPreference: workers) { [program, inbox] in
        await before?.value
        if let problem = program.take(text, variables: variables) { inbox.post(.notice(problem)) }
      }
    }
  }
}
