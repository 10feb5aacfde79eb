import Screen

/// Reads numbers from `38:2::1:2:3;1;48;5;200`: parameters parted by semicolons, their own parts by colons.
struct RenditionParameters {
  private let bytes: [UInt8]
  private var index = 0
  private var isStarted = false

  init(_ bytes: Span<UInt8>) { self.bytes = bytes.withUnsafeBytes { Array($0) } }

  /// The next parameter, an empty one as zero; `nil` after the last. No parameter at all is one zero.
  mutating func next() -> Int? {
    if isStarted {
      while index < bytes.count, bytes[index] != UInt8(ascii: ";") { index += 1 }
      if index == bytes.count { return nil }
      index += 1
    }
    isStarted = true
    return number() ?? 0
  }

  /// The part after the colon that follows what was read last; `nil` when there is none.
  mutating func nextPart() -> Int? {
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
    index += 1
    return number() ?? 0
  }

  /// The colour after 38, 48 or 58: `5;n`, `2;r;g;b`, or the same with colons and perhaps a colour space.
  mutating func color() -> Color? {
    if let kind = nextPart() { return colorFromParts(kind) }
    switch next() {
    case 5: return next().flatMap(Self.indexed)
    case 2:
      guard let red = next(), let green = next(), let blue = next() else { return nil }
      return Self.rgb(red, green, blue)
    default: return nil
    }
  }

  private mutating func colorFromParts(_ kind: Int) -> Color? {
    if kind == 5 { return nextPart().flatMap(Self.indexed) }
    guard kind == 2, let first = nextPart(), let second = nextPart(), let third = nextPart() else { return nil }
    // Four numbers: the first is the colour space.
    if let fourth = nextPart() { return Self.rgb(second, third, fourth) }
    return Self.rgb(first, second, third)
  }

  /// Digits from here on; `nil` when there are none. Large numbers stay large and mean nothing.
  private mutating func number() -> Int? {
    var value: Int?
    while index < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[index] {
      value = min((value ?? 0) * 10 + Int(bytes[index] - UInt8(ascii: "0")), 1 << 20)
      index += 1
    }
    return value
  }

  private static func indexed(_ number: Int) -> Color? { UInt8(exactly: number).map(Color.indexed) }

  private static func rgb(_ red: Int, _ green: Int, _ blue: Int) -> Color? {
    guard let red = UInt8(exactly: red), let green = UInt8(exactly: green), let blue = UInt8(exactly: blue) else {
      return nil
    }
    return .rgb(red, green, blue)
  }
}
