import SourceText

/// One `name = value` of a file of settings.
struct SettingsEntry {
  /// The heading it stands under; empty before the first.
  var section: String
  var key: String
  var value: String
  var keySpan: SourceSpan
  var valueSpan: SourceSpan
}

/// Cuts a file of settings, keys or a theme into its entries: `[section]` headings, and `name = value` below them.
///
/// A comment is a line that begins with `#`, or follows a `#` with blanks on both sides, so that `#2fafff` is none. A name
/// may itself be a `=` or a `#`, as keys of a keyboard are.
struct SettingsScanner {
  private(set) var entries: [SettingsEntry] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The headings with their places.
  private(set) var sections: [(name: String, span: SourceSpan)] = []
  private let file: SourceFile
  private let isSplitAtSemicolons: Bool
  private var section = ""

  /// - Parameter isSplitAtSemicolons: Whether several entries may share a line, parted by ` ; `.
  init(_ file: SourceFile, isSplitAtSemicolons: Bool = false) {
    self.file = file
    self.isSplitAtSemicolons = isSplitAtSemicolons
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
    if file.bytes[first] == UInt8(ascii: "["), !isAssignment(after: first, range) { return readHeading(range) }
    var start = range.lowerBound
    for end in separators(in: range) + [range.upperBound] {
      readEntry(trimmed(start..<end))
      start = end + 1
    }
  }

  /// `[ = previous-tab` is no heading.
  private func isAssignment(after index: Int, _ range: Range<Int>) -> Bool {
    let rest = trimmed(index + 1..<range.upperBound)
    return rest.first.map { file.bytes[$0] == UInt8(ascii: "=") } ?? false
  }

  private mutating func readHeading(_ range: Range<Int>) {
    section = String(text(range).dropFirst().prefix { $0 != "]" })
    sections.append((section, SourceSpan(file: file, range: range)))
  }

  private mutating func readEntry(_ range: Range<Int>) {
    guard let first = range.first else { return }
    guard let equals = file.bytes[range].dropFirst().firstIndex(of: UInt8(ascii: "=")) else {
      diagnostics.append(.error("expected 'name = value'", at: SourceSpan(file: file, range: range)))
      return
    }
    let key = trimmed(first..<equals)
    let value = trimmed(equals + 1..<range.upperBound)
    entries.append(
      SettingsEntry(
        section: section, key: text(key), value: text(value), keySpan: SourceSpan(file: file, range: key),
        valueSpan: SourceSpan(file: file, range: value)))
  }

  private func separators(in range: Range<Int>) -> [Int] {
    guard isSplitAtSemicolons else { return [] }
    return range.filter { file.bytes[$0] == UInt8(ascii: ";") && isBlank($0 - 1) && isBlank($0 + 1) }
  }

  private func withoutComment(_ range: Range<Int>) -> Range<Int> {
    let start = range.first { index in
      file.bytes[index] == UInt8(ascii: "#") && isBlank(index + 1) && (index == range.lowerBound || isBlank(index - 1))
        && !isAssignment(after: index, range)
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
