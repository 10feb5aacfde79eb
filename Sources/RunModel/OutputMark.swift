/// When a part of a step's output was written, as noted in a file beside its log.
///
/// The file is the log's name with ``suffix``. Each mark has 16 bytes, little-endian: the offset in the log of the first byte
/// that it speaks of, then the microseconds since 1970. The offset's highest bit is set for standard error, the next one
/// for standard output, and neither where both came by one channel. A mark holds up to the next one, and may be up to a
/// millisecond older than what it holds for.
package struct OutputMark: Hashable, Sendable {
  /// What the name of a log has behind it in the name of its marks.
  package static let suffix = ".marks"
  package static let byteCount = 16

  package var offset: Int
  /// Microseconds since 1970.
  package var time: Int64
  /// `nil` where the streams came together.
  package var stream: OutputStream?

  private static let errorBit = UInt64(1) << 63
  private static let outputBit = UInt64(1) << 62

  package init(offset: Int, time: Int64, stream: OutputStream? = nil) {
    self.offset = offset
    self.time = time
    self.stream = stream
  }

  /// Reads a mark from exactly ``byteCount`` bytes.
  package init(_ bytes: ArraySlice<UInt8>) {
    let words = [bytes.startIndex, bytes.startIndex + 8].map { start in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) }
    }
    offset = Int(truncatingIfNeeded: words[0] & ~(Self.errorBit | Self.outputBit))
    stream = words[0] & Self.errorBit != 0 ? .errors : words[0] & Self.outputBit != 0 ? .output : nil
    time = Int64(bitPattern: words[1])
  }

  /// The mark as it is written.
  package var bytes: [UInt8] {
    let bit = stream.map { $0 == .errors ? Self.errorBit : Self.outputBit } ?? 0
    let words = [UInt64(offset) | bit, UInt64(bitPattern: time)]
    return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } }
  }
}
