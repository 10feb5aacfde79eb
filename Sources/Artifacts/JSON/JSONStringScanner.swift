/// Reads one JSON string, from its opening to its closing quotation mark.
struct JSONStringScanner {
  private let bytes: [UInt8]
  /// The next byte; after the string, the one behind its closing mark.
  private(set) var index: Int

  /// - Parameter index: Where the opening quotation mark stands.
  init(_ bytes: [UInt8], from index: Int) {
    self.bytes = bytes
    self.index = index
  }

  mutating func string() throws(JSONSyntaxError) -> String {
    index += 1
    let start = index
    var text: [UInt8] = []
    var runStart = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        text.append(contentsOf: bytes[runStart..<index])
        index += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw .invalidText(offset: start) }
        return string
      case UInt8(ascii: "\\"):
        text.append(contentsOf: bytes[runStart..<index])
        text.append(contentsOf: String(try escapedScalar()).utf8)
        runStart = index
      case 0..<0x20: throw .unexpectedByte(offset: index)
      default: index += 1
      }
    }
    throw .unexpectedEnd
  }

  /// The scalar of the escape that begins here.
  private mutating func escapedScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    index += 1
    guard index < bytes.count else { throw .unexpectedEnd }
    index += 1
    switch bytes[index - 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try numberedScalar()
    default: throw .unexpectedByte(offset: index - 1)
    }
  }

  /// The scalar of four digits, or of two times four when the first are the first half of a pair.
  private mutating func numberedScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    let high = try fourDigits()
    if high & 0xFC00 == 0xD800, bytes.has("\\u", at: index) {
      let restart = index
      index += 2
      let low = try fourDigits()
      if low & 0xFC00 == 0xDC00 {
        return Unicode.Scalar(0x1_0000 + ((high & 0x3FF) << 10) + (low & 0x3FF)) ?? "\u{FFFD}"
      }
      index = restart
    }
    return Unicode.Scalar(high) ?? "\u{FFFD}"
  }

  private mutating func fourDigits() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count else { throw .unexpectedEnd }
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
        throw .unexpectedByte(offset: index)
      }
      value = value << 4 + UInt32(digit)
      index += 1
    }
    return value
  }
}
