/// A word, a backticked name or one character of punctuation; a string literal is one token, whatever it holds.
struct Token: Hashable, Sendable {
  /// Attributes keep their `@` and directives their `#`; backticks are left out; a string literal is `""`.
  let text: String
  /// From one.
  let line: Int
}

/// The code and the comments of a source file, apart from each other.
struct LexedSource: Sendable {
  var tokens: [Token] = []
  /// Comments in their order, one token for each line of a comment.
  var comments: [Token] = []

  /// The places where these tokens follow one another.
  func indices(of sequence: [String]) -> [Int] {
    guard let first = sequence.first, tokens.count >= sequence.count else { return [] }
    return (0...tokens.count - sequence.count).filter { start in
      tokens[start].text == first
        && sequence.indices.allSatisfy { tokens[start + $0].text == sequence[$0] }
    }
  }

  /// The index of the bracket that closes the one at `open`, or nil when the text ends before it.
  func closing(_ open: Int) -> Int? {
    var depth = 0
    for index in open..<tokens.count {
      switch tokens[index].text {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: continue
      }
      if depth == 0 { return index }
    }
    return nil
  }
}
