/// The record at the end of a zip archive that tells where its directory is.
struct ZipEnd {
  private static let byteCount = 22
  private static let locatorByteCount = 20
  private static let commentByteLimit = 0xFFFF

  /// Where the directory stands in the file.
  let directory: Range<Int>
  /// What offsets of the archive are to be increased by, as the archive may stand behind other content.
  let shift: Int

  /// Looks for the record in the file's last 64 KiB, as a comment of that length may follow it.
  ///
  /// - Throws: ``ArtifactError/damaged(_:part:offset:)`` when there is none or when it cannot be.
  init(of source: some ByteSource) throws(ArtifactError) {
    let wanted = Self.byteCount + Self.commentByteLimit + Self.locatorByteCount
    let tailStart = max(0, source.byteCount - wanted)
    let tail = try source.bytes(at: tailStart, count: source.byteCount - tailStart)
    guard let place = Self.place(in: tail) else {
      throw .damaged(.zip, part: "no end of central directory", offset: source.byteCount)
    }
    let damaged = ArtifactError.damaged(.zip, part: "end of central directory", offset: tailStart + place)
    guard var byteCount = tail.littleEndian(at: place + 12, byteCount: 4),
      var offset = tail.littleEndian(at: place + 16, byteCount: 4)
    else { throw damaged }
    var end = tailStart + place
    if byteCount == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      let wide = try Self.wideRecord(of: source, tail: tail, locator: place - Self.locatorByteCount)
      guard let wide else { throw damaged }
      (end, byteCount, offset) = wide
    }
    guard byteCount <= end, offset <= end - byteCount else { throw damaged }
    directory = end - byteCount..<end
    shift = end - byteCount - offset
  }

  /// The last place whose comment ends where the file ends.
  private static func place(in tail: [UInt8]) -> Int? {
    guard tail.count >= byteCount else { return nil }
    return (0...tail.count - byteCount).reversed().first { place in
      tail[place] == 0x50 && tail.has("PK\u{5}\u{6}", at: place)
        && tail.littleEndian(at: place + 20, byteCount: 2) == tail.count - place - byteCount
    }
  }

  /// Where the record of zip64 stands, and the size and offset of the directory that it gives.
  private static func wideRecord(
    of source: some ByteSource, tail: [UInt8], locator: Int
  ) throws(ArtifactError) -> (end: Int, byteCount: Int, offset: Int)? {
    guard tail.has("PK\u{6}\u{7}", at: locator), let place = tail.littleEndian(at: locator + 8, byteCount: 8),
      place <= source.byteCount - 56, let record = try source.bytes(in: place..<place + 56),
      record.has("PK\u{6}\u{6}", at: 0), let byteCount = record.littleEndian(at: 40, byteCount: 8),
      let offset = record.littleEndian(at: 48, byteCount: 8)
    else { return nil }
    return (place, byteCount, offset)
  }
}
