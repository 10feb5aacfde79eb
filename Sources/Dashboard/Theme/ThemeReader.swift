import RunModel
package import SourceText
import Screen

/// Reads theme files: sections of `name = value`, several on a line when separated by ` ; `.
///
/// A colour is a 24-bit one (`#2fafff`), one of the 256 (`245`), one of the 16 by name, an entry of the `[palette]`, or
/// `default`; depths that a palette entry does not give are computed. A look is a foreground, `on` and a background, and
/// attributes, each of which may be left out.
///
/// The section `[option]` knows `appearance` (`dark`, `light` or `any`: which backgrounds of the terminal the colours
/// are made for, and so what ``ThemeLint`` checks them against), `background` (`terminal`, or a colour to paint) and
/// `borders` (`auto`, `line`, `ascii` or `none`). What `inherits` brings in is looks, glyphs, borders and appearance,
/// not the names of the palette.
package struct ThemeReader {
  /// What came of a file: everything that could be understood, and what could not.
  package struct Result {
    package var theme: Theme
    package var diagnostics: [Diagnostic]
  }

  private let inherited: (String) -> Theme?
  private var theme = Theme()
  private var palette: [String: PaletteColor] = [:]
  private var diagnostics: [Diagnostic] = []

  /// - Parameter inherited: Finds the theme named by `inherits`; by default among the built-in ones.
  package init(inherited: @escaping (String) -> Theme? = Self.builtIn) { self.inherited = inherited }

  /// One of the program's own themes; `nil` for a name it does not have.
  package static func builtIn(_ name: String) -> Theme? {
    BuiltInThemes.all.first { $0.name == name }.map { ThemeReader().read(path: $0.name, text: $0.text).theme }
  }

  /// Reads a text as if it stood in a file of that name.
  package func read(path: String, text: String) -> Result { read(SourceFile(path: path, text: text)) }

  /// Reads a file; one mistake does not hide the next.
  package func read(_ file: SourceFile) -> Result {
    var reader = self
    let entries = reader.entries(of: file)
    for (section, entry) in entries where section == .header { reader.readHeader(entry) }
    for (section, entry) in entries where section == .palette { reader.readPalette(entry) }
    for (section, entry) in entries { reader.readEntry(entry, in: section) }
    return Result(theme: reader.theme, diagnostics: reader.diagnostics)
  }

  /// The parts of a theme; what stands before the first heading is the header.
  private enum Section: String, CaseIterable {
    case header = ""
    case palette, role, status, glyph, option
  }

  private typealias Entry = (section: Section, entry: SettingsEntry)

  private mutating func entries(of file: SourceFile) -> [Entry] {
    let scanner = SettingsScanner(file, isSplitAtSemicolons: true)
    diagnostics += scanner.diagnostics
    let known = Section.allCases.map(\.rawValue).filter { !$0.isEmpty }
    for section in scanner.sections where !known.contains(section.name) {
      report(
        "unknown section '\(section.name)'", at: section.span, help: "sections are: \(known.joined(separator: ", "))")
    }
    return scanner.entries.compactMap { entry in Section(rawValue: entry.section).map { ($0, entry) } }
  }

  private mutating func readHeader(_ entry: SettingsEntry) {
    switch entry.key {
    case "name": theme.name = entry.value
    case "inherits":
      guard let base = inherited(entry.value) else {
        return report("there is no theme '\(entry.value)' to inherit from", at: entry.valueSpan)
      }
      let name = theme.name
      theme = base
      theme.name = name
    default: reportUnknown("key", entry, among: ["name", "inherits"])
    }
  }

  private mutating func readPalette(_ entry: SettingsEntry) {
    let parts = entry.value.split(separator: "|").map { $0.trimmed }
    guard (1...3).contains(parts.count) else {
      return report("a palette colour has one to three depths, separated by '|'", at: entry.valueSpan)
    }
    let colors = parts.compactMap { color(named: $0) }
    guard colors.count == parts.count, var result = colors.first else {
      return report("'\(entry.value)' is not a colour", at: entry.valueSpan, help: Self.colorHelp)
    }
    if colors.count > 1 { result.palette256 = colors[1].palette256 }
    if colors.count > 2 { result.ansi16 = colors[2].ansi16 }
    palette[entry.key] = result
  }

  private mutating func readEntry(_ entry: SettingsEntry, in section: Section) {
    switch section {
    case .header, .palette: break
    case .role: readLook(entry, Self.roles, "role")
    case .status: readLook(entry, Self.statuses, "status")
    case .glyph: readGlyph(entry)
    case .option: readOption(entry)
    }
  }

  private static let statuses: [String: ThemeRole] = {
    var names = Dictionary(
      uniqueKeysWithValues: MatrixStatus.allCases.filter { $0 != .unknown }.map { ($0.rawValue, $0.role) })
    names["run"] = .running
    names["skip"] = .skipped
    return names
  }()

  private static let roles: [String: ThemeRole] = {
    let statusRoles = Set(statuses.values)
    var names: [String: ThemeRole] = [:]
    for role in ThemeRole.allCases where !statusRoles.contains(role) { names["\(role)"] = role }
    names["select"] = .selection
    return names
  }()

  private mutating func readLook(_ entry: SettingsEntry, _ names: [String: ThemeRole], _ what: String) {
    guard let role = names[entry.key] else { return reportUnknown(what, entry, among: names.keys.sorted()) }
    var look = RoleStyle()
    var isBackground = false
    for word in entry.value.split(separator: " ").map(String.init) {
      if word == "on" {
        isBackground = true
      } else if let attribute = Self.attributes[word] {
        look.attributes.insert(attribute)
      } else if let color = color(named: word) {
        if isBackground { look.background = color } else { look.foreground = color }
      } else {
        report("'\(word)' is neither a colour nor an attribute", at: entry.valueSpan, help: Self.colorHelp)
      }
    }
    theme.styles[role] = look
  }

  private mutating func readGlyph(_ entry: SettingsEntry) {
    guard let role = Self.statuses[entry.key], let status = MatrixStatus.allCases.first(where: { $0.role == role })
    else { return reportUnknown("status", entry, among: Self.statuses.keys.sorted()) }
    let marks = entry.value.split(separator: " ").map { Array($0.unicodeScalars) }
    guard marks.count == 3, marks.allSatisfy({ $0.count == 1 && TextWidth.width(of: $0[0].value) == 1 }) else {
      return report("a glyph needs three marks of one column: symbol, letter and ASCII", at: entry.valueSpan)
    }
    theme.glyphs[status] = marks.map { $0[0] }
  }

  private mutating func readOption(_ entry: SettingsEntry) {
    switch entry.key {
    case "appearance":
      if let appearance = Theme.Appearance(rawValue: entry.value) {
        theme.appearance = appearance
      } else {
        report("'appearance' is dark, light or any", at: entry.valueSpan)
      }
    case "background":
      guard entry.value != "terminal" else { return }
      guard let color = color(named: entry.value) else {
        return report("'\(entry.value)' is not a colour", at: entry.valueSpan, help: Self.colorHelp)
      }
      for role in ThemeRole.allCases where theme.styles[role].background == .terminal {
        theme.styles[role].background = color
      }
    case "borders":
      if let borders = Theme.Borders(rawValue: entry.value == "auto" ? "line" : entry.value) {
        theme.borders = borders
      } else {
        report("'borders' is auto, line, ascii or none", at: entry.valueSpan)
      }
    default: reportUnknown("option", entry, among: ["appearance", "background", "borders"])
    }
  }

  private static let colorHelp =
    "use #rrggbb, a number up to 255, default, a name of the palette, or one of: " + ansiNames.joined(separator: ", ")

  private static let attributes: [String: TextAttributes] = [
    "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse, "italic": .italic,
  ]

  private static let ansiNames =
    ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"].flatMap { [$0, "bright-\($0)"] }

  private func color(named word: String) -> PaletteColor? {
    if let color = palette[word] { return color }
    if word == "default" || word == "terminal" { return .terminal }
    if let index = UInt8(word) { return PaletteColor(index: index) }
    if let index = Self.ansiNames.firstIndex(of: word) {
      return PaletteColor(index: UInt8(index / 2 + (index % 2 == 1 ? 8 : 0)))
    }
    guard word.hasPrefix("#"), word.utf8.count == 7, let value = UInt32(word.dropFirst(), radix: 16) else { return nil }
    return PaletteColor(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }

  private mutating func reportUnknown(_ what: String, _ entry: SettingsEntry, among known: [String]) {
    let match = closestMatch(to: entry.key, among: known)
    report(
      "unknown \(what) '\(entry.key)'", at: entry.keySpan,
      help: match.map { "did you mean '\($0)'?" } ?? "known are: \(known.joined(separator: ", "))")
  }

  private mutating func report(_ message: String, at span: SourceSpan, help: String? = nil) {
    diagnostics.append(.error(message, at: span, help: help))
  }
}
