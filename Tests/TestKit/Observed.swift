import Synchronization

/// A value behind a lock that tests can wait on until it satisfies a condition.
final class Observed<State: Sendable>: Sendable {
  private struct Content: Sendable {
    var state: State
    var waiters: [Waiter] = []
  }

  private struct Waiter: Sendable {
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

  /// Returns once the condition holds; at once when it does already.
  func wait(until isMet: @escaping @Sendable (State) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isMetAlready = content.withLock { content in
        if isMet(content.state) { return true }
        content.waiters.append(Waiter(isMet: isMet, continuation: continuation))
        return false
      }
      if isMetAlready { continuation.resume() }
    }
  }
}
