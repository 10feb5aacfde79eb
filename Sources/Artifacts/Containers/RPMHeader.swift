/// The header of an RPM package, format 3 or 4: numbered tags with lists of texts or numbers.
struct RPMHeader {
  private static let leadByteCount = 96
  private static let introductionByteCount = 16
  private static let entryByteCount = 16

  private let index: [UInt8]
  private let store: [UInt8]
  private let offset: Int

  /// Reads the header behind the lead and the signature; the payload is left alone.
  init(_ source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) {
    guard try source.bytes(in: 0..<Self.leadByteCount)?.starts(with: [0xED, 0xAB, 0xEE, 0xDB]) == true else {
      throw .damaged(.rpm, part: "lead", offset: 0)
    }
    let signature = try Self.extent(of: source, at: Self.leadByteCount, limits: limits)
    // The signature is filled up to a multiple of eight bytes.
    let start = (signature.upperBound + 7) / 8 * 8
    let extent = try Self.extent(of: source, at: start, limits: limits)
    let bytes = try source.bytes(at: extent.index.lowerBound, count: extent.upperBound - extent.index.lowerBound)
    index = Array(bytes[..<extent.index.count])
    store = Array(bytes[extent.index.count...])
    offset = start
  }

  /// The texts of a tag, in their order; nil when it is not there.
  func texts(_ tag: Int) throws(ArtifactError) -> [String]? {
    guard let entry = try entry(tag) else { return nil }
    guard [6, 8, 9].contains(entry.type), entry.place <= store.count else { throw damaged(tag) }
    var texts: [String] = []
    var start = entry.place
    for _ in 0..<entry.count {
      guard let end = store[start...].firstIndex(of: 0) else { throw damaged(tag) }
      texts.append(String(decoding: store[start..<end], as: UTF8.self))
      start = end + 1
    }
    return texts
  }

  /// The 32-bit numbers of a tag, in their order; nil when it is not there.
  func numbers(_ tag: Int) throws(ArtifactError) -> [Int]? {
    guard let entry = try entry(tag) else { return nil }
    guard entry.type == 4, entry.place <= store.count, entry.count <= (store.count - entry.place) / 4 else {
      throw damaged(tag)
    }
    return (0..<entry.count).compactMap { store.bigEndian(at: entry.place + $0 * 4, byteCount: 4) }
  }

  private func damaged(_ tag: Int) -> ArtifactError { .damaged(.rpm, part: "tag \(tag) of the header", offset: offset) }

  private func entry(_ tag: Int) throws(ArtifactError) -> (type: Int, place: Int, count: Int)? {
    for start in stride(from: 0, to: index.count, by: Self.entryByteCount)
    where index.bigEndian(at: start, byteCount: 4) == tag {
      guard let type = index.bigEndian(at: start + 4, byteCount: 4),
        let place = index.bigEndian(at: start + 8, byteCount: 4),
        let count = index.bigEndian(at: start + 12, byteCount: 4)
      else { throw damaged(tag) }
      return (type, place, count)
    }
    return nil
  }

  /// Where the entries of a header stand, and where its store ends.
  private static func extent(
    of source: any ByteSource, at offset: Int, limits: ReadingLimits
  ) throws(ArtifactError) -> (index: Range<Int>, upperBound: Int) {
    guard let introduction = try source.bytes(in: offset..<offset + introductionByteCount),
      introduction.starts(with: [0x8E, 0xAD, 0xE8, 0x01]),
      let entryCount = introduction.bigEndian(at: 8, byteCount: 4),
      let storeByteCount = introduction.bigEndian(at: 12, byteCount: 4)
    else { throw .damaged(.rpm, part: "header", offset: offset) }
    let indexByteCount = entryCount * entryByteCount
    if indexByteCount + storeByteCount > limits.directoryByteCount {
      throw .tooLarge(part: "the header", byteLimit: limits.directoryByteCount)
    }
    let start = offset + introductionByteCount
    guard indexByteCount + storeByteCount <= source.byteCount - start else {
      throw .damaged(.rpm, part: "header", offset: offset)
    }
    return (start..<start + indexByteCount, start + indexByteCount + storeByteCount)
  }
}
