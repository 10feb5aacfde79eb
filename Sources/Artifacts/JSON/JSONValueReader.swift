/// Reads a JSON text into a tree (RFC 8259), strict about its grammar.
///
/// A byte order mark at the start is passed over, and an escaped half of a surrogate pair gives U+FFFD, as the grammar
/// allows it and Python and Node write it.
package struct JSONValueReader {
  /// How many arrays and objects may stand within each other.
  package static let depthLimit = 128

  private let bytes: [UInt8]
  private var index = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The one value of a text.
  ///
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  package static func value(of bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
    var reader = JSONValueReader(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    if reader.index < bytes.count { throw .unexpectedByte(offset: reader.index) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    try open(depth)
    var members: [String: JSONValue] = [:]
    if try passes("}") { return .object(members) }
    while true {
      guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
      let name = try string()
      guard try passes(":") else { throw unexpected() }
      members[name] = try value(depth: depth)
      if try passes("}") { return .object(members) }
      guard try passes(",") else { throw unexpected() }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    try open(depth)
    var elements: [JSONValue] = []
    if try passes("]") { return .array(elements) }
    while true {
      elements.append(try value(depth: depth))
      if try passes("]") { return .array(elements) }
      guard try passes(",") else { throw unexpected() }
    }
  }

  private mutating func open(_ depth: Int) throws(JSONSyntaxError) {
    if depth > Self.depthLimit { throw .tooDeep(offset: index) }
    index += 1
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    guard bytes.has(text, at: index) else { throw unexpected() }
    index += text.utf8CodeUnitCount
    return value
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = index
    if next == UInt8(ascii: "-") { index += 1 }
    let hasLeadingZero = next == UInt8(ascii: "0")
    let digitCount = try digits()
    if hasLeadingZero && digitCount > 1 { throw .unexpectedByte(offset: index - digitCount + 1) }
    if next == UInt8(ascii: ".") {
      index += 1
      _ = try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      _ = try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// Passes over at least one digit and tells how many there were.
  private mutating func digits() throws(JSONSyntaxError) -> Int {
    let start = index
    while let byte = next, byte >= 0x30, byte <= 0x39 { index += 1 }
    if index == start { throw unexpected() }
    return index - start
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    var scanner = JSONStringScanner(bytes, from: index)
    defer { index = scanner.index }
    return try scanner.string()
  }

  /// Passes over an ASCII character, blanks before it too, if it comes next.
  private mutating func passes(_ scalar: Unicode.Scalar) throws(JSONSyntaxError) -> Bool {
    guard try peek() == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// The next byte that is not a blank.
  private mutating func peek() throws(JSONSyntaxError) -> UInt8 {
    skipBlanks()
    guard let next else { throw .unexpectedEnd }
    return next
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private func unexpected() -> JSONSyntaxError {
    index < bytes.count ? .unexpectedByte(offset: index) : .unexpectedEnd
  }
}
