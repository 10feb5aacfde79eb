/// One step of reading UTF-8: a scalar, or bytes that are none.
struct DecodedScalar {
  /// `nil` when the bytes are not well-formed.
  var scalar: UInt32?
  /// How many bytes were read; of malformed ones a lead byte and what follows it in the form of a scalar.
  var byteCount: Int

  /// Reads at an index that must lie inside the bytes.
  @inline(__always)
  init(_ bytes: Span<UInt8>, at index: Int) {
    let lead = bytes[index]
    if lead < 0x80 {
      self.init(scalar: UInt32(lead), byteCount: 1)
    } else {
      self.init(multibyte: bytes, at: index, lead: lead)
    }
  }

  private init(scalar: UInt32?, byteCount: Int) {
    self.scalar = scalar
    self.byteCount = byteCount
  }

  private init(multibyte bytes: Span<UInt8>, at index: Int, lead: UInt8) {
    let followerCount = Self.followerCount(lead)
    var scalar = UInt32(lead) & (0x3F >> UInt32(followerCount))
    var end = index + 1
    while end <= index + followerCount, end < bytes.count, bytes[end] & 0xC0 == 0x80 {
      scalar = scalar << 6 | UInt32(bytes[end] & 0x3F)
      end += 1
    }
    let isComplete = followerCount > 0 && end == index + followerCount + 1
    self.init(scalar: isComplete && Self.isValid(scalar, followerCount) ? scalar : nil, byteCount: end - index)
  }

  /// How many bytes of the form 10xxxxxx a lead byte asks for; none for a byte that leads nothing.
  private static func followerCount(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC0...0xDF: 1
    case 0xE0...0xEF: 2
    case 0xF0...0xF7: 3
    default: 0
    }
  }

  /// Whether the scalar exists and needs that many bytes.
  private static func isValid(_ scalar: UInt32, _ followerCount: Int) -> Bool {
    switch followerCount {
    case 1: scalar >= 0x80
    case 2: scalar >= 0x800 && !(0xD800...0xDFFF).contains(scalar)
    default: scalar >= 0x1_0000 && scalar <= 0x10_FFFF
    }
  }
}
