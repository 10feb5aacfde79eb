package import Screen

/// The part of the screen that keys go to.
package enum DashboardFocus: String, CaseIterable, Sendable {
  case matrix, log
  /// The inspection.
  case detail
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
    for (command, keys) in Self.everywhere { keys.forEach { bind($0, to: command) } }
    for (command, focus, keys) in Self.focused { keys.forEach { bind($0, to: command, in: focus) } }
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

  private mutating func bind(_ key: Key, to command: DashboardCommand, in focus: DashboardFocus? = nil) {
    bindings.append(Binding(key: key, command: command, focus: focus))
    for place in focus.map({ [$0] }) ?? DashboardFocus.allCases { commands[place, default: [:]][key] = command }
  }

  private static let everywhere: [(DashboardCommand, [Key])] = [
    (.moveUp, [.up, .character("k")]),
    (.moveDown, [.down, .character("j")]),
    (.moveLeft, [.left, .character("h")]),
    (.moveRight, [.right, .character("l")]),
    (.pageUp, [.pageUp, .control("u"), .control("b")]),
    (.pageDown, [.pageDown, .control("d")]),
    (.rowStart, [.home]),
    (.rowEnd, [.end]),
    (.first, [.character("g")]),
    (.last, [.character("G")]),
    (.nextFailure, [.character("n")]),
    (.previousFailure, [.character("N")]),
    (.nextPane, [.tab]),
    (.previousPane, [.backTab]),
    (.open, [.enter]),
    (.back, [.escape]),
    (.mark, [.character(" ")]),
    (.unmarkAll, [.character("u")]),
    (.rerun, [.character("r")]),
    (.rerunFailed, [.character("R")]),
    (.runAll, [.character("a")]),
    (.plan, [.character("p")]),
    (.history, [.character("H")]),
    (.difference, [.character("d")]),
    (.failures, [.character("F")]),
    (.cancel, [.character("K"), .function(9)]),
    (.pause, [.character("P")]),
    (.stop, [.control("c")]),
    (.showLog, [.character("L")]),
    (.inspect, [.character("i")]),
    (.search, [.character("/")]),
    (.enlargeCells, [.character("+")]),
    (.shrinkCells, [.character("-")]),
    (.glyphs, [.character("A")]),
    (.theme, [.character("T")]),
    (.repaint, [.control("l")]),
    (.help, [.character("?"), .function(1)]),
    (.quit, [.character("q")]),
  ]

  private static let focused: [(DashboardCommand, DashboardFocus, [Key])] = [
    (.rerunFailed, .matrix, [.character("f")]),
    (.follow, .log, [.character("f")]),
    (.nextMatch, .log, [.character("n")]),
    (.previousMatch, .log, [.character("N")]),
    (.pageDown, .log, [.character(" ")]),
  ]
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
