import Synchronization

/// A value behind a lock that tests can wait on until it satisfies a condition.
final class Observed<State: Sendable>: Sendable {
  private struct Content: Sendable {
    var state: State
    var waiters: [Waiter] = []
    var nextID = 0
    /// Waits that were cancelled before they began.
    var cancelled: Set<Int> = []
  }

  private struct Waiter: Sendable {
    var id: Int
    var isMet: @Sendable (State) -> Bool
    var continuation: CheckedContinuation<Void, Never>
  }

  private let content: Mutex<Content>

  init(_ state: State) { content = Mutex(Content(state: state)) }

  /// Changes the value and resumes whoever waited for what it has become.
  @discardableResult
  func update<Result: Sendable>(_ change: @Sendable (inout State) -> Result) -> Result {
    let (result, met) = content.withLock { content in
      let result = change(&content.state)
      let state = content.state
      let met = content.waiters.filter { $0.isMet(state) }
      content.waiters.removeAll { $0.isMet(state) }
      return (result, met)
    }
    for waiter in met { waiter.continuation.resume() }
    return result
  }

  var value: State { content.withLock { $0.state } }

  /// Returns once the condition holds, at once when it does already; and when the test was given up, that it may end.
  func wait(until isMet: @escaping @Sendable (State) -> Bool) async {
    let id = content.withLock { content in
      content.nextID += 1
      return content.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = content.withLock { content in
          if content.cancelled.remove(id) != nil || isMet(content.state) { return true }
          content.waiters.append(Waiter(id: id, isMet: isMet, continuation: continuation))
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      cancel(id)
    }
  }

  private func cancel(_ id: Int) {
    let waiter = content.withLock { content -> Waiter? in
      guard let place = content.waiters.firstIndex(where: { $0.id == id }) else {
        content.cancelled.insert(id)
        return nil
      }
      return content.waiters.remove(at: place)
    }
    waiter?.continuation.resume()
  }
}
