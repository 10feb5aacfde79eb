import CProcess
import Glibc

/// A child of this process that nothing watches over, for whose end somebody waits.
struct AwaitedProcess {
  let processID: pid_t

  /// Its end within some time; `nil` when it lives on. Blocks.
  func ending(within limit: Duration) -> ForegroundCommand.Ending? {
    let end = ContinuousClock.now + limit
    repeat {
      let left = (end - .now) / .milliseconds(1)
      var status: Int32 = 0
      switch cprocess_wait(processID, Int32(max(0, min(left.rounded(.up), 1e9))), &status) {
      case 1: return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
      case 0: continue
      // Nobody else waits for it, so it is there no more only when its end was told before.
      default: return .exited(0)
      }
    } while ContinuousClock.now < end
    return nil
  }
}
