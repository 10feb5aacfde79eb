/// A file that is in memory already.
package struct MemoryByteSource: ByteSource, Sendable {
  private let content: [UInt8]

  package init(_ content: [UInt8]) {
    self.content = content
  }

  package var byteCount: Int { content.count }

  package func bytes(at offset: Int, count: Int) throws(ArtifactError) -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= content.count, count <= content.count - offset else {
      throw .unreadable(reason: "there is nothing at byte \(offset)")
    }
    return Array(content[offset..<offset + count])
  }
}
