import SourceText

/// One `name = value` of a theme file.
struct ThemeEntry {
  enum Section: String, CaseIterable {
    /// What stands before the first heading.
    case header = ""
    case palette, role, status, glyph, option
  }

  var section: Section
  var key: String
  var value: String
  var keySpan: SourceSpan
  var valueSpan: SourceSpan
}

/// Cuts a theme file into its entries.
///
/// A comment begins with `#` at the start of a line, or with a `#` that has blanks on both sides, so that `#2fafff` is
/// none.
struct ThemeScanner {
  private(set) var entries: [ThemeEntry] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let file: SourceFile
  private var section: ThemeEntry.Section? = .header

  init(_ file: SourceFile) {
    self.file = file
    var start = 0
    while start < file.bytes.count {
      let end = file.bytes[start...].firstIndex(of: 0x0A) ?? file.bytes.count
      readLine(start..<end)
      start = end + 1
    }
  }

  private mutating func readLine(_ range: Range<Int>) {
    let range = trimmed(withoutComment(range))
    guard let first = range.first else { return }
    if file.bytes[first] == UInt8(ascii: "[") { return readHeading(range) }
    var start = range.lowerBound
    for end in separators(in: range) + [range.upperBound] {
      readEntry(trimmed(start..<end))
      start = end + 1
    }
  }

  private mutating func readHeading(_ range: Range<Int>) {
    let name = text(range).dropFirst().prefix { $0 != "]" }
    section = name.isEmpty ? nil : ThemeEntry.Section(rawValue: String(name))
    guard section == nil else { return }
    let known = ThemeEntry.Section.allCases.map(\.rawValue).filter { !$0.isEmpty }
    diagnostics.append(
      .error(
        "unknown section '\(name)'", at: SourceSpan(file: file, range: range),
        help: "sections are: \(known.joined(separator: ", "))"))
  }

  private mutating func readEntry(_ range: Range<Int>) {
    guard let section, !range.isEmpty else { return }
    guard let equals = file.bytes[range].firstIndex(of: UInt8(ascii: "=")) else {
      diagnostics.append(.error("expected 'name = value'", at: SourceSpan(file: file, range: range)))
      return
    }
    let key = trimmed(range.lowerBound..<equals)
    let value = trimmed(equals + 1..<range.upperBound)
    entries.append(
      ThemeEntry(
        section: section, key: text(key), value: text(value), keySpan: SourceSpan(file: file, range: key),
        valueSpan: SourceSpan(file: file, range: value)))
  }

  private func separators(in range: Range<Int>) -> [Int] {
    range.filter { file.bytes[$0] == UInt8(ascii: ";") && isBlank($0 - 1) && isBlank($0 + 1) }
  }

  private func withoutComment(_ range: Range<Int>) -> Range<Int> {
    let start = range.first { index in
      file.bytes[index] == UInt8(ascii: "#") && isBlank(index + 1) && (index == range.lowerBound || isBlank(index - 1))
    }
    return range.lowerBound..<(start ?? range.upperBound)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isBlank(start) { start += 1 }
    while end > start, isBlank(end - 1) { end -= 1 }
    return start..<end
  }

  private func isBlank(_ index: Int) -> Bool {
    guard file.bytes.indices.contains(index) else { return true }
    let byte = file.bytes[index]
    return byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: file.bytes[range], as: UTF8.self) }
}

extension Substring {
  /// The text without blanks at its ends.
  var trimmed: String {
    let start = firstIndex { $0 != " " } ?? endIndex
    let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
