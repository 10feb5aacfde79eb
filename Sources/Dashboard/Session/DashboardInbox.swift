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
    let (waker, receiver) = content.withLock { content in
      if let receiver = content.receiver { return (nil as (@Sendable () -> Void)?, Optional(receiver)) }
      content.messages.append(message)
      return (content.messages.count == 1 ? content.waker : nil, nil)
    }
    waker?()
    receiver?(message)
  }

  /// Hands every message to a function in place of keeping it, from the thread that posts; `nil` keeps them again.
  package func redirect(_ receiver: (@Sendable (DashboardMessage) -> Void)?) {
    let waiting = content.withLock { content in
      content.receiver = receiver
      defer { content.messages = [] }
      return content.messages
    }
    for message in waiting { receiver?(message) }
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
