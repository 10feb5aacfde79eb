import Screen

/// A line that is being typed, with a place in it.
package struct Prompt: Hashable, Sendable {
  /// What comes of the line.
  package enum Purpose: String, CaseIterable, Sendable {
    case search, keep, hide, everywhere, filter, command, save
    /// Among the lines of the help.
    case find

    /// What stands before the line.
    package var sign: String {
      switch self {
      case .search: "/"
      case .keep: "keep lines with: "
      case .hide: "hide lines with: "
      case .everywhere: "search all logs for: "
      case .filter: "show only: "
      case .command: ":"
      case .save: "save the log as: "
      case .find: "find in the help: "
      }
    }

    /// Whether the line is looked for in logs, as text or as a regular expression.
    var isSearch: Bool { [.search, .keep, .hide, .everywhere].contains(self) }
  }

  package let purpose: Purpose
  package private(set) var before: String
  package private(set) var after = ""
  /// Whether what is typed is a regular expression.
  package var isExpression: Bool
  /// Which of the completions is chosen; `nil` when none is.
  package var chosen: Int?
  /// How far back in what was typed before.
  var age = 0
  /// What was typed before somebody went back.
  var draft = ""

  package init(_ purpose: Purpose, text: String = "", isExpression: Bool = false) {
    self.purpose = purpose
    self.isExpression = isExpression
    before = text
  }

  package var text: String { before + after }

  /// Puts another line in place of this, to go on at its end.
  mutating func replace(with text: String) { (before, after, chosen) = (text, "", nil) }

  /// Changes the line as the key says.
  ///
  /// - Returns: Whether the key is one to edit with.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): before.append(character)
    case .backspace, .control("h"): if !before.isEmpty { before.removeLast() }
    case .delete, .control("d"): if !after.isEmpty { after.removeFirst() }
    case .control("u"): before = ""
    case .control("k"): after = ""
    case .control("w"): eraseWord()
    case .left, .control("b"): if let last = before.popLast() { after = String(last) + after }
    case .right, .control("f"): if let first = after.first { before.append(first); after.removeFirst() }
    case .home, .control("a"): (before, after) = ("", text)
    case .end, .control("e"): (before, after) = (text, "")
    default: return false
    }
    chosen = nil
    return true
  }

  private mutating func eraseWord() {
    while before.last == " " { before.removeLast() }
    while let last = before.last, last != " " {
      before.removeLast()
      if last == "/" || last == "-" { break }
    }
  }
}
