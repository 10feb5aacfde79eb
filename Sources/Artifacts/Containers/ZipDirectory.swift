/// Reads the entries of a zip archive's central directory.
struct ZipDirectory {
  private static let entryByteCount = 46

  private let bytes: [UInt8]
  /// Where the directory stands in the archive, for errors.
  private let offset: Int
  private var position = 0

  init(_ bytes: [UInt8], at offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  /// The members in the order of the directory.
  mutating func members() throws(ArtifactError) -> [ZipMember] {
    var members: [ZipMember] = []
    // What follows the entries, a signature perhaps, is no entry.
    while bytes.has("PK\u{1}\u{2}", at: position) { members.append(try member()) }
    if position == 0 && !bytes.isEmpty { throw damaged }
    return members
  }

  private var damaged: ArtifactError { .damaged(.zip, part: "central directory", offset: offset + position) }

  private mutating func member() throws(ArtifactError) -> ZipMember {
    let nameStart = position + Self.entryByteCount
    guard let nameByteCount = field(28, 2), let extraByteCount = field(30, 2), let commentByteCount = field(32, 2),
      nameStart + nameByteCount + extraByteCount + commentByteCount <= bytes.count,
      let flags = field(8, 2), let method = field(10, 2), let checksum = field(16, 4),
      let compressedByteCount = field(20, 4), let byteCount = field(24, 4), let headerOffset = field(42, 4)
    else { throw damaged }
    var member = ZipMember(
      name: String(decoding: bytes[nameStart..<nameStart + nameByteCount], as: UTF8.self), method: method,
      isEncrypted: flags & 1 != 0, checksum: UInt32(truncatingIfNeeded: checksum),
      compressedByteCount: compressedByteCount, byteCount: byteCount, headerOffset: headerOffset)
    let extraStart = nameStart + nameByteCount
    try widen(&member, by: extraStart..<extraStart + extraByteCount)
    position = extraStart + extraByteCount + commentByteCount
    return member
  }

  private func field(_ place: Int, _ byteCount: Int) -> Int? {
    bytes.littleEndian(at: position + place, byteCount: byteCount)
  }

  /// Puts the 64-bit numbers of zip64 where the entry has no room for them.
  private func widen(_ member: inout ZipMember, by extra: Range<Int>) throws(ArtifactError) {
    let none = 0xFFFF_FFFF
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound, let kind = bytes.littleEndian(at: place, byteCount: 2),
      let byteCount = bytes.littleEndian(at: place + 2, byteCount: 2)
    {
      var cursor = place + 4
      let end = cursor + byteCount
      place = end
      guard kind == 1 else { continue }
      guard end <= extra.upperBound else { throw damaged }
      for path in [\ZipMember.byteCount, \.compressedByteCount, \.headerOffset] where member[keyPath: path] == none {
        guard cursor + 8 <= end, let value = bytes.littleEndian(at: cursor, byteCount: 8) else { throw damaged }
        member[keyPath: path] = value
        cursor += 8
      }
    }
  }
}
