import Synchronization

/// Output of a program, kept in memory.
final class OutputText: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  func append(_ more: UnsafeRawBufferPointer) { bytes.withLock { $0.append(contentsOf: more) } }

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}
