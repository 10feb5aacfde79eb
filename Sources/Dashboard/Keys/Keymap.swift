package import Screen

/// The part of the screen that keys go to.
package enum DashboardFocus: String, CaseIterable, Sendable {
  case matrix, log
  /// The inspection.
  case detail
  /// The groups of failures, where there is room for them.
  case failures
}

/// Which key does what, by the part of the screen that has the focus.
package struct Keymap: Sendable {
  /// One key with its command; `nil` as focus means everywhere.
  package struct Binding: Hashable, Sendable {
    package var key: Key
    package var command: DashboardCommand
    package var focus: DashboardFocus?
  }

  /// In the order in which help and hints name them.
  package private(set) var bindings: [Binding] = []
  private var commands: [DashboardFocus: [Key: DashboardCommand]] = [:]

  /// The default keys.
  package init() {
    for entry in CommandEntry.all { entry.keys.forEach { bind($0, to: entry.command) } }
    for entry in CommandEntry.all {
      for (focus, keys) in entry.focusedKeys { keys.forEach { bind($0, to: entry.command, in: focus) } }
    }
  }

  /// What a key does where the focus is; `nil` when it does nothing there.
  package func command(for key: Key, in focus: DashboardFocus) -> DashboardCommand? { commands[focus]?[key] }

  /// The keys of a command where the focus is, without those that mean something else there; the ones made for this
  /// focus come first.
  package func keys(for command: DashboardCommand, in focus: DashboardFocus) -> [Key] {
    let known = bindings.filter { $0.command == command && self.command(for: $0.key, in: focus) == command }
    return (known.filter { $0.focus != nil } + known.filter { $0.focus == nil }).map(\.key).uniqued()
  }

  /// The keys of a command with the parts of the screen where they have it, for the help.
  package func bindings(for command: DashboardCommand) -> [Binding] { bindings.filter { $0.command == command } }

  /// Gives a key another meaning, or none, where the focus is or everywhere; a meaning that it has in one part of the
  /// screen counts before one that it has everywhere.
  mutating func set(_ key: Key, to command: DashboardCommand?, in focus: DashboardFocus?) {
    let places = focus.map { [$0] } ?? DashboardFocus.allCases
    if focus == nil {
      bindings.removeAll { $0.key == key }
    } else {
      splitBindings(of: key)
      bindings.removeAll { $0.key == key && $0.focus == focus }
    }
    for place in places { commands[place]?[key] = nil }
    if let command { bind(key, to: command, in: focus) }
  }

  /// Takes all keys away, where the focus is or everywhere.
  mutating func removeAll(in focus: DashboardFocus?) {
    for place in focus.map({ [$0] }) ?? DashboardFocus.allCases {
      for key in commands[place, default: [:]].keys { set(key, to: nil, in: place) }
    }
  }

  /// Makes a binding that holds everywhere one for each part of the screen.
  private mutating func splitBindings(of key: Key) {
    guard let index = bindings.firstIndex(where: { $0.key == key && $0.focus == nil }) else { return }
    let command = bindings.remove(at: index).command
    let places = DashboardFocus.allCases.filter { commands[$0]?[key] == command }
    bindings.insert(contentsOf: places.map { Binding(key: key, command: command, focus: $0) }, at: index)
  }

  private mutating func bind(_ key: Key, to command: DashboardCommand, in focus: DashboardFocus? = nil) {
    bindings.append(Binding(key: key, command: command, focus: focus))
    for place in focus.map({ [$0] }) ?? DashboardFocus.allCases { commands[place, default: [:]][key] = command }
  }
}

extension Array where Element: Hashable {
  /// The elements without repeats, in order.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Key {
  /// The key as the help names it: `Ctrl-L`, `PgUp`, `?`.
  package var label: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "S-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}

extension Keymap {
  /// The keys of a command; those that hold in one pane only say so: `f (log)`.
  package func keysText(of command: DashboardCommand) -> String {
    let bindings = bindings(for: command)
    let everywhere = bindings.filter { $0.focus == nil }.map(\.key.label)
    let local = bindings.filter { $0.focus != nil }
    let keys = local.map(\.key).uniqued().map { key in
      let places = local.filter { $0.key == key }.compactMap { $0.focus?.label }
      return "\(key.label) (\(places.joined(separator: ", ")))"
    }
    return (everywhere + keys).joined(separator: " ")
  }
}
