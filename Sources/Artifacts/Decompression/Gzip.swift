/// Whole files that were packed by gzip (RFC 1952).
package enum Gzip {
  /// The content of a packed file.
  ///
  /// - Parameter limit: How many bytes it may have.
  /// - Throws: Why it cannot be unpacked: damage, no library for it, or more bytes than it may have.
  /// - Complexity: O(*n*) in the bytes of the content.
  package static func unpacked(_ bytes: [UInt8], limit: Int) throws(ArtifactError) -> [UInt8] {
    let source = MemoryByteSource(bytes)
    var stream = ByteStream(source, in: 0..<bytes.count, compression: .gzip, limit: limit)
    return try stream.read(limit)
  }

  /// How many bytes the content has, by the last four of the packed file; right for less than 4 GiB packed at once.
  package static func contentByteCount(trailer: [UInt8]) -> Int? {
    guard trailer.count == 4 else { return nil }
    return trailer.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
