/// A zip archive, of which the directory is in memory and members are read when they are wanted.
///
/// Members may be stored or deflated, the archive may use zip64 and stand behind other content. Encrypted members and other
/// compressions are refused.
package struct ZipArchive {
  private static let headerByteCount = 30

  /// The members in the order of the directory.
  package let members: [ZipMember]
  private let source: any ByteSource
  private let shift: Int

  /// Reads the directory.
  ///
  /// - Throws: ``ArtifactError`` when the file is no zip archive, or its directory is larger than `limits` allow.
  package init(_ source: any ByteSource, limits: ReadingLimits = .standard) throws(ArtifactError) {
    let end = try ZipEnd(of: source)
    if end.directory.count > limits.directoryByteCount {
      throw .tooLarge(part: "the central directory", byteLimit: limits.directoryByteCount)
    }
    let bytes = try source.bytes(at: end.directory.lowerBound, count: end.directory.count)
    var directory = ZipDirectory(bytes, at: end.directory.lowerBound)
    members = try directory.members()
    self.source = source
    shift = end.shift
  }

  /// The member of a name; of several the last one, which is what Python unpacks.
  package func member(named name: String) -> ZipMember? {
    members.last { $0.name == name }
  }

  /// The decompressed content of a member, compared with its checksum.
  ///
  /// - Throws: ``ArtifactError``, also when there is more content than `limits` allow or than the directory says.
  package func content(
    of member: ZipMember, limits: ReadingLimits = .standard
  ) throws(ArtifactError) -> [UInt8] {
    let compression = try compression(of: member)
    let limit = limits.memberByteCount
    if member.byteCount > limit { throw .tooLarge(part: "'\(member.name)'", byteLimit: limit) }
    var stream = ByteStream(source, in: try range(of: member), compression: compression, limit: limit)
    let content = try stream.read(member.byteCount)
    let excess = try stream.skip(1)
    guard content.count == member.byteCount, excess == 0 else {
      throw .damaged(.zip, part: "size of '\(member.name)'", offset: member.headerOffset)
    }
    guard CRC32.checksum(of: content) == member.checksum else { throw .wrongChecksum(member: member.name) }
    return content
  }

  /// Where the bytes of a member that is stored stand in the source.
  func storedRange(of member: ZipMember) throws(ArtifactError) -> Range<Int> {
    guard try compression(of: member) == .stored else {
      throw .unsupported(.zip, feature: "an archive that is compressed again")
    }
    return try range(of: member)
  }

  private func compression(of member: ZipMember) throws(ArtifactError) -> Compression {
    if member.isEncrypted { throw .unsupported(.zip, feature: "encryption") }
    switch member.method {
    case 0: return .stored
    case 8: return .deflate
    default: throw .unsupported(.zip, feature: "compression method \(member.method)")
    }
  }

  /// Where the compressed bytes stand: behind the member's own header, whose names and extra fields have their own lengths.
  private func range(of member: ZipMember) throws(ArtifactError) -> Range<Int> {
    let damaged = ArtifactError.damaged(.zip, part: "header of '\(member.name)'", offset: member.headerOffset)
    let available = source.byteCount - shift - Self.headerByteCount
    guard member.headerOffset <= available else { throw damaged }
    let offset = member.headerOffset + shift
    let header = try source.bytes(at: offset, count: Self.headerByteCount)
    guard header.has("PK\u{3}\u{4}", at: 0), let nameByteCount = header.littleEndian(at: 26, byteCount: 2),
      let extraByteCount = header.littleEndian(at: 28, byteCount: 2)
    else { throw damaged }
    let start = offset + Self.headerByteCount + nameByteCount + extraByteCount
    guard start <= source.byteCount, member.compressedByteCount <= source.byteCount - start else { throw damaged }
    return start..<start + member.compressedByteCount
  }
}
