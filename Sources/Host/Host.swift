/// The only door to the machine: everything that is not a value goes through one of these ports.
package struct Host: Sendable {
  package var files: any FileHost
  package var processes: any ProcessHost
  package var clock: any ClockHost
  /// The environment variables the program was started with.
  package var variables: [String: String]

  package init(
    files: any FileHost, processes: any ProcessHost, clock: any ClockHost, variables: [String: String]
  ) {
    self.files = files
    self.processes = processes
    self.clock = clock
    self.variables = variables
  }
}

/// Time, as the machine or a test tells it.
package protocol ClockHost: Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  var wallMicroseconds: Int64 { get }
  /// Time since an arbitrary start that never goes back.
  var monotonic: Duration { get }
  /// Returns after the duration, or at once with `CancellationError` when the task is cancelled.
  func sleep(for duration: Duration) async throws
}
