/// One control sequence of a terminal, found where its introducer stands.
///
/// The grammar is ECMA-48 as DEC's VT500 parser reads it, over bytes that are all at hand. A sequence that is longer
/// than ``byteLimit``, or that the line's end or another sequence cuts short, is no sequence.
enum EscapeSequence {
  /// Select graphic rendition; the parameters are digits, semicolons and colons.
  case graphicRendition(parameters: Range<Int>, end: Int)
  /// Any other sequence; what follows begins at `end`.
  case other(end: Int)
  /// Not ended properly: the introducer and all after it are plain text.
  case unterminated

  static let byteLimit = 4096

  /// Reads the sequence after ESC, whose own index is `escape`.
  init(_ bytes: Span<UInt8>, escapeAt escape: Int) {
    guard escape + 1 < bytes.count else {
      self = .unterminated
      return
    }
    switch bytes[escape + 1] {
    case UInt8(ascii: "["): self = Self.controlSequence(bytes, from: escape + 2)
    case UInt8(ascii: "]"): self = Self.string(bytes, from: escape + 2, endsAtBell: true)
    // DCS, SOS, PM, APC, and the window title of screen.
    case UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "k"):
      self = Self.string(bytes, from: escape + 2, endsAtBell: false)
    default: self = Self.escape(bytes, from: escape + 1)
    }
  }

  /// Reads the sequence after an 8-bit control, U+0080 to U+009F, that ends before `start`.
  init(_ bytes: Span<UInt8>, control: UInt8, from start: Int) {
    switch control {
    case 0x9B: self = Self.controlSequence(bytes, from: start)
    case 0x9D: self = Self.string(bytes, from: start, endsAtBell: true)
    case 0x90, 0x98, 0x9E, 0x9F: self = Self.string(bytes, from: start, endsAtBell: false)
    default: self = .other(end: start)
    }
  }

  /// Intermediates, then one final byte.
  private static func escape(_ bytes: Span<UInt8>, from start: Int) -> Self {
    for index in start..<min(bytes.count, start + byteLimit) {
      switch bytes[index] {
      case 0x20...0x2F: continue
      case 0x30...0x7E: return .other(end: index + 1)
      default: return .unterminated
      }
    }
    return .unterminated
  }

  private static func controlSequence(_ bytes: Span<UInt8>, from start: Int) -> Self {
    var isPlain = true
    for index in start..<max(start, min(bytes.count, start + byteLimit)) {
      switch bytes[index] {
      case 0x30...0x3B: continue
      case 0x20...0x2F, 0x3C...0x3F: isPlain = false
      case UInt8(ascii: "m") where isPlain: return .graphicRendition(parameters: start..<index, end: index + 1)
      case 0x40...0x7E: return .other(end: index + 1)
      default: return .unterminated
      }
    }
    return .unterminated
  }

  /// Everything up to ST (or BEL); CAN and SUB give the string up.
  private static func string(_ bytes: Span<UInt8>, from start: Int, endsAtBell: Bool) -> Self {
    let limit = min(bytes.count, start + byteLimit)
    var index = start
    while index < limit {
      switch bytes[index] {
      case 0x07 where endsAtBell: return .other(end: index + 1)
      case 0x18, 0x1A: return .other(end: index + 1)
      case 0x1B:
        let isEnd = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\\")
        return isEnd ? .other(end: index + 2) : .unterminated
      case 0x80...:
        let decoded = DecodedScalar(bytes, at: index)
        switch decoded.scalar ?? UInt32(bytes[index]) {
        case 0x9C: return .other(end: index + decoded.byteCount)
        case 0x80...0x9F: return .unterminated
        default: index += decoded.byteCount
        }
      default: index += 1
      }
    }
    return .unterminated
  }
}
