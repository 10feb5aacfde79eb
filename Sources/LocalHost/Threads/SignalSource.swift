import CProcess
import Glibc
import Synchronization

/// Signals to this process, turned into calls on the reader thread.
///
/// Only one source can be installed at a time. A signal that was ignored when the program started (`nohup`, background
/// jobs of a shell) stays ignored.
package final class SignalSource: Sendable {
  private let reader: EventReader
  private let descriptor: Int32
  private let isInstalled = Mutex(true)

  /// Takes over the given signals until ``uninstall()`` or until the source is let go.
  ///
  /// - Parameters:
  ///   - signals: Numbers such as `SIGINT`.
  ///   - onSignal: Called on the reader thread, once for each signal delivered.
  /// - Throws: `EBUSY` when a source is installed, `EINVAL` for a number that is no signal or cannot be handled.
  package init(
    _ signals: [Int32], reader: EventReader = LocalMachine.reader, onSignal: @escaping @Sendable (Int32) -> Void
  ) throws(SystemError) {
    self.reader = reader
    descriptor = try checked { cprocess_signals_install(signals, signals.count) }
    do {
      try reader.watch(descriptor) { [descriptor] buffer in
        let count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        for number in buffer.prefix(count) { onSignal(Int32(number)) }
      }
    } catch {
      cprocess_signals_restore()
      throw error
    }
  }

  deinit { uninstall() }

  /// Gives the signals back their former meaning; calling it again does nothing.
  package func uninstall() {
    let wasInstalled = isInstalled.withLock { isInstalled in
      defer { isInstalled = false }
      return isInstalled
    }
    guard wasInstalled else { return }
    reader.unwatch(descriptor)
    cprocess_signals_restore()
  }
}
