import CNcursesw
import Glibc
package import Screen

// Lending keys and screen to somebody who takes and writes bytes.
extension NcursesTerminal {
  package func lent(_ body: (any LentTerminal) -> Void) {
    guard device != nil else { return }
    takingBack {
      loan = Loan(terminal: self)
      useLentSettings()
      if let loan { body(loan) }
      loan = nil
    }
    // Wakes that came meanwhile were for others too.
    wakeCounter.wake()
  }

  /// Every key reaches the borrower, those that send signals too; a crash still restores what was found.
  fileprivate func useLentSettings() {
    swtox_guard_arm(SWTOX_GUARDED_SETTINGS)
    device?.useTransparentSettings()
  }

  /// Stops the process while the terminal is lent, and gives it to the borrower again when it goes on.
  private func stopLent() {
    device?.useOriginalSettings()
    swtox_guard_arm(SWTOX_GUARDED_NOTHING)
    swtox_signals_stop()
    useLentSettings()
  }

  /// The borrower's end of the terminal.
  final class Loan: LentTerminal {
    private unowned let terminal: NcursesTerminal
    /// What was typed and nobody has taken.
    var typed: [UInt8] = []

    init(terminal: NcursesTerminal) { self.terminal = terminal }

    var size: Size { terminal.device?.size ?? terminal.size }
    var waker: @Sendable () -> Void { terminal.waker }
    func write(_ bytes: [UInt8]) { terminal.write(bytes) }

    func wait() -> [LentTerminalEvent] {
      while true {
        let events = takeEvents()
        if !events.isEmpty { return events }
        terminal.poll(for: terminal.resizes.dueTime.map { $0 - .monotonicNow })
      }
    }

    private func takeEvents() -> [LentTerminalEvent] {
      switch terminal.jobControl {
      case .stop: terminal.stopLent()
      case .resume: terminal.useLentSettings()
      case nil: break
      }
      // A window that changed during a stop told others.
      let hasStopped = terminal.jobControl != nil
      terminal.jobControl = nil
      var events: [LentTerminalEvent] = typed.isEmpty ? [] : [.typed(typed)]
      typed = []
      if terminal.resizes.take(at: .monotonicNow) || hasStopped { events.append(.resized(size)) }
      if terminal.queued.contains(.woken) { events.append(.woken) }
      terminal.queued.removeAll { $0 == .woken }
      // The next wait of the terminal itself tells why.
      if terminal.isEnding { events.append(.ended) }
      return events
    }
  }
}
