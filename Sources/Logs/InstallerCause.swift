/// What an installer says of the cause of a failure, without what it draws around it.
enum InstallerCause {
  /// How a line begins that tells the cause of the message above it.
  static let starts = ["╰─▶ ", "cause: "]
  /// How pip says that it has tried for the last time to reach an index, before it says that there is no such package.
  static let lastAttempt = "WARNING: Retrying (Retry(total=0"

  /// The cause by itself; `nil` for lines that tell none.
  static func text(of line: PlainLine) -> String? {
    let text = String(decoding: line.trimmed, as: UTF8.self)
    if let start = starts.first(where: text.hasPrefix) { return String(text.dropFirst(start.count)) }
    guard text.hasPrefix(lastAttempt), let broken = text.firstRange(of: "connection broken by ") else { return nil }
    let rest = text[broken.upperBound...]
    guard let words = rest.firstRange(of: "Failed to establish") else { return String(rest) }
    return String(rest[words.lowerBound...].prefix { $0 != "'" && $0 != "\"" })
  }
}
