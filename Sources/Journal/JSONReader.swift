/// Why bytes are not the JSON that was wanted; the offset counts from the start of the buffer.
enum JSONError: Error, Hashable, Sendable {
  case unexpectedByte(offset: Int)
  case unexpectedEnd
  /// Text that is not UTF-8, or an escape that stands for no scalar.
  case invalidText(offset: Int)
  /// A number with a fraction, an exponent or more digits than an `Int` has.
  case notAnInteger(offset: Int)
  case tooDeep
}

/// Reads JSON from a range of bytes in one pass, without building a tree.
///
/// The caller says what it expects; whatever it does not know it skips with ``skipValue()``.
struct JSONReader {
  private let bytes: [UInt8]
  private var index: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
  }

  /// Reads an object; `body` must consume the value of each key.
  mutating func object(_ body: (inout JSONReader, String) throws(JSONError) -> Void) throws(JSONError) {
    try expect("{")
    if try peek() == UInt8(ascii: "}") { return index += 1 }
    while true {
      let key = try string()
      try expect(":")
      try body(&self, key)
      if try closes("}") { return }
    }
  }

  /// Reads a list; `body` must consume each element.
  mutating func array<Element>(
    _ body: (inout JSONReader) throws(JSONError) -> Element
  ) throws(JSONError) -> [Element] {
    var elements: [Element] = []
    try expect("[")
    if try peek() == UInt8(ascii: "]") {
      index += 1
      return []
    }
    while true {
      elements.append(try body(&self))
      if try closes("]") { return elements }
    }
  }

  mutating func strings() throws(JSONError) -> [String] {
    try array { (reader) throws(JSONError) in try reader.string() }
  }

  mutating func integer() throws(JSONError) -> Int {
    let isNegative = try peek() == UInt8(ascii: "-")
    if isNegative { index += 1 }
    let start = index
    var value = 0
    while index < end, bytes[index] >= 0x30, bytes[index] <= 0x39 {
      let digit = Int(bytes[index] - 0x30)
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isStillTooLarge) = product.subtractingReportingOverflow(digit)
      if isTooLarge || isStillTooLarge { throw .notAnInteger(offset: start) }
      value = sum
      index += 1
    }
    if index == start { throw unexpected() }
    if index < end, bytes[index] == UInt8(ascii: ".") || bytes[index] | 0x20 == UInt8(ascii: "e") {
      throw .notAnInteger(offset: start)
    }
    if isNegative { return value }
    if value == .min { throw .notAnInteger(offset: start) }
    return -value
  }

  mutating func boolean() throws(JSONError) -> Bool {
    let isTrue = try peek() == UInt8(ascii: "t")
    let word = Array((isTrue ? "true" : "false").utf8)
    guard bytes[index..<end].starts(with: word) else { throw unexpected() }
    index += word.count
    return isTrue
  }

  mutating func string() throws(JSONError) -> String {
    try expect("\"")
    let start = index
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return try text(bytes[start..<index - 1], at: start)
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw .unexpectedByte(offset: index)
      default: index += 1
      }
    }
    throw .unexpectedEnd
  }

  /// Passes over one value of any type.
  mutating func skipValue() throws(JSONError) { try skipValue(depth: 0) }

  /// Throws unless only blanks are left.
  mutating func finish() throws(JSONError) {
    skipBlanks()
    if index < end { throw .unexpectedByte(offset: index) }
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var unescaped = Array(bytes[start..<index])
    while index < end {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(unescaped[...], at: start)
      case UInt8(ascii: "\\"): try escape(into: &unescaped)
      case 0..<0x20: throw .unexpectedByte(offset: index - 1)
      default: unescaped.append(byte)
      }
    }
    throw .unexpectedEnd
  }

  private func text(_ slice: ArraySlice<UInt8>, at offset: Int) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw .invalidText(offset: offset) }
    return text
  }

  private mutating func escape(into unescaped: inout [UInt8]) throws(JSONError) {
    guard index < end else { throw .unexpectedEnd }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
    case UInt8(ascii: "b"): unescaped.append(0x08)
    case UInt8(ascii: "f"): unescaped.append(0x0C)
    case UInt8(ascii: "n"): unescaped.append(0x0A)
    case UInt8(ascii: "r"): unescaped.append(0x0D)
    case UInt8(ascii: "t"): unescaped.append(0x09)
    case UInt8(ascii: "u"): unescaped.append(contentsOf: Array(String(try escapedScalar()).utf8))
    default: throw .unexpectedByte(offset: index - 1)
    }
  }

  private mutating func escapedScalar() throws(JSONError) -> Character {
    let start = index
    var value = try fourDigits()
    if value & 0xFC00 == 0xD800 {
      guard index + 1 < end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
        throw .invalidText(offset: start)
      }
      index += 2
      let low = try fourDigits()
      guard low & 0xFC00 == 0xDC00 else { throw .invalidText(offset: start) }
      value = 0x1_0000 + ((value & 0x3FF) << 10) + (low & 0x3FF)
    }
    guard let scalar = Unicode.Scalar(value) else { throw .invalidText(offset: start) }
    return Character(scalar)
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    guard index + 4 <= end else { throw .unexpectedEnd }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { throw unexpected() }
      value = value << 4 + UInt32(digit)
      index += 1
    }
    return value
  }

  private mutating func skipValue(depth: Int) throws(JSONError) {
    if depth > 64 { throw .tooDeep }
    switch try peek() {
    case UInt8(ascii: "{"):
      try object { (reader, _) throws(JSONError) in try reader.skipValue(depth: depth + 1) }
    case UInt8(ascii: "["):
      _ = try array { (reader) throws(JSONError) in try reader.skipValue(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = try string()
    default: try skipWord()
    }
  }

  /// Passes over a number, `true`, `false` or `null`; which one does not matter to who skips it.
  private mutating func skipWord() throws(JSONError) {
    let start = index
    while index < end {
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: index += 1
      default:
        if index == start { throw unexpected() }
        return
      }
    }
  }

  private mutating func closes(_ closer: Unicode.Scalar) throws(JSONError) -> Bool {
    let byte = try peek()
    guard byte == UInt8(ascii: closer) || byte == UInt8(ascii: ",") else { throw unexpected() }
    index += 1
    return byte != UInt8(ascii: ",")
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(JSONError) {
    guard try peek() == UInt8(ascii: scalar) else { throw unexpected() }
    index += 1
  }

  /// The next byte that is not a blank.
  private mutating func peek() throws(JSONError) -> UInt8 {
    skipBlanks()
    guard index < end else { throw .unexpectedEnd }
    return bytes[index]
  }

  private mutating func skipBlanks() {
    while index < end, bytes[index] <= 0x20, isBlank(bytes[index]) { index += 1 }
  }

  private func unexpected() -> JSONError { index < end ? .unexpectedByte(offset: index) : .unexpectedEnd }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
}
