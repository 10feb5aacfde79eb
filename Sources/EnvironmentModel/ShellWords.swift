/// Splits a command line into words by the rules of a POSIX shell, as Python's `shlex` does.
package enum ShellWords {
  /// The words of a line; an unclosed quote takes the rest of the line as written.
  package static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var wordStart = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      let character = line[index]
      let next = line.index(after: index)
      if let open = quote {
        if character == open {
          quote = nil
        } else if character == "\\", open == "\"", next < line.endIndex, line[next] == "\"" || line[next] == "\\" {
          word?.append(line[next])
          index = next
        } else {
          word?.append(character)
        }
      } else if character == "'" || character == "\"" {
        if word == nil { (word, wordStart) = ("", index) }
        quote = character
      } else if character == "\\", next < line.endIndex {
        if word == nil { (word, wordStart) = ("", index) }
        word?.append(line[next])
        index = next
      } else if character == "\\" {
        // A backslash with nothing behind it takes the meaning from those before it.
        return words + [String(line[(word == nil ? index : wordStart)...])]
      } else if character.isWhitespace {
        if let finished = word { words.append(finished) }
        word = nil
      } else {
        if word == nil { (word, wordStart) = ("", index) }
        word?.append(character)
      }
      index = line.index(after: index)
    }
    if quote != nil { return words + [String(line[wordStart...])] }
    return words + (word.map { [$0] } ?? [])
  }

  /// The shell that takes whole lines.
  package static let shell = "/bin/sh"

  /// A line that a shell takes as it is, its `-` or `!` prefix taken off; `nil` when nothing is left.
  package static func line(_ line: String) -> CommandLine? {
    var rest = line.drop(while: \.isWhitespace)
    var command = CommandLine(arguments: [])
    if rest.hasPrefix("-") {
      command.ignoresFailure = true
    } else if rest.hasPrefix("!") {
      command.invertsResult = true
    }
    if command.ignoresFailure || command.invertsResult { rest = rest.dropFirst().drop(while: \.isWhitespace) }
    if rest.isEmpty { return nil }
    command.arguments = [shell, "-c", String(rest)]
    return command
  }

  /// A line as a command, its `-` or `!` prefix taken off; `nil` when nothing is left.
  package static func command(_ line: String) -> CommandLine? {
    var words = split(line)
    guard var first = words.first else { return nil }
    var command = CommandLine(arguments: [])
    if first == "-" || first == "!" {
      words.removeFirst()
    } else if first.hasPrefix("-") || (first.hasPrefix("!") && first.count > 1) {
      words[0] = String(first.dropFirst())
      first = String(first.prefix(1))
    }
    command.ignoresFailure = first == "-"
    command.invertsResult = first == "!"
    command.arguments = words
    return words.isEmpty ? nil : command
  }
}
