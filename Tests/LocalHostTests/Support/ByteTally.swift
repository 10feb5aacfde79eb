import Synchronization

/// Counts bytes and sums them up in their order (FNV-1a), without keeping them.
final class ByteTally: Sendable {
  private struct State {
    var count = 0
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  }

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.count } }
  var hash: UInt64 { state.withLock { $0.hash } }

  func add(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      state.count += bytes.count
      for byte in bytes { state.hash = (state.hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
  }
}
