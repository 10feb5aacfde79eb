/// Takes a version apart from its front, in lower case.
struct VersionScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: some StringProtocol) {
    bytes = Array(text.lowercased().utf8)
  }

  var isAtEnd: Bool { index == bytes.count }

  /// The next byte.
  var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Passes over a text if it comes next.
  mutating func passes(_ text: StaticString) -> Bool {
    guard bytes.has(text, at: index) else { return false }
    index += text.utf8CodeUnitCount
    return true
  }

  /// Passes over one byte if it is among those of a text.
  mutating func passes(anyOf text: StaticString) -> Bool {
    guard let next, text.withUTF8Buffer({ $0.contains(next) }) else { return false }
    index += 1
    return true
  }

  /// The number of the digits that come next; nil when there are none, or more than any version has.
  mutating func number() -> Int? {
    let start = index
    var value = 0
    while let byte = next, byte >= 0x30, byte <= 0x39 {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isStillTooLarge) = product.addingReportingOverflow(Int(byte & 15))
      if isTooLarge || isStillTooLarge { return nil }
      value = sum
      index += 1
    }
    return index > start && value < .max ? value : nil
  }

  /// The letters, digits and bytes of `others` that come next; nil when there are none.
  mutating func word(with others: StaticString = "") -> String? {
    let start = index
    while let byte = next, isWordByte(byte) || others.withUTF8Buffer({ $0.contains(byte) }) { index += 1 }
    return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte >= 0x61 && byte <= 0x7A
  }

  /// Lets `body` go on from here, and comes back when it gives nil.
  mutating func attempt<Value>(_ body: (inout VersionScanner) -> Value?) -> Value? {
    let start = index
    guard let value = body(&self) else {
      index = start
      return nil
    }
    return value
  }
}
