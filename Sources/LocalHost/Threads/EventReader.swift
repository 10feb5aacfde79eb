import CProcess
import Glibc
import Synchronization

/// The one thread that reads what children write and notices their ends, deadlines and signals.
///
/// The thread starts with the first descriptor to watch and lives as long as the process; it sleeps while nothing
/// happens.
package final class EventReader: Sendable {
  /// Reacts to a readable descriptor, on the reader thread; the buffer holds nothing and is used again for the next.
  typealias Handler = @Sendable (UnsafeMutableRawBufferPointer) -> Void

  private struct Alarm {
    var time: Duration
    var action: @Sendable () -> Void
  }

  private struct State {
    var queue: Descriptor?
    var handlers: [Int32: Handler] = [:]
    var alarms: [Alarm] = []
    var scheduledCount = 0
  }

  private static let bufferByteCount = 64 * 1024
  private static let batchCount = 64

  private let state = Mutex(State())

  package init() {}

  /// Calls the handler whenever the descriptor can be read or has come to its end.
  ///
  /// A handler may also be called when there is nothing to read: its descriptor must not block.
  func watch(_ descriptor: Int32, handler: @escaping Handler) throws(SystemError) {
    let queue = try startedQueue()
    state.withLock { $0.handlers[descriptor] = handler }
    do {
      try checked { cprocess_queue_add(queue.number, descriptor) }
    } catch {
      state.withLock { _ = $0.handlers.removeValue(forKey: descriptor) }
      throw error
    }
  }

  /// Stops watching; to be called before the descriptor is closed.
  func unwatch(_ descriptor: Int32) {
    let (queue, handler) = state.withLock { ($0.queue, $0.handlers.removeValue(forKey: descriptor)) }
    if let queue, handler != nil { cprocess_queue_remove(queue.number, descriptor) }
  }

  /// Performs an action on the reader thread after a time; to be called on that thread.
  func schedule(after delay: Duration, _ action: @escaping @Sendable () -> Void) {
    let alarm = Alarm(time: LocalClock.duration(CLOCK_MONOTONIC) + delay, action: action)
    state.withLock { state in
      state.alarms.append(alarm)
      state.scheduledCount += 1
    }
  }

  /// How many actions were ever scheduled; each stands for a wait.
  var scheduledCount: Int { state.withLock { $0.scheduledCount } }

  private func startedQueue() throws(SystemError) -> Descriptor {
    try state.withLock { state throws(SystemError) in
      if let queue = state.queue { return queue }
      let queue = Descriptor(try checked { cprocess_queue_create() })
      try NamedThread("output-reader", stackByteCount: 1024 * 1024) { self.run(queue) }.detach()
      state.queue = queue
      return queue
    }
  }

  private func run(_ queue: Descriptor) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferByteCount, alignment: 16)
    var ready = [Int32](repeating: 0, count: Self.batchCount)
    while true {
      let count = cprocess_queue_wait(queue.number, &ready, Int32(ready.count), waitingMilliseconds())
      for descriptor in ready.prefix(max(0, Int(count))) {
        state.withLock { $0.handlers[descriptor] }?(buffer)
      }
      for action in dueActions() { action() }
    }
  }

  /// The time to the next alarm, rounded up; -1 without one.
  private func waitingMilliseconds() -> Int32 {
    guard let time = state.withLock({ $0.alarms.map(\.time).min() }) else { return -1 }
    let rest = max(.zero, time - LocalClock.duration(CLOCK_MONOTONIC))
    return Int32(clamping: Int64((rest / .milliseconds(1)).rounded(.up)))
  }

  private func dueActions() -> [@Sendable () -> Void] {
    state.withLock { state in
      if state.alarms.isEmpty { return [] }
      let now = LocalClock.duration(CLOCK_MONOTONIC)
      let due = state.alarms.filter { $0.time <= now }
      state.alarms.removeAll { $0.time <= now }
      return due.map(\.action)
    }
  }
}
