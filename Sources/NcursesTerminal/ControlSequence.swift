/// One control sequence from a terminal: what it says after `ESC [` or `ESC O`.
struct ControlSequence {
  /// The `?` or `<` before the numbers, if any.
  private(set) var prefix: UInt8?
  /// The numbers; those left out are zero.
  private(set) var numbers: [Int] = []
  /// The bytes between the numbers and the last one.
  private var intermediates: [UInt8] = []
  /// The byte that says what it is; zero for a sequence that was broken off.
  private(set) var final: UInt8 = 0
  /// Whether `ESC O` began it.
  private(set) var isShift = false
  /// Button, column and row of the oldest mouse report.
  private(set) var mouseBytes: [UInt8] = []
}

// How a sequence is taken apart.
extension ControlSequence {
  private static let longest = 128
  private static let longestString = 4096

  /// Takes what follows `ESC [` off the front; nothing if the end is missing.
  static func take(_ rest: inout ArraySlice<UInt8>) -> ControlSequence? {
    var sequence = ControlSequence()
    var digits = 0
    var hasDigits = false
    for _ in 0..<longest {
      guard let byte = rest.first else { return nil }
      // An escape begins something new, and other controls and letters beyond ASCII have no business here.
      guard (0x20...0x7E).contains(byte) else { return ControlSequence() }
      rest.removeFirst()
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = min(digits * 10 + Int(byte - UInt8(ascii: "0")), 99_999_999)
        hasDigits = true
      case UInt8(ascii: ";"), UInt8(ascii: ":"):
        sequence.numbers.append(digits)
        digits = 0
        hasDigits = true
      case 0x3C...0x3F: sequence.prefix = byte
      case UInt8(ascii: "[") where sequence.isFresh && !hasDigits: sequence.prefix = byte
      // rxvt ends the sequence of a key with Shift so; in the answer about a mode it stands before the end.
      case UInt8(ascii: "$") where sequence.prefix == nil && hasDigits:
        return sequence.finished(byte, digits, hasDigits, &rest)
      case 0x20...0x2F: sequence.intermediates.append(byte)
      default: return sequence.finished(byte, digits, hasDigits, &rest)
      }
    }
    return ControlSequence()
  }

  /// Takes what follows `ESC O` off the front; nothing if the end is missing.
  static func takeShift(_ rest: inout ArraySlice<UInt8>) -> ControlSequence? {
    let end = rest.firstIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) && $0 != UInt8(ascii: ";") }
    guard let end else { return nil }
    var sequence = ControlSequence()
    guard (0x21...0x7E).contains(rest[end]) else {
      rest = rest[end...]
      return sequence
    }
    sequence.isShift = true
    sequence.final = rest[end]
    rest = rest[(end + 1)...]
    return sequence
  }

  /// Takes a string and its end off the front; false if the end is missing.
  static func skipString(_ rest: inout ArraySlice<UInt8>) -> Bool {
    for index in rest.indices {
      if rest[index] == 0x07 {
        rest = rest[(index + 1)...]
        return true
      }
      if rest[index] == KeyDecoder.escape, index + 1 < rest.endIndex {
        rest = rest[(rest[index + 1] == UInt8(ascii: "\\") ? index + 2 : index)...]
        return true
      }
    }
    guard rest.count > longestString else { return false }
    rest.removeAll()
    return true
  }

  private var isFresh: Bool { prefix == nil && numbers.isEmpty && intermediates.isEmpty }

  /// The sequence with its last byte, and the three bytes that follow it in the oldest mouse report.
  private func finished(
    _ final: UInt8, _ digits: Int, _ hasDigits: Bool, _ rest: inout ArraySlice<UInt8>
  ) -> ControlSequence? {
    var sequence = self
    sequence.final = final
    if hasDigits { sequence.numbers.append(digits) }
    guard final == UInt8(ascii: "M"), prefix == nil, !hasDigits else { return sequence }
    guard rest.count >= 3 else { return nil }
    sequence.mouseBytes = Array(rest.prefix(3))
    rest.removeFirst(3)
    return sequence
  }
}
