/// What a line of a program's output consists of, once its control sequences are told apart from its text.
protocol LineSink {
  /// Whether nothing after this can be seen, unless the line starts again at its left end.
  var isFull: Bool { get }
  /// Some printable ASCII characters.
  mutating func printable(_ ascii: Span<UInt8>)
  /// A scalar beyond ASCII that is neither a control character nor one of ``InvisibleScalar``; it may have no width.
  mutating func text(_ scalar: UInt32)
  mutating func invisible(_ scalar: UInt32, name: StaticString)
  /// A control character of no known meaning, 0x00 to 0x1F or 0x7F.
  mutating func control(_ byte: UInt8)
  /// A byte that is not part of UTF-8.
  mutating func malformed(_ byte: UInt8)
  mutating func tab()
  mutating func backspace()
  /// Back to the left end; what was there stays until something takes its place.
  mutating func carriageReturn()
  /// Select graphic rendition with the parameters between introducer and final byte.
  mutating func graphicRendition(_ parameters: Span<UInt8>)
}

/// Reads one line of raw output, by bytes, and tells a sink what it holds.
enum LineInterpreter {
  static func interpret(_ bytes: Span<UInt8>, into sink: inout some LineSink) {
    var index = 0
    var lastReturn: Int?
    while index < bytes.count {
      if sink.isFull {
        let start = lastReturn ?? lastInnerReturn(bytes)
        if index > start { return }
        lastReturn = start
      }
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F {
        let start = index
        repeat { index += 1 } while index < bytes.count && bytes[index] >= 0x20 && bytes[index] < 0x7F
        sink.printable(bytes.extracting(start..<index))
      } else if byte < 0x80 {
        index = control(byte, at: index, of: bytes, into: &sink)
      } else {
        index = multibyte(at: index, of: bytes, into: &sink)
      }
    }
  }

  /// Where the line starts again for the last time, not counting returns that nothing follows; -1 when it does not.
  private static func lastInnerReturn(_ bytes: Span<UInt8>) -> Int {
    var index = bytes.count - 1
    while index >= 0, bytes[index] == 0x0D { index -= 1 }
    while index >= 0, bytes[index] != 0x0D { index -= 1 }
    return index
  }

  private static func control(
    _ byte: UInt8, at index: Int, of bytes: Span<UInt8>, into sink: inout some LineSink
  ) -> Int {
    switch byte {
    case 0x08: sink.backspace()
    case 0x09: sink.tab()
    case 0x0D: sink.carriageReturn()
    // Shift out and in choose a character set, as ESC ( does: terminfo's sgr0 of screen and tmux ends in one.
    case 0x0E, 0x0F: break
    case 0x1B:
      if let end = pass(EscapeSequence(bytes, escapeAt: index), of: bytes, into: &sink) { return end }
      sink.control(byte)
    default: sink.control(byte)
    }
    return index + 1
  }

  private static func multibyte(at index: Int, of bytes: Span<UInt8>, into sink: inout some LineSink) -> Int {
    let decoded = DecodedScalar(bytes, at: index)
    let end = index + decoded.byteCount
    let scalar = decoded.scalar ?? UInt32(bytes[index])
    if scalar < 0xA0 {
      let sequence = EscapeSequence(bytes, control: UInt8(truncatingIfNeeded: scalar), from: end)
      if let end = pass(sequence, of: bytes, into: &sink) { return end }
      sink.malformed(UInt8(truncatingIfNeeded: scalar))
    } else if decoded.scalar == nil {
      for position in index..<end { sink.malformed(bytes[position]) }
    } else if let name = InvisibleScalar.name(of: scalar) {
      sink.invisible(scalar, name: name)
    } else {
      sink.text(scalar)
    }
    return end
  }

  /// Hands over a colour change and drops any other sequence.
  ///
  /// - Returns: Where the line goes on; `nil` when there is no sequence.
  private static func pass(
    _ sequence: EscapeSequence, of bytes: Span<UInt8>, into sink: inout some LineSink
  ) -> Int? {
    switch sequence {
    case .graphicRendition(let parameters, let end):
      sink.graphicRendition(bytes.extracting(parameters))
      return end
    case .other(let end): return end
    case .unterminated: return nil
    }
  }
}
