import EnvironmentModel
import SourceText

/// Cuts one line of a value into condition and content.
enum ValueLine {
  /// Parses the line at a range of the file, whose ends carry no blanks.
  static func parse(
    bytes: [UInt8], range: Range<Int>, file: SourceFile, conditions: inout ConditionTable
  ) -> ConditionalLine {
    let span = SourceSpan(file: file, range: range)
    let text = withoutComment(bytes[range])
    let whole = String(decoding: text, as: UTF8.self)
    guard let colon = marker(in: text) else {
      return ConditionalLine(condition: nil, content: whole, fullText: whole, span: span)
    }
    let before = String(decoding: text[..<colon], as: UTF8.self)
    guard let condition = conditions.condition(trimmed(before[...]), at: span) else {
      return ConditionalLine(condition: nil, content: whole, fullText: whole, span: span)
    }
    let after = String(decoding: text[(colon + 1)...], as: UTF8.self)
    return ConditionalLine(condition: condition, content: String(trimmed(after[...])), fullText: whole, span: span)
  }

  /// The first colon that a blank or the line's end follows.
  private static func marker(in text: [UInt8]) -> Int? {
    text.indices.first { index in
      guard text[index] == UInt8(ascii: ":") else { return false }
      return index + 1 == text.count || text[index + 1] == 0x20 || (text[index + 1] >= 0x09 && text[index + 1] <= 0x0D)
    }
  }

  /// The line up to an unescaped `#`, blanks before it removed, and `\#` turned into `#`.
  private static func withoutComment(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard line.contains(UInt8(ascii: "#")) else { return Array(line) }
    var result: [UInt8] = []
    for byte in line {
      if byte == UInt8(ascii: "#") {
        guard result.last == UInt8(ascii: "\\") else { return withoutTrailingBlanks(result) }
        result.removeLast()
      }
      result.append(byte)
    }
    return result
  }

  private static func withoutTrailingBlanks(_ bytes: [UInt8]) -> [UInt8] {
    let end = bytes.lastIndex { $0 != 0x20 && !($0 >= 0x09 && $0 <= 0x0D) }
    return end.map { Array(bytes[...$0]) } ?? []
  }
}
