import Artifacts
import Synchronization

/// A source in memory that counts what is read of it, and can fail.
final class CountingByteSource: ByteSource {
  let byteCount: Int
  private let content: [UInt8]
  private let fails: Bool
  private let count = Mutex(0)

  init(_ content: [UInt8], fails: Bool = false) {
    self.content = content
    self.fails = fails
    byteCount = content.count
  }

  var readByteCount: Int { count.withLock { $0 } }

  func bytes(at offset: Int, count: Int) throws(ArtifactError) -> [UInt8] {
    if fails { throw .unreadable(reason: "gone") }
    self.count.withLock { $0 += count }
    return Array(content[offset..<offset + count])
  }
}
