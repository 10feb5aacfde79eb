/// What a terminal answers when it is asked for its background: `11;rgb:1e1e/1e1e/1e1e`, as X11 writes colours.
enum BackgroundReport {
  /// Asks for it.
  static let question = Array("\u{1B}]11;?\u{1B}\\".utf8)

  /// The share of light of the background, from 0 to 1; `nil` for any other answer.
  static func brightness(in answer: ArraySlice<UInt8>) -> Double? {
    let text = String(decoding: answer.prefix { $0 != 0x07 && $0 != KeyDecoder.escape }, as: UTF8.self)
    guard text.hasPrefix("11;rgb") else { return nil }
    let parts = text.drop { $0 != ":" }.dropFirst().split(separator: "/").map { part -> Double? in
      guard let value = UInt32(part, radix: 16), (1...4).contains(part.utf8.count) else { return nil }
      return Double(value) / Double(UInt32(1) << UInt32(4 * part.utf8.count) - 1)
    }
    guard parts.count >= 3, let red = parts[0], let green = parts[1], let blue = parts[2] else { return nil }
    return (299 * red + 587 * green + 114 * blue) / 1000
  }
}
