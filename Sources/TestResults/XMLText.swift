/// Text of XML with its references.
enum XMLText {
  /// The text that bytes stand for; what is no reference stays as it is.
  ///
  /// - Parameter isAttribute: Whether ends of lines are blanks.
  static func decoded(_ bytes: ArraySlice<UInt8>, isAttribute: Bool) -> String {
    let isPlain = !bytes.contains { $0 == UInt8(ascii: "&") || $0 == 0x0D || isAttribute && ($0 == 0x0A || $0 == 0x09) }
    if isPlain { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&"), let (scalar, end) = reference(in: bytes, at: index) {
        result += Array(String(scalar).utf8)
        index = end
        continue
      }
      index += 1
      if byte == 0x0D {
        // The two bytes that end a line elsewhere are one.
        if index < bytes.endIndex, bytes[index] == 0x0A { continue }
        result.append(isAttribute ? 0x20 : 0x0A)
      } else {
        result.append(isAttribute && (byte == 0x0A || byte == 0x09) ? 0x20 : byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let names: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]

  /// What `&lt;`, `&#10;` or `&#xA;` stands for, and where it ends.
  private static func reference(in bytes: ArraySlice<UInt8>, at start: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    guard let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let word = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    if let scalar = names[word] { return (scalar, end + 1) }
    guard word.hasPrefix("#") else { return nil }
    let isHexadecimal = word.dropFirst().first == "x"
    let digits = word.dropFirst(isHexadecimal ? 2 : 1)
    guard let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(number) else {
      return nil
    }
    return (scalar, end + 1)
  }
}
