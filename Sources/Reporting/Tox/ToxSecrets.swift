/// Keeps secrets out of the words of a command, by tox's rules: values of options whose names say that they are secret.
enum ToxSecrets {
  private static let keywords = [
    "access", "api", "auth", "client", "cred", "key", "passwd", "password", "private", "pwd", "secret", "token",
  ]

  /// The words with stars for secrets, as many as they have signs.
  static func masked(_ words: [String]) -> [String] { words.map(masked) }

  private static func masked(_ word: String) -> String {
    guard word.utf8.contains(UInt8(ascii: "=")) || word.utf8.contains(UInt8(ascii: "@")) else { return word }
    let word = withoutUser(word)
    var previous: Character?
    var place = word.startIndex
    while place < word.endIndex {
      // An option begins a word, or what was quoted within one.
      let begins = previous.map { $0.isWhitespace || "'\"=;".contains($0) } ?? true
      if word[place] == "-", begins {
        let name = word[place...].prefix { !"'\"=".contains($0) && !$0.isWhitespace }
        if name.endIndex < word.endIndex, word[name.endIndex] == "=", isSecret(name) {
          let value = word[word.index(after: name.endIndex)...]
          return word[...name.endIndex] + String(repeating: "*", count: value.count)
        }
      }
      previous = word[place]
      place = word.index(after: place)
    }
    return word
  }

  private static func isSecret(_ name: Substring) -> Bool {
    let name = name.lowercased()
    return keywords.contains { name.contains($0) }
  }

  /// Addresses without the name and password before their hosts.
  private static func withoutUser(_ word: String) -> String {
    var text = ""
    var rest = word[...]
    while let scheme = rest.firstRange(of: "://") {
      text += rest[..<scheme.upperBound]
      rest = rest[scheme.upperBound...]
      let host = rest.prefix { !"/?#".contains($0) && !$0.isWhitespace }
      guard let mark = host.lastIndex(of: "@"), mark > host.startIndex else { continue }
      text += String(repeating: "*", count: host[..<mark].count)
      rest = rest[mark...]
    }
    return text + rest
  }
}
