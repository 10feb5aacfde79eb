/// Archives put together by hand, for what real tools do not make of small files.
enum SampleArchive {
  /// A tar header and its content, filled up to whole blocks.
  static func tarEntry(_ name: String, _ content: [UInt8], type: Character = "0", size: String? = nil) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put(size ?? octal(content.count, digits: 11), at: 124)
    put("        ", at: 148)
    put(String(type), at: 156)
    put("ustar\u{0}00", at: 257)
    put(octal(block.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0}", at: 148)
    return block + content + [UInt8](repeating: 0, count: -content.count & 511)
  }

  static func ar(_ members: [(String, [UInt8])]) -> [UInt8] {
    members.reduce(into: Array("!<arch>\n".utf8)) { archive, member in
      let fields = [(member.0, 16), ("0", 12), ("0", 6), ("0", 6), ("100644", 8), ("\(member.1.count)", 10)]
      let header = fields.map { $0.0 + String(repeating: " ", count: $0.1 - $0.0.count) }.joined() + "`\n"
      archive += Array(header.utf8) + member.1 + (member.1.count % 2 == 1 ? [0x0A] : [])
    }
  }

  /// A zip archive of one stored member whose sizes and places are written in 64 bits.
  static func wideZip(_ name: String, _ content: [UInt8], checksum: UInt32) -> [UInt8] {
    let none: UInt64 = 0xFFFF_FFFF
    let size = UInt64(content.count)
    let nameByteCount = UInt64(name.utf8.count)
    let common = little(45, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(UInt64(checksum), 4)
    let sizes = little(none, 4) + little(none, 4) + little(nameByteCount, 2)
    let localExtra = little(1, 2) + little(16, 2) + little(size, 8) + little(size, 8)
    let extra = little(1, 2) + little(24, 2) + little(size, 8) + little(size, 8) + little(0, 8)
    let local =
      Array("PK\u{3}\u{4}".utf8) + common + sizes + little(20, 2) + Array(name.utf8) + localExtra + content
    let entry =
      Array("PK\u{1}\u{2}".utf8) + little(45, 2) + common + sizes + little(28, 2) + little(0, 2) + little(0, 4)
      + little(0, 4) + little(none, 4) + Array(name.utf8) + extra
    let wideEnd =
      Array("PK\u{6}\u{6}".utf8) + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) + little(1, 8)
      + little(1, 8) + little(UInt64(entry.count), 8) + little(UInt64(local.count), 8)
    let locator =
      Array("PK\u{6}\u{7}".utf8) + little(0, 4) + little(UInt64(local.count + entry.count), 8) + little(1, 4)
    let end =
      Array("PK\u{5}\u{6}".utf8) + little(0, 4) + little(0xFFFF, 2) + little(0xFFFF, 2) + little(none, 4)
      + little(none, 4) + little(0, 2)
    return local + entry + wideEnd + locator + end
  }

  private static func little(_ value: UInt64, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
  }

  private static func octal(_ value: Int, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
