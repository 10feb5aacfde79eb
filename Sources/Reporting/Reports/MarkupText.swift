import TestResults

/// Text of logs and names within XML, HTML and Markdown, so that none of it is taken for markup.
enum MarkupText {
  /// Content or quoted attribute of HTML.
  static func html(_ text: String) -> String {
    XMLEscape.replaced(text) { scalar in
      XMLEscape.reference(scalar) ?? (isControl(scalar) && scalar != "\n" ? "\u{FFFD}" : nil)
    }
  }

  /// Words in a line of Markdown, in a cell of a table too: what could be markup is written as a reference.
  static func markdown(_ text: String) -> String {
    XMLEscape.replaced(singleLine(text)) { scalar in
      switch scalar {
      case "&", "<", ">": XMLEscape.reference(scalar)
      default: "\\`*_[]|~#@!$".unicodeScalars.contains(scalar) ? "&#\(scalar.value);" : nil
      }
    }
  }

  /// Without ends of lines and control characters.
  static func singleLine(_ text: String) -> String {
    XMLEscape.replaced(text) { scalar in
      switch scalar {
      case "\n", "\r", "\t", "\u{2028}", "\u{2029}": " "
      default: isControl(scalar) ? "\u{FFFD}" : nil
      }
    }
  }

  /// Without the blanks at its beginning.
  static func trimmed(_ text: String) -> String { String(text.drop { $0 == " " }) }

  /// Lines between fences that none of them can end, in a language of Markdown.
  static func fenced(_ text: String) -> String {
    let shown = XMLEscape.replaced(text) { isControl($0) && $0 != "\n" && $0 != "\t" ? "\u{FFFD}" : nil }
    var (longest, current) = (2, 0)
    for byte in shown.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)text\n\(shown)\(shown.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// Control characters, and those that turn the direction of what follows.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
