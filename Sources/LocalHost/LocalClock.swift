import Glibc
import Host

/// The clocks of the kernel.
package struct LocalClock: ClockHost {
  package init() {}

  package var wallMicroseconds: Int64 {
    let time = Self.read(CLOCK_REALTIME)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }

  package var monotonic: Duration { Self.duration(CLOCK_MONOTONIC) }

  package func sleep(for duration: Duration) async throws {
    try await Task.sleep(for: duration)
  }

  static func duration(_ clock: clockid_t) -> Duration {
    let time = read(clock)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}
