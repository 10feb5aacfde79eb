package import Screen
import Synchronization

/// A terminal that plays a script of events and keeps every frame it was shown.
package final class TestTerminal: Terminal {
  package private(set) var size: Size
  /// Every frame, in order.
  package private(set) var canvases: [Canvas] = []
  /// The looks the last frame was shown with.
  package private(set) var styles = StyleSheet()
  /// The timeouts of the waits, in order.
  package private(set) var timeouts: [Duration?] = []
  package private(set) var invalidationCount = 0
  package private(set) var suspensionCount = 0
  package private(set) var isClosed = false
  package var deliversPaste = false {
    didSet { pasteSettings.append(deliversPaste) }
  }
  /// What ``deliversPaste`` was set to, in order.
  package private(set) var pasteSettings: [Bool] = []

  private let next: (TestTerminal) -> [TerminalEvent]
  private let wakeCount = WakeCount()

  /// A terminal whose waits come back with what `next` says; it may look at the frames shown so far.
  package init(size: Size = Size(rowCount: 24, columnCount: 80), next: @escaping (TestTerminal) -> [TerminalEvent]) {
    self.size = size
    self.next = next
  }

  /// A terminal whose waits come back with one batch of events each, then say that it was closed.
  package convenience init(size: Size = Size(rowCount: 24, columnCount: 80), batches: [[TerminalEvent]]) {
    var rest = batches[...]
    self.init(size: size) { _ in rest.popFirst() ?? [.closed] }
  }

  package var waker: @Sendable () -> Void {
    let wakeCount = wakeCount
    return { wakeCount.increase() }
  }

  package func present(_ canvas: Canvas, styles: StyleSheet) {
    canvases.append(canvas)
    self.styles = styles
  }

  /// The next batch of the script, after a wake if there was one since the last wait.
  package func wait(timeout: Duration?) -> [TerminalEvent] {
    timeouts.append(timeout)
    if isClosed { return [.closed] }
    let events = (wakeCount.take() > 0 ? [.woken] : []) + next(self)
    for case .resized(let size) in events { self.size = size }
    return events
  }

  /// What was copied, in order.
  package private(set) var copies: [String] = []
  package func copy(_ text: String) { copies.append(text) }
  /// Whether mouse and wheel are reported.
  package private(set) var reportsMouse = true
  package func reportMouse(_ isOn: Bool) { reportsMouse = isOn }

  package func invalidate() { invalidationCount += 1 }

  package func suspended(_ body: () -> Void) {
    suspensionCount += 1
    body()
  }

  /// What whom it is lent to is told, batch by batch, then the end.
  package var loanBatches: [[LentTerminalEvent]] = []
  /// What was written by those whom it was lent to.
  package private(set) var loanOutput: [UInt8] = []

  package func lent(_ body: (any LentTerminal) -> Void) { body(TestLoan(self)) }

  package func close() { isClosed = true }

  private final class TestLoan: LentTerminal {
    private let terminal: TestTerminal

    init(_ terminal: TestTerminal) { self.terminal = terminal }

    var size: Size { terminal.size }
    var waker: @Sendable () -> Void { terminal.waker }
    func write(_ bytes: [UInt8]) { terminal.loanOutput += bytes }

    func wait() -> [LentTerminalEvent] {
      let woken = terminal.wakeCount.take() > 0
      let batch = terminal.loanBatches.isEmpty ? [.ended] : terminal.loanBatches.removeFirst()
      return (woken ? [.woken] : []) + batch
    }
  }
}

/// Counts wakes from any thread.
private final class WakeCount: Sendable {
  private let count = Mutex(0)

  func increase() { count.withLock { $0 += 1 } }

  func take() -> Int {
    count.withLock { count in
      defer { count = 0 }
      return count
    }
  }
}
