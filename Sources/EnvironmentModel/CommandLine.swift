/// One command of an environment: an argument vector and how its result counts.
package struct CommandLine: Hashable, Sendable {
  /// The program and its arguments; never empty.
  package var arguments: [String]
  /// A leading `-`: failure does not count.
  package var ignoresFailure: Bool
  /// A leading `!`: success is failure and the other way round.
  package var invertsResult: Bool

  package init(arguments: [String], ignoresFailure: Bool = false, invertsResult: Bool = false) {
    self.arguments = arguments
    self.ignoresFailure = ignoresFailure
    self.invertsResult = invertsResult
  }

  /// The command as a person would type it, quoted for a POSIX shell.
  package var shellText: String {
    let prefix = ignoresFailure ? "- " : invertsResult ? "! " : ""
    return prefix + arguments.map(Self.quoted).joined(separator: " ")
  }

  /// The command for a person to read: as ``shellText``, but with double quotes around words that have single ones.
  package var readableText: String {
    let prefix = ignoresFailure ? "- " : invertsResult ? "! " : ""
    return prefix + arguments.map(Self.readable).joined(separator: " ")
  }

  private static func readable(_ word: String) -> String {
    // Between double quotes a backslash is itself but before these, itself and the end of a line.
    let isEscape = word.hasSuffix("\\") || word.contains("\\\\") || word.contains("\\\n")
    let special = isEscape || word.unicodeScalars.contains { "\"$`!".unicodeScalars.contains($0) }
    return word.unicodeScalars.contains("'") && !special ? "\"\(word)\"" : quoted(word)
  }

  private static let plainBytes = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_".utf8)

  /// A word quoted for a POSIX shell where it needs to be.
  package static func quoted(_ word: String) -> String {
    if !word.isEmpty, word.utf8.allSatisfy(plainBytes.contains) { return word }
    // By scalars: a shell sees the quote also where a mark that follows combines with it.
    let parts = word.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.map(String.init).joined(separator: "'\"'\"'") + "'"
  }
}
