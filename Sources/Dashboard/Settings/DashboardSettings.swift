package import SourceText

/// What somebody wants of the dashboard wherever it is started: the file `tui.conf`, with lines of `name = value`.
package struct DashboardSettings: Hashable, Sendable {
  /// A theme by name, or `auto` for one that suits the terminal's background; `nil` when not said.
  package var theme: String?
  package var glyphs: GlyphSet?
  package var zoom: MatrixZoom?
  package var takesMouse = true
  /// Whether times and bars move while nothing else changes.
  package var isAnimated = true
  package var isWrapped = false
  package var showsTimes = false
  /// Who is given what is copied besides the terminal: `auto`, `terminal` for nobody, or a program with its words.
  package var clipboard = "auto"

  package init() {}

  private static let names = ["theme", "glyphs", "zoom", "layout", "mouse", "animations", "wrap", "times", "clipboard"]

  /// Reads the file; one mistake does not hide the next.
  package static func read(_ file: SourceFile) -> (settings: DashboardSettings, diagnostics: [Diagnostic]) {
    var settings = DashboardSettings()
    let scanner = SettingsScanner(file)
    var diagnostics = scanner.diagnostics
    for entry in scanner.entries {
      if let problem = settings.set(entry) { diagnostics.append(problem) }
    }
    return (settings, diagnostics)
  }

  private mutating func set(_ entry: SettingsEntry) -> Diagnostic? {
    switch entry.key {
    case "theme":
      theme = entry.value
      return nil
    case "glyphs":
      glyphs = GlyphSet.allCases.first { "\($0)" == entry.value }
      return glyphs == nil ? Self.wrong(entry, "symbols, letters or ascii") : nil
    case "zoom":
      zoom = MatrixZoom.allCases.first { $0.name == entry.value }
      return zoom == nil ? Self.wrong(entry, MatrixZoom.allCases.map(\.name).joined(separator: ", ")) : nil
    case "layout":
      if entry.value == "list" { zoom = .list }
      return ["list", "auto"].contains(entry.value) ? nil : Self.wrong(entry, "list or auto")
    case "mouse": return set(&takesMouse, entry)
    case "animations": return set(&isAnimated, entry)
    case "wrap": return set(&isWrapped, entry)
    case "times": return set(&showsTimes, entry)
    case "clipboard":
      clipboard = entry.value
      return entry.value.isEmpty ? Self.wrong(entry, "auto, terminal, or a program such as wl-copy") : nil
    default:
      let match = closestMatch(to: entry.key, among: Self.names).map { "did you mean '\($0)'?" }
      return .error(
        "unknown setting '\(entry.key)'", at: entry.keySpan,
        help: match ?? "there are: \(Self.names.joined(separator: ", "))")
    }
  }

  private func set(_ value: inout Bool, _ entry: SettingsEntry) -> Diagnostic? {
    switch entry.value {
    case "true", "on", "yes": value = true
    case "false", "off", "no": value = false
    default: return Self.wrong(entry, "true or false")
    }
    return nil
  }

  private static func wrong(_ entry: SettingsEntry, _ known: String) -> Diagnostic {
    .error("'\(entry.key)' is not '\(entry.value)'", at: entry.valueSpan, help: "it is \(known)")
  }
}
