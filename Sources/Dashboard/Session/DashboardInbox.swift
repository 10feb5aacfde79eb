import Synchronization

/// Where every thread leaves what the dashboard has to know; emptied by the thread that owns the screen.
package final class DashboardInbox: Sendable {
  private struct Content: Sendable {
    var messages: [DashboardMessage] = []
    var waker: (@Sendable () -> Void)?
    var receiver: (@Sendable (DashboardMessage) -> Void)?
  }

  private let content = Mutex(Content())

  /// An empty inbox that wakes nobody yet.
  package init() {}

  /// Leaves a message and wakes the screen's thread if that may be asleep; never blocks for long.
  package func post(_ message: DashboardMessage) {
    let waker = content.withLock { content -> (@Sendable () -> Void)? in
      if let receiver = content.receiver {
        receiver(message)
        return nil
      }
      content.messages.append(message)
      return content.messages.count == 1 ? content.waker : nil
    }
    waker?()
  }

  /// Hands every message to a function in place of keeping it, one at a time, from the thread that posts; `nil` keeps them
  /// again. The function may not post.
  package func redirect(_ receiver: (@Sendable (DashboardMessage) -> Void)?) {
    // Handed over under the lock, so that nothing overtakes what waits.
    content.withLock { content in
      content.receiver = receiver
      guard let receiver else { return }
      for message in content.messages { receiver(message) }
      content.messages = []
    }
  }

  /// Sets what wakes the screen's thread, and calls it when messages are waiting already.
  func attach(_ waker: @escaping @Sendable () -> Void) {
    let isWaiting = content.withLock { content in
      content.waker = waker
      return !content.messages.isEmpty
    }
    if isWaiting { waker() }
  }

  /// Forgets how to wake; messages posted from now on lie there.
  func detach() { content.withLock { $0.waker = nil } }

  /// Takes all messages out, in the order they were left.
  func takeAll() -> [DashboardMessage] {
    content.withLock { content in
      let messages = content.messages
      content.messages = []
      return messages
    }
  }
}
