/// What the central directory of a zip archive says of one member.
package struct ZipMember: Hashable, Sendable {
  /// The path, with slashes; a folder's ends in one.
  package var name: String
  /// The number of the compression method: 0 for none, 8 for deflate.
  package var method: Int
  package var isEncrypted: Bool
  package var checksum: UInt32
  package var compressedByteCount: Int
  package var byteCount: Int
  /// Where the member's own header stands, as the archive counts.
  package var headerOffset: Int
}
