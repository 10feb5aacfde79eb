/// An archive of the kind that `ar` makes and Debian packages are; long names, which those do not have, are not put together.
package struct ArArchive {
  private static let headerByteCount = 60
  private static let memberLimit = 1024

  /// One member and where its content stands in the source.
  package struct Member: Hashable, Sendable {
    /// The name, without the slash that GNU puts behind it.
    package var name: String
    package var content: Range<Int>
  }

  /// The members in their order.
  package let members: [Member]

  /// Reads the header of every member, but no content.
  package init(_ source: any ByteSource) throws(ArtifactError) {
    guard try source.bytes(in: 0..<8)?.has("!<arch>\n", at: 0) == true else {
      throw .damaged(.ar, part: "signature", offset: 0)
    }
    var members: [Member] = []
    var offset = 8
    while offset < source.byteCount {
      let member = try Self.member(of: source, at: offset)
      members.append(member)
      if members.count > Self.memberLimit { throw .unsupported(.ar, feature: "more than \(Self.memberLimit) members") }
      offset = member.content.upperBound + member.content.count % 2
    }
    self.members = members
  }

  private static func member(of source: any ByteSource, at offset: Int) throws(ArtifactError) -> Member {
    let start = offset + headerByteCount
    guard let header = try source.bytes(in: offset..<start), header.has("`\n", at: 58),
      let byteCount = Int(trimmed(header.text(in: 48..<58))), byteCount >= 0, byteCount <= source.byteCount - start
    else { throw .damaged(.ar, part: "header", offset: offset) }
    let name = trimmed(header.text(in: 0..<16))
    return Member(
      name: String(name.count > 1 && name.hasSuffix("/") ? name.dropLast() : name),
      content: start..<start + byteCount)
  }

  private static func trimmed(_ text: String) -> Substring {
    text.prefix { $0 != " " }
  }
}
