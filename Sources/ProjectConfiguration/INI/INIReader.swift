import EnvironmentModel
package import SourceText

/// Reads tox's dialect of INI: the rules of Python's `configparser`, positions kept.
///
/// Keys are lower-cased; a value goes on in the following deeper-indented lines; lines whose first character is
/// `#` or `;` are comments everywhere; `#` after a value starts a comment unless written `\#`.
///
/// - Complexity: O(*bytes*).
package struct INIReader {
  private let file: SourceFile
  private var sections: [PendingSection] = []
  private var sectionIndex: [String: Int] = [:]
  private var diagnostics: [Diagnostic] = []
  private var conditions = ConditionTable()
  private var entryIndent = 0
  /// Whether deeper-indented lines continue the last entry.
  private var isInEntry = false

  private struct PendingSection {
    var name: String
    var span: SourceSpan
    var entries: [PendingEntry] = []
    /// Where each key stands, in sections of many.
    private var positions: [String: Int] = [:]

    init(name: String, span: SourceSpan) {
      self.name = name
      self.span = span
    }

    /// The entry of a key, the last one where there are several.
    func entry(of key: String) -> PendingEntry? {
      if entries.count <= ConfigurationSection.searchedCount { return entries.last { $0.key == key } }
      return positions[key].map { entries[$0] }
    }

    mutating func append(_ entry: PendingEntry) {
      if entries.count == ConfigurationSection.searchedCount {
        for (position, known) in entries.enumerated() { positions[known.key] = position }
      }
      if entries.count >= ConfigurationSection.searchedCount { positions[entry.key] = entries.count }
      entries.append(entry)
    }
  }

  private struct PendingEntry {
    var key: String
    var span: SourceSpan
    /// Ranges of the value's lines, blanks at their ends removed; blank lines are empty ranges.
    var lines: [Range<Int>]
  }

  private init(file: SourceFile) { self.file = file }

  /// Reads a whole file.
  ///
  /// - Throws: Every mistake found, each at its place.
  package static func read(_ file: SourceFile) throws(DiagnosticError) -> ConfigurationDocument {
    if let invalid = invalidByte(in: file) { throw DiagnosticError(invalid) }
    var reader = INIReader(file: file)
    reader.readLines()
    if !reader.diagnostics.isEmpty { throw DiagnosticError(reader.diagnostics) }
    let sections = reader.sections.map { reader.finish($0) }
    if !reader.conditions.diagnostics.isEmpty { throw DiagnosticError(reader.conditions.diagnostics) }
    return ConfigurationDocument(file: file, dialect: .ini, sections: sections, positions: reader.sectionIndex)
  }

  /// A diagnostic at the first byte that is no text, so that a binary file is refused whole and once.
  private static func invalidByte(in file: SourceFile) -> Diagnostic? {
    func refusal(_ what: String, at offset: Int, help: String) -> Diagnostic {
      .error(what, at: SourceSpan(file: file, range: offset..<min(offset + 1, file.bytes.count)), help: help)
    }
    if let offset = file.bytes.firstIndex(of: 0) {
      return refusal("the file holds a NUL byte and is no text", at: offset, help: "check that this is the right file")
    }
    let text = String(validating: file.bytes, as: UTF8.self)
    guard text == nil else { return nil }
    let offset = firstInvalidOffset(file.bytes)
    return refusal("the file is not UTF-8 from here on", at: offset, help: "save the file in UTF-8")
  }

  private mutating func readLines() {
    let bytes = file.bytes
    let count = Self.sectionCount(bytes)
    sections.reserveCapacity(count)
    sectionIndex.reserveCapacity(count)
    var start = 0
    while start < bytes.count, diagnostics.count < 50 {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      readLine(start..<end)
      start = end + 1
    }
  }

  /// About how many sections there are: the lines that begin with a bracket.
  private static func sectionCount(_ bytes: [UInt8]) -> Int {
    var (count, last) = (0, UInt8(ascii: "\n"))
    for byte in bytes {
      if byte == UInt8(ascii: "["), last == UInt8(ascii: "\n") { count += 1 }
      last = byte
    }
    return count
  }

  private mutating func readLine(_ line: Range<Int>) {
    let content = trim(line)
    let indent = content.lowerBound - line.lowerBound
    if content.isEmpty {
      appendToEntry(content)
      return
    }
    let first = file.bytes[content.lowerBound]
    if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { return }
    if isInEntry, indent > entryIndent {
      appendToEntry(content)
      return
    }
    entryIndent = indent
    if first == UInt8(ascii: "["), let end = file.bytes[content].lastIndex(of: UInt8(ascii: "]")),
      end > content.lowerBound + 1
    {
      openSection(content.lowerBound + 1..<end)
    } else {
      openEntry(content)
    }
  }

  private mutating func appendToEntry(_ range: Range<Int>) {
    guard isInEntry, let section = sections.indices.last, let entry = sections[section].entries.indices.last else {
      return
    }
    sections[section].entries[entry].lines.append(range)
  }

  private mutating func openSection(_ range: Range<Int>) {
    let name = text(range)
    let span = SourceSpan(file: file, range: range)
    isInEntry = false
    if let first = sectionIndex.updateValue(sections.count, forKey: name) {
      report(
        "section '\(name)' is already defined", span, note: "it is first defined here", at: sections[first].span,
        help: "merge the two sections")
    }
    sections.append(PendingSection(name: name, span: span))
  }

  private mutating func openEntry(_ content: Range<Int>) {
    let delimiter = file.bytes[content].firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    let span = SourceSpan(file: file, range: content)
    isInEntry = false
    if file.bytes[content.lowerBound] == UInt8(ascii: "["), delimiter == nil || sections.isEmpty {
      report("this section's name is not closed", span, help: "put ']' behind the name")
      // What follows is meant for it.
      openSection(content.lowerBound + 1..<content.upperBound)
      return
    }
    guard let section = sections.indices.last else {
      report("this line stands before any section", span, help: "start the file with '[tox]' or '[testenv]'")
      return
    }
    guard let delimiter, delimiter > content.lowerBound else {
      report("this line is neither a section nor 'key = value'", span, help: "indent it to continue the value above")
      return
    }
    let keyRange = trim(content.lowerBound..<delimiter)
    let key = text(keyRange).lowercased()
    let keySpan = SourceSpan(file: file, range: keyRange)
    if let first = sections[section].entry(of: key) {
      report(
        "'\(key)' is already set in section '\(sections[section].name)'", keySpan, note: "it is first set here",
        at: first.span, help: "remove one of the two")
    }
    let value = trim(delimiter + 1..<content.upperBound)
    sections[section].append(PendingEntry(key: key, span: keySpan, lines: [value]))
    isInEntry = true
  }

  private mutating func report(
    _ message: String, _ span: SourceSpan, note: String? = nil, at place: SourceSpan? = nil, help: String
  ) {
    let notes = note.map { [Diagnostic.Note($0, at: place)] } ?? []
    diagnostics.append(Diagnostic(.error, message, at: span, notes: notes, help: help))
  }

  private mutating func finish(_ section: PendingSection) -> ConfigurationSection {
    let entries = section.entries.map { entry in
      var lines = entry.lines
      while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
      return ConfigurationEntry(
        key: entry.key, keySpan: entry.span,
        lines: lines.map { ValueLine.parse(bytes: file.bytes, range: $0, file: file, conditions: &conditions) })
    }
    return ConfigurationSection(name: section.name, nameSpan: section.span, entries: entries)
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: file.bytes[range], as: UTF8.self) }

  private func trim(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isBlank(file.bytes[low]) { low += 1 }
    while high > low, isBlank(file.bytes[high - 1]) { high -= 1 }
    return low..<high
  }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

/// The offset of the first byte that is not part of well-formed UTF-8, or the count of bytes.
private func firstInvalidOffset(_ bytes: [UInt8]) -> Int {
  var parser = Unicode.UTF8.ForwardParser()
  var rest = bytes.makeIterator()
  var offset = 0
  while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
  return offset
}
