/// Appends compact JSON to a buffer of bytes.
///
/// The caller opens and closes objects; the writer puts the commas. Text other than quotes, backslashes and control
/// characters is written as it is, in UTF-8.
package struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  /// A text as JSON has it, with its quotes.
  package static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.write(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Forgets what was written and keeps the memory.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func beginObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
  }

  mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

  /// Ends the line of an object that began at a position, with a checksum of all that it has.
  mutating func endSealedLine(from start: Int) {
    JournalSeal.close(&bytes, from: start)
    endLine()
  }

  mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  mutating func field(_ key: String, _ value: String) {
    write(key: key)
    write(value)
  }

  mutating func field(_ key: String, _ value: Int) {
    write(key: key)
    write(value)
  }

  mutating func field(_ key: String, _ value: Bool) {
    write(key: key)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// A list, each element written by `body`; what it writes is separated from its predecessor.
  mutating func field<Element>(_ key: String, _ list: [Element], _ body: (inout JSONWriter, Element) -> Void) {
    write(key: key)
    bytes.append(UInt8(ascii: "["))
    for element in list { body(&self, element) }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func field(_ key: String, _ list: [String]) {
    field(key, list) { writer, text in writer.write(text) }
  }

  /// An object within an object.
  mutating func field(_ key: String, _ body: (inout JSONWriter) -> Void) {
    write(key: key)
    beginObject()
    body(&self)
    endObject()
  }

  private mutating func write(key: String) {
    write(key)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func write(_ value: Int) {
    bytes.append(contentsOf: String(value).utf8)
  }

  private mutating func write(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
        bytes.append(contentsOf: utf8[start..<index])
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: Array("u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }

  /// Writes a comma unless the value is the first of its object, list or line, or belongs to a key.
  private mutating func separate() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): break
    default: bytes.append(UInt8(ascii: ","))
    }
  }
}
