import Synchronization

/// What a child has written so far, for tests that wait for words and not for time.
final class OutputLog: Sendable {
  private struct Waiter {
    var text: [UInt8]
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var bytes: [UInt8] = []
    var waiters: [Waiter] = []
  }

  private let state = Mutex(State())

  var bytes: [UInt8] { state.withLock { $0.bytes } }
  var text: String { String(decoding: bytes, as: UTF8.self) }
  /// The number that a child wrote after `name=`.
  func number(_ name: String) -> Int32? {
    text.split(separator: "\n").first { $0.hasPrefix(name + "=") }.flatMap {
      Int32($0.dropFirst(name.count + 1).drop { $0 == " " })
    }
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    let ready = state.withLock { state in
      state.bytes += bytes
      let (ready, rest) = Self.split(state.waiters, by: state.bytes)
      state.waiters = rest
      return ready
    }
    for waiter in ready { waiter.continuation.resume() }
  }

  /// Returns when the text has been written.
  func wait(for text: String) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if Self.contains(state.bytes, Array(text.utf8)) { return true }
        state.waiters.append(Waiter(text: Array(text.utf8), continuation: continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  private static func split(_ waiters: [Waiter], by bytes: [UInt8]) -> ([Waiter], [Waiter]) {
    (waiters.filter { contains(bytes, $0.text) }, waiters.filter { !contains(bytes, $0.text) })
  }

  private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: part) }
  }
}
