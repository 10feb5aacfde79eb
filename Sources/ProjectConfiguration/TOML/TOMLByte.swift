/// The bytes that mean something in TOML, and the sets they form.
enum TOMLByte {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")
  static let hash = UInt8(ascii: "#")
  static let comma = UInt8(ascii: ",")
  static let dot = UInt8(ascii: ".")
  static let colon = UInt8(ascii: ":")
  static let equals = UInt8(ascii: "=")
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let underscore = UInt8(ascii: "_")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")

  /// Control characters other than the tab, which no comment and no string may hold.
  static func isControl(_ byte: UInt8) -> Bool { (byte < space && byte != tab) || byte == 0x7F }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Letters, digits, `_` and `-` of ASCII.
  static func isBareKey(_ byte: UInt8) -> Bool {
    let folded = byte | 0x20
    return (folded >= UInt8(ascii: "a") && folded <= UInt8(ascii: "z")) || isDigit(byte) || byte == minus
      || byte == underscore
  }

  /// What numbers, dates, times and booleans are made of.
  static func isScalar(_ byte: UInt8) -> Bool { isBareKey(byte) || byte == dot || byte == colon || byte == plus }

  /// What ends a word that is no value: a message quotes the text before it.
  static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case tab, lineFeed, carriageReturn, space, hash, comma, openBracket, closeBracket, openBrace, closeBrace, equals:
      true
    default: false
    }
  }

  /// The worth of a digit of any base up to 16, or `nil`.
  static func digitValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - UInt8(ascii: "0") }
    let folded = byte | 0x20
    guard folded >= UInt8(ascii: "a"), folded <= UInt8(ascii: "f") else { return nil }
    return folded - UInt8(ascii: "a") + 10
  }
}
