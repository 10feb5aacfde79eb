/// The checksum at the end of a journal line: a last field `crc` over all bytes of the line before the field's comma.
///
/// Written as `,"crc":"89abcdef"}`, always as long, so that a reader finds it without reading the line.
enum JournalSeal {
  private static let opening = Array(#","crc":""#.utf8)
  private static let closing = Array(#""}"#.utf8)
  private static let digitCount = 8
  private static var byteCount: Int { opening.count + digitCount + closing.count }

  /// What the end of a line says of the rest.
  enum Verdict {
    case whole, broken
    /// There is no checksum: the line is of an older format, or its end is damaged.
    case absent
  }

  /// Puts the checksum into the object that began at a position and was just closed.
  static func close(_ bytes: inout [UInt8], from start: Int) {
    bytes.removeLast()
    let digits = digits(of: Checksum.of(bytes[start...]))
    bytes += opening + digits + closing
  }

  static func verdict(_ bytes: [UInt8], _ line: Range<Int>) -> Verdict {
    guard line.count > byteCount else { return .absent }
    let seal = bytes[(line.upperBound - byteCount)..<line.upperBound]
    guard seal.starts(with: opening), seal.suffix(closing.count).elementsEqual(closing) else { return .absent }
    let digits = seal.dropFirst(opening.count).prefix(digitCount)
    return digits.elementsEqual(Self.digits(of: Checksum.of(bytes[line.lowerBound..<seal.startIndex])))
      ? .whole : .broken
  }

  private static func digits(of value: UInt32) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<digitCount).reversed().map { digits[Int(value >> UInt32($0 * 4) & 15)] }
  }
}
