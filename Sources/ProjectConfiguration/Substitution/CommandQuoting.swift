import EnvironmentModel

/// A piece of an expanded value and how it came there.
struct ExpandedPart {
  var text: String
  /// Whether a substitution put it there, so that it must not change the quoting around it.
  var isReplaced = false
  /// What to put inside quotes, where it differs from ``text``.
  var textInQuotes: String?
  /// Whether each of its lines is one argument, whatever it has inside.
  var isArgument = false

  init(text: String, isReplaced: Bool = false, textInQuotes: String? = nil, isArgument: Bool = false) {
    self.text = text
    self.isReplaced = isReplaced
    self.textInQuotes = textInQuotes
    self.isArgument = isArgument
  }
}

/// Puts values into command lines so that they stay what they are: a value inside quotes cannot end them.
enum CommandQuoting {
  static func join(_ pieces: [ExpandedPart]) -> String {
    // Plain text counts as one, whatever expressions it came from.
    var parts: [ExpandedPart] = []
    for piece in pieces {
      if !piece.isReplaced, let last = parts.last, !last.isReplaced {
        parts[parts.count - 1].text += piece.text
      } else {
        parts.append(piece)
      }
    }
    var result = ""
    var quote: Character?
    for (index, part) in parts.enumerated() {
      guard part.isReplaced else {
        quote = quoteAfter(part.text, openedBy: quote)
        result += part.text
        continue
      }
      var text = quote == nil ? part.text : part.textInQuotes ?? part.text
      if part.isArgument, quote == nil { text = quotedLines(text) }
      if quote != nil || sharesLine(parts, index) { text = text.split(separator: "\n").joined(separator: " ") }
      if let quote {
        result += escaped(text, within: quote)
      } else {
        quote = quoteAfter(text, openedBy: nil)
        result += text
      }
    }
    return result
  }

  private static func quotedLines(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.map { $0.isEmpty ? "" : CommandLine.quoted($0) }.joined(separator: "\n")
  }

  /// Whether other text stands on the same line, so that line ends in the value would split a command.
  private static func sharesLine(_ parts: [ExpandedPart], _ index: Int) -> Bool {
    let before = index > 0 ? parts[index - 1] : nil
    let after = index + 1 < parts.count ? parts[index + 1] : nil
    if before?.isReplaced == true || after?.isReplaced == true { return true }
    let left = before?.text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    let right = after?.text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
    return left.contains { !$0.isWhitespace } || right.contains { !$0.isWhitespace }
  }

  private static func escaped(_ text: String, within quote: Character) -> String {
    if quote == "'" { return text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\"'\"'") }
    var result = ""
    for character in text {
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// The quote that is open after the text, if any; a line end closes all quotes.
  private static func quoteAfter(_ text: String, openedBy open: Character?) -> Character? {
    var quote = open
    var isEscaped = false
    for character in text {
      if character == "\n" {
        (quote, isEscaped) = (nil, false)
      } else if isEscaped {
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      }
    }
    return quote
  }
}
