import RunModel
import Screen

/// How headless text looks: colours or none, symbols or ASCII.
package struct TextStyle: Hashable, Sendable {
  package var isColored: Bool
  /// Whether the reader's locale can show more than ASCII.
  package var isUnicode: Bool

  /// A style for one stream.
  package init(isColored: Bool, isUnicode: Bool) {
    self.isColored = isColored
    self.isUnicode = isUnicode
  }

  /// The state's mark in its colour.
  func mark(_ status: MatrixStatus) -> String { colored(symbol(of: status), status) }

  /// The state's mark, a column wide.
  func symbol(of status: MatrixStatus) -> String { isUnicode ? Self.symbol(status) : Self.letter(status) }

  func colored(_ text: String, _ status: MatrixStatus) -> String { colored(text, Self.role(of: status)) }

  func colored(_ text: String, _ role: StyleRole) -> String { Self.code(role).map { wrapped(text, $0) } ?? text }

  func dim(_ text: String) -> String { wrapped(text, "2") }

  func bold(_ text: String) -> String { wrapped(text, "1") }

  /// `── py312 · run ─────`: a line of 78 columns.
  func rule(_ title: String = "") -> String {
    let dash = isUnicode ? "─" : "-"
    let head = title.isEmpty ? "" : "\(dash)\(dash) \(title) "
    return dim(head + String(repeating: dash, count: max(3, 78 - head.count)))
  }

  var separator: String { isUnicode ? " · " : ", " }

  private func wrapped(_ text: String, _ code: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func symbol(_ status: MatrixStatus) -> String {
    switch status {
    case .pass: "✓"
    case .fail: "✗"
    case .error: "!"
    case .running: "►"
    case .waiting: "⊡"
    case .queued: "◌"
    case .skipped: "⊘"
    case .cancelled: "⊗"
    case .flaky: "↻"
    case .unavailable: "∅"
    case .unknown: "◦"
    }
  }

  private static func letter(_ status: MatrixStatus) -> String {
    switch status {
    case .pass: "+"
    case .fail: "X"
    case .error: "!"
    case .running: ">"
    case .waiting: "b"
    case .queued: "."
    case .skipped: "-"
    case .cancelled: "%"
    case .flaky: "~"
    case .unavailable: "?"
    case .unknown: "_"
    }
  }

  private static func code(_ role: StyleRole) -> String? {
    switch role {
    case .pass: "32"
    case .fail: "31"
    case .error: "35"
    case .running: "36"
    case .cancelled, .unavailable, .flaky, .warning: "33"
    case .skipped, .queued, .waiting, .dim: "2"
    case .title, .header: "1"
    default: nil
    }
  }
}
