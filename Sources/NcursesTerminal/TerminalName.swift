/// The name of a terminal's type, as `TERM` gives it, and what can be told from the name alone.
struct TerminalName: Hashable, Sendable {
  let text: String

  /// Nothing where `TERM` is unset or empty.
  init?(variables: [String: String]) {
    guard let text = variables["TERM"], !text.isEmpty else { return nil }
    self.text = text
  }

  /// The terminfo entries to try in turn, the best one first.
  ///
  /// A terminal that promises 24-bit colour is tried by its `-direct` entry, and one that is known to follow xterm
  /// stands in for an entry that is not installed.
  func candidates(wantsTrueColor: Bool) -> [String] {
    var names: [String] = []
    if wantsTrueColor { names.append(directName) }
    names.append(text)
    if followsXterm {
      if wantsTrueColor { names.append("xterm-direct") }
      names.append("xterm-256color")
    }
    return names
  }

  /// Whether the terminal may be asked about its modes; a console prints what it does not understand.
  var answersQueries: Bool {
    !["linux", "vt", "cons", "ansi"].contains { text.hasPrefix($0) }
  }

  private var directName: String {
    let family = text.hasPrefix("xterm-kitty") ? "kitty" : text
    let end = family.hasSuffix("-256color") ? family.dropLast("-256color".count) : family[...]
    return end + "-direct"
  }

  private var followsXterm: Bool {
    ["xterm-", "foot", "alacritty", "kitty", "ghostty", "wezterm"].contains { text.hasPrefix($0) }
  }
}
