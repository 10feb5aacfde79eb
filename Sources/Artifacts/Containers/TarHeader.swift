/// One block of a tar archive that describes what follows it (POSIX ustar, and what GNU tar does differently).
struct TarHeader {
  static let byteCount = 512

  /// The path, of up to 256 bytes.
  let name: String
  /// The kind of the entry, as the byte that stands for it.
  let typeFlag: UInt8
  /// The size as the field gives it.
  let contentByteCount: Int

  /// Nil when the block has no valid checksum or size.
  init?(_ block: [UInt8]) {
    guard block.count == Self.byteCount, Self.hasValidChecksum(block),
      let byteCount = Self.number(block[124..<136])
    else { return nil }
    let isPOSIX = block.has("ustar\u{0}", at: 257)
    let prefix = isPOSIX ? block.text(in: 345..<500) : ""
    let rest = block.text(in: 0..<100)
    name = prefix.isEmpty ? rest : "\(prefix)/\(rest)"
    typeFlag = block[156]
    contentByteCount = byteCount
  }

  /// Octal digits between blanks, or a binary number when the highest bit is set; nil when it is neither or too large.
  static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    var value = 0
    if first == 0x80 {
      for byte in field.dropFirst() {
        guard value <= Int.max >> 8 else { return nil }
        value = value << 8 | Int(byte)
      }
      return value
    }
    for byte in field.drop(while: { $0 == 0x20 }) {
      if byte == 0x20 || byte == 0 { break }
      guard byte >= 0x30, byte <= 0x37, value <= Int.max >> 3 else { return nil }
      value = value << 3 | Int(byte & 7)
    }
    return value
  }

  /// The sum of all bytes, its own field taken as blanks; old programs took bytes as signed.
  private static func hasValidChecksum(_ block: [UInt8]) -> Bool {
    guard let expected = number(block[148..<156]) else { return false }
    var unsigned = 0
    var signed = 0
    for (index, byte) in block.enumerated() {
      let counted = (148..<156).contains(index) ? 0x20 : byte
      unsigned += Int(counted)
      signed += Int(Int8(bitPattern: counted))
    }
    return expected == unsigned || expected == signed
  }
}
