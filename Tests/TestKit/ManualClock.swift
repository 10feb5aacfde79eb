import Host

/// A clock that stands still until a test moves it.
package final class ManualClock: ClockHost {
  private struct Sleeper: Sendable {
    var id: Int
    var deadline: Duration
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State: Sendable {
    var elapsed: Duration = .zero
    /// How far the clock on the wall was put forward.
    var jump: Duration = .zero
    var nextID = 0
    var sleepers: [Sleeper] = []
    /// Cancelled before they went to sleep.
    var cancelled: Set<Int> = []
  }

  private let start: Int64
  private let state = Observed(State())

  /// A clock that begins at a wall time, 2024-01-01T00:00:00Z if not said.
  package init(startMicroseconds: Int64 = 1_704_067_200_000_000) { start = startMicroseconds }

  package var monotonic: Duration { state.value.elapsed }

  package var wallMicroseconds: Int64 {
    let state = state.value
    return start + (state.elapsed + state.jump).wholeMicroseconds
  }

  /// Puts the clock on the wall forward, or back; no time passes.
  package func putForward(by duration: Duration) { state.update { $0.jump += duration } }

  /// How many tasks sleep now.
  package var sleeperCount: Int { state.value.sleepers.count }

  /// Moves the time and wakes every sleeper whose time has come, the earliest first.
  package func advance(by duration: Duration) {
    let due = state.update { state in
      state.elapsed += duration
      let now = state.elapsed
      let due = state.sleepers.filter { $0.deadline <= now }
      state.sleepers.removeAll { $0.deadline <= now }
      return due.sorted { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Returns once so many tasks sleep; the way to know that it is time to ``advance(by:)``.
  package func waitForSleepers(_ count: Int = 1) async {
    await state.wait { $0.sleepers.count >= count }
  }

  package func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    let id = state.update { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { enter(id, duration, $0) }
    } onCancel: {
      leave(id)
    }
  }

  private func enter(_ id: Int, _ duration: Duration, _ continuation: CheckedContinuation<Void, any Error>) {
    enum Fate { case asleep, awake, cancelled }
    let fate = state.update { state -> Fate in
      if state.cancelled.remove(id) != nil { return .cancelled }
      if duration <= .zero { return .awake }
      state.sleepers.append(Sleeper(id: id, deadline: state.elapsed + duration, continuation: continuation))
      return .asleep
    }
    switch fate {
    case .asleep: break
    case .awake: continuation.resume()
    case .cancelled: continuation.resume(throwing: CancellationError())
    }
  }

  private func leave(_ id: Int) {
    let sleeper = state.update { state -> Sleeper? in
      guard let position = state.sleepers.firstIndex(where: { $0.id == id }) else {
        state.cancelled.insert(id)
        return nil
      }
      return state.sleepers.remove(at: position)
    }
    sleeper?.continuation.resume(throwing: CancellationError())
  }
}

extension Duration {
  /// The duration in microseconds, what is smaller cut off.
  var wholeMicroseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
