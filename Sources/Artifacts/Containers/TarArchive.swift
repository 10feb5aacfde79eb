/// A tar archive, read from its start to the member that is wanted (POSIX ustar and pax, GNU long names).
///
/// Memory holds one member at most; what lies between members is passed over. Sparse files are refused.
package struct TarArchive: ~Copyable {
  private static let extensionByteLimit = 1 << 20

  private let limits: ReadingLimits
  private var stream: ByteStream
  /// The member whose content comes next.
  private var current: TarMember?

  /// Begins at the start of a range of a source, of which nothing is read yet.
  package init(
    _ source: any ByteSource, in range: Range<Int>, compression: Compression, limits: ReadingLimits = .standard
  ) {
    self.limits = limits
    stream = ByteStream(source, in: range, compression: compression, limit: limits.scanByteCount)
  }

  /// The content of the first file whose path fits; nil when there is none. Nothing behind it is read.
  package mutating func content(ofFirst isWanted: (String) -> Bool) throws(ArtifactError) -> [UInt8]? {
    while let member = try next() {
      if member.kind == .file, isWanted(member.name) { return try content() }
    }
    return nil
  }

  /// Goes on to the next member; nil at the end of the archive.
  package mutating func next() throws(ArtifactError) -> TarMember? {
    if let current { try skip(current.byteCount) }
    current = nil
    var extensions = Extensions()
    while let header = try header() {
      switch header.typeFlag {
      case UInt8(ascii: "x"): extensions.records = try records(of: header)
      case UInt8(ascii: "L"): extensions.longName = try longName(of: header)
      case UInt8(ascii: "g"), UInt8(ascii: "K"): try skip(header.contentByteCount)
      default:
        current = try member(header, extensions)
        return current
      }
    }
    return nil
  }

  /// The content of the member that ``next()`` gave, which can be read once.
  package mutating func content() throws(ArtifactError) -> [UInt8] {
    guard let member = current else { return [] }
    if member.byteCount > limits.memberByteCount {
      throw .tooLarge(part: "'\(member.name)'", byteLimit: limits.memberByteCount)
    }
    current = nil
    return try read(member.byteCount)
  }

  /// What headers before a member's own say of it.
  private struct Extensions {
    var records: PaxRecords?
    var longName: String?
  }

  private func damaged(_ part: String) -> ArtifactError { .damaged(.tar, part: part, offset: stream.position) }

  /// The next header; nil at the end, which is a block of zeros or the end of the stream.
  private mutating func header() throws(ArtifactError) -> TarHeader? {
    let block = try stream.read(TarHeader.byteCount)
    if block.allSatisfy({ $0 == 0 }) { return nil }
    guard let header = TarHeader(block) else { throw damaged("header") }
    return header
  }

  private func member(_ header: TarHeader, _ extensions: Extensions) throws(ArtifactError) -> TarMember {
    let records = extensions.records
    if header.typeFlag == UInt8(ascii: "S") || records?.isSparse == true {
      throw .unsupported(.tar, feature: "sparse files")
    }
    let kind = TarMember.Kind(typeFlag: header.typeFlag)
    // Links carry the size of what they link to, without its content.
    let hasContent = !(UInt8(ascii: "1")...UInt8(ascii: "6")).contains(header.typeFlag)
    return TarMember(
      name: records?.path ?? extensions.longName ?? header.name, kind: kind,
      byteCount: hasContent ? records?.byteCount ?? header.contentByteCount : 0)
  }

  private mutating func records(of header: TarHeader) throws(ArtifactError) -> PaxRecords {
    guard let records = PaxRecords(try extensionContent(of: header)) else { throw damaged("extended header") }
    return records
  }

  private mutating func longName(of header: TarHeader) throws(ArtifactError) -> String {
    let content = try extensionContent(of: header)
    return content.text(in: content.indices)
  }

  private mutating func extensionContent(of header: TarHeader) throws(ArtifactError) -> [UInt8] {
    if header.contentByteCount > Self.extensionByteLimit {
      throw .tooLarge(part: "an extended header", byteLimit: Self.extensionByteLimit)
    }
    return try read(header.contentByteCount)
  }

  /// Reads content and passes over what fills its last block.
  private mutating func read(_ byteCount: Int) throws(ArtifactError) -> [UInt8] {
    let content = try stream.read(byteCount)
    guard content.count == byteCount else { throw damaged("content") }
    _ = try stream.skip(-byteCount & 511)
    return content
  }

  private mutating func skip(_ byteCount: Int) throws(ArtifactError) {
    guard try stream.skip(byteCount) == byteCount else { throw damaged("content") }
    _ = try stream.skip(-byteCount & 511)
  }
}

extension TarMember.Kind {
  /// Zero and 7 stand for files too: from before there were kinds, and for files laid out in one piece.
  fileprivate init(typeFlag: UInt8) {
    self =
      switch typeFlag {
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): .file
      case UInt8(ascii: "5"): .folder
      default: .other
      }
  }
}
