/// A manual page before it has a form: headings, paragraphs, terms with what they mean.
struct ManualDocument {
  enum Block: Equatable {
    case heading(String)
    /// A heading below another one.
    case subheading(String)
    case paragraph(String)
    /// Lines that stay as they are.
    case literal([String])
    case term(String, String)
  }

  /// The name of the page, as `man` takes it.
  var title: String
  var version: String
  var blocks: [Block] = []

  /// The page in the language of `man` (man(7)).
  var roff: String {
    var text = ".TH \"\(title.uppercased())\" 1 \"\" \"swtox \(version)\" \"User Commands\"\n"
    for block in blocks {
      switch block {
      case .heading(let words): text += ".SH \(Self.roffLine(words.uppercased()))\n"
      case .subheading(let words): text += ".SS \(Self.roffLine(words))\n"
      case .paragraph(let words): text += ".PP\n\(Self.roffLine(words))\n"
      case .literal(let lines): text += ".PP\n.nf\n\(lines.map { Self.roffLine($0) + "\n" }.joined()).fi\n"
      case .term(let term, let meaning):
        text += ".TP\n\\fB\(Self.roffLine(term))\\fR\n\(meaning.isEmpty ? "\\&" : Self.roffLine(meaning))\n"
      }
    }
    return text
  }

  /// The page as plain text.
  var plainText: String {
    var text = ""
    for block in blocks {
      switch block {
      case .heading(let words): text += "\n\(words.uppercased())\n"
      case .subheading(let words): text += "\n  \(words)\n"
      case .paragraph(let words): text += "\n    \(words)\n"
      case .literal(let lines): text += "\n" + lines.map { "    \($0)\n" }.joined()
      case .term(let term, let meaning): text += "    \(term)\n" + (meaning.isEmpty ? "" : "        \(meaning)\n")
      }
    }
    return String(text.drop { $0 == "\n" })
  }

  /// Text in which nothing is taken for a request: backslashes and hyphens are escaped, and points that begin a line.
  static func roffLine(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "\n": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
