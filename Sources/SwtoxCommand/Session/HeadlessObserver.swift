import Host
import Orchestration
import Reporting
import RunModel
import Synchronization

/// Prints a run's events as they come, and from time to time that it goes on.
final class HeadlessObserver: RunObserver, Sendable {
  private struct State {
    var reporter: HeadlessReporter
    /// When the last event was numbered, by the run's clock, and when it came here, by the machine's.
    var last: (time: Int64, moment: Duration)?
  }

  /// How often it is looked whether there is something to say.
  private static let interval = Duration.seconds(1)

  private let current: Mutex<State>
  private let clock: any ClockHost
  private let isAside: Bool

  init(_ reporter: HeadlessReporter, clock: any ClockHost, isAside: Bool) {
    current = Mutex(State(reporter: reporter))
    self.clock = clock
    self.isAside = isAside
  }

  var state: RunState { current.withLock { $0.reporter.state } }

  func observe(_ events: [NumberedEvent]) {
    current.withLock { state in
      state.last = events.last.map { ($0.time, clock.monotonic) }
      state.reporter.report(events, to: write)
    }
  }

  /// Does some work, and tells meanwhile that it goes on.
  func beating<Failure: Error>(_ work: () async throws(Failure) -> Void) async throws(Failure) {
    let result = await withTaskGroup(of: Void.self) { group -> Result<Void, Failure> in
      group.addTask {
        // A cancelled sleep is the end of the work.
        while (try? await self.clock.sleep(for: Self.interval)) != nil { self.beat() }
      }
      defer { group.cancelAll() }
      do throws(Failure) {
        return .success(try await work())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private func beat() {
    current.withLock { state in
      guard let last = state.last else { return }
      state.reporter.beat(at: last.time + (clock.monotonic - last.moment).microseconds, to: write)
    }
  }

  private func write(_ text: String) { StandardOutput.write(text, isError: isAside) }
}
