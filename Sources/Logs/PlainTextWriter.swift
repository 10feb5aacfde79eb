import Screen

/// Writes one line of a program's output as text alone, for the clipboard and for a search of causes.
struct PlainTextWriter: LineSink {
  let isFull = false
  private var scalars: [UInt32] = []
  private var position = 0
  private var isReturning = false

  private static let replacement: UInt32 = 0xFFFD
  private static let underscore: UInt32 = 0x5F

  /// The text so far, as UTF-8.
  var string: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars.lazy.compactMap(Unicode.Scalar.init) {
      if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        UTF8.encode(scalar).map { bytes += $0 }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func printable(_ ascii: Span<UInt8>) {
    for index in ascii.indices { text(UInt32(ascii[index])) }
  }

  mutating func text(_ scalar: UInt32) {
    if isReturning {
      scalars.removeAll(keepingCapacity: true)
      position = 0
      isReturning = false
    }
    if position == scalars.count {
      scalars.append(scalar)
      position += 1
    } else if TextWidth.width(of: scalar) > 0 {
      overwrite(scalar)
    }
  }

  mutating func invisible(_ scalar: UInt32, name: StaticString) {
    if InvisibleScalar.belongsToText(scalar) { text(scalar) }
  }

  mutating func control(_ byte: UInt8) {}
  mutating func malformed(_ byte: UInt8) { text(Self.replacement) }
  mutating func tab() { text(0x09) }
  mutating func carriageReturn() { isReturning = true }
  mutating func graphicRendition(_ parameters: Span<UInt8>) {}

  mutating func backspace() {
    guard position > 0, !isReturning else { return }
    position -= 1
    while position > 0, TextWidth.width(of: scalars[position]) == 0 { position -= 1 }
  }

  /// Underlining by overstrike keeps the letter; all else takes the place of what was there.
  private mutating func overwrite(_ scalar: UInt32) {
    if scalar != Self.underscore || scalars[position] == 0x20 { scalars[position] = scalar }
    position += 1
    while position < scalars.count, TextWidth.width(of: scalars[position]) == 0 { position += 1 }
  }
}
