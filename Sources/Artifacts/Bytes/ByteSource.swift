/// A file's bytes, read by range, so that who wants one member of a large archive touches little more than that member.
package protocol ByteSource {
  /// The size of the whole file.
  var byteCount: Int { get }

  /// Exactly `count` bytes from `offset` on; readers here never ask for bytes beyond ``byteCount``.
  ///
  /// - Throws: ``ArtifactError/unreadable(reason:)`` when the file cannot be read or has become shorter.
  func bytes(at offset: Int, count: Int) throws(ArtifactError) -> [UInt8]
}

extension ByteSource {
  /// The bytes of a range that an archive speaks of, or nil when the file does not have them.
  func bytes(in range: Range<Int>) throws(ArtifactError) -> [UInt8]? {
    guard range.lowerBound >= 0, range.upperBound <= byteCount else { return nil }
    return try bytes(at: range.lowerBound, count: range.count)
  }
}
