package import SourceText
package import Screen

/// Reads a user's key bindings: under `[matrix]`, `[log]` or `[inspection]`, or before any heading for all of them, lines
/// of `key = action`, where the action `none` takes a key away; `reset = true` first takes all default keys away.
package struct KeymapReader {
  private var keymap = Keymap()
  private var diagnostics: [Diagnostic] = []
  private var seen: [String: SourceSpan] = [:]

  private init() {}

  /// The default keys as a file changes them, and what is wrong with it; one mistake does not hide the next.
  package static func read(_ file: SourceFile) -> (keymap: Keymap, diagnostics: [Diagnostic]) {
    var reader = KeymapReader()
    let scanner = SettingsScanner(file)
    reader.diagnostics = scanner.diagnostics
    for (name, span) in scanner.sections where focus(named: name) == nil && !name.isEmpty {
      reader.report("unknown section '\(name)'", at: span, among: DashboardFocus.allCases.map(\.label), name)
    }
    for entry in scanner.entries where entry.key == "reset" { reader.reset(entry) }
    for entry in scanner.entries where entry.key != "reset" { reader.bind(entry) }
    let ordered = reader.diagnostics.sorted { ($0.span?.range.lowerBound ?? 0) < ($1.span?.range.lowerBound ?? 0) }
    return (reader.keymap, ordered)
  }

  private static func focus(named name: String) -> DashboardFocus? {
    DashboardFocus.allCases.first { $0.label == name || $0.rawValue == name }
  }

  private mutating func reset(_ entry: SettingsEntry) {
    switch entry.value {
    case "true": keymap.removeAll(in: Self.focus(named: entry.section))
    case "false": break
    default: diagnostics.append(.error("'reset' is true or false", at: entry.valueSpan))
    }
  }

  private mutating func bind(_ entry: SettingsEntry) {
    if !entry.section.isEmpty, Self.focus(named: entry.section) == nil { return }
    guard let key = Key(label: entry.key) else {
      diagnostics.append(
        .error(
          "'\(entry.key)' is no key", at: entry.keySpan,
          help: "a key is one character, Ctrl-X, F1 to F20, Space, Enter, Esc, Tab, S-Tab, Up, PgDn, Home, ..."))
      return
    }
    let command = DashboardCommand(rawValue: entry.value)
    guard command != nil || entry.value == "none" else {
      return report(
        "there is no action '\(entry.value)'", at: entry.valueSpan, among: DashboardCommand.allCases.map(\.name),
        entry.value)
    }
    let place = "\(Self.focus(named: entry.section)?.label ?? "")/\(key.label)"
    if let first = seen[place] {
      diagnostics.append(
        .error("\(key.label) is bound twice", at: entry.keySpan, help: "it is bound at \(first.location) already"))
      return
    }
    seen[place] = entry.keySpan
    keymap.set(key, to: command, in: Self.focus(named: entry.section))
  }

  private mutating func report(_ message: String, at span: SourceSpan, among known: [String], _ word: String) {
    let match = closestMatch(to: word, among: known)
    let help = match.map { "did you mean '\($0)'?" }
    diagnostics.append(
      .error(message, at: span, help: help ?? "'swtox-tui keys' shows all: \(known.prefix(4).joined(separator: ", "))"))
  }
}

extension Key {
  /// The key that the help names so: `Ctrl-L`, `PgUp`, `?`; `nil` for no key.
  package init?(label: String) {
    let named: [Key] = [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
      .pageDown, .character(" "),
    ]
    if let key = named.first(where: { $0.label == label }) {
      self = key
    } else if label.hasPrefix("Ctrl-"), label.count == 6, let letter = label.last {
      self = .control(Character(letter.lowercased()))
    } else if label.hasPrefix("F"), let number = Int(label.dropFirst()), (1...20).contains(number) {
      self = .function(number)
    } else if label.count == 1, let character = label.first {
      self = .character(character)
    } else {
      return nil
    }
  }
}
