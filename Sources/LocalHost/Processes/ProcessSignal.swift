import CProcess
import Glibc

/// Signals to processes that may end at any moment.
enum ProcessSignal {
  /// Sends a signal to exactly this process, never to a later one of the same number.
  static func send(_ signal: Int32, to identity: ProcessIdentity) {
    let number = cprocess_open_process(identity.processID)
    let handle = number >= 0 ? Descriptor(number) : nil
    // The handle holds on to whoever bears the number now, so the check after opening it is final.
    guard ProcessTable.status(of: identity.processID)?.identity == identity else { return }
    if let handle {
      cprocess_signal_process(handle.number, signal)
    } else {
      // Out of descriptors: the moment between check and signal is the best there is.
      kill(identity.processID, signal)
    }
  }
}

/// The unit in which the kernel tells when a process started.
enum KernelTick {
  /// Ticks since the machine's start.
  static var now: UInt64 {
    let time = LocalClock.duration(CLOCK_BOOTTIME)
    let ticksPerSecond = Int64(sysconf(Int32(_SC_CLK_TCK)))
    let (seconds, attoseconds) = time.components
    return UInt64(seconds * ticksPerSecond + attoseconds / (1_000_000_000_000_000_000 / ticksPerSecond))
  }
}
