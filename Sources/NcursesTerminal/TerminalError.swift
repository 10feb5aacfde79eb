/// Why the screen cannot be shown on this terminal.
package enum TerminalError: Error, Hashable, Sendable {
  /// The process has no controlling terminal.
  case noTerminal
  /// `TERM` is not set, or empty.
  case typeNotSet
  /// The terminal library knows nothing of the type that `TERM` names.
  case typeUnknown(String)
  /// The type that `TERM` names cannot place its cursor.
  case typeTooSimple(String)
  /// The system refused something that should work; the number is its `errno`.
  case systemRefused(String, errno: Int32)

  /// Whether there is a terminal, though none on which places can be addressed.
  package var showsLines: Bool {
    switch self {
    case .typeNotSet, .typeUnknown, .typeTooSimple: true
    case .noTerminal, .systemRefused: false
    }
  }

  /// What is wrong, in one line.
  package var message: String {
    switch self {
    case .noTerminal: "not a terminal"
    case .typeNotSet: "the terminal's type is not known: TERM is not set"
    case .typeUnknown(let name): "the terminal's type is not known: TERM is '\(name)'"
    case .typeTooSimple(let name): "the terminal cannot place its cursor: TERM is '\(name)'"
    case .systemRefused(let what, let number): "cannot \(what): error \(number)"
    }
  }

  /// What to do about it, in one line.
  package var help: String {
    switch self {
    case .noTerminal: "start it in a terminal, or use '--headless'"
    case .typeNotSet: "set TERM, for example to 'xterm-256color', or use '--plain' or '--headless'"
    case .typeUnknown:
      "install the terminal's terminfo entry, set TERM to 'xterm-256color', or use '--plain' or '--headless'"
    case .typeTooSimple: "use a terminal with a cursor that can be placed, or '--plain' or '--headless'"
    case .systemRefused: "use '--headless'"
    }
  }
}
