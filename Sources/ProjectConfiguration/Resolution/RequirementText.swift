import EnvironmentModel

/// Requirements as the configuration writes them, in the form in which pip and others read them.
enum RequirementText {
  /// The lines of a value, continuations joined and options apart from their values.
  static func lines(_ text: String) -> [String] {
    let joined = withoutContinuations(text)
    let lines = joined.split(whereSeparator: \.isNewline).map { spaced(String(trimmed($0))) }.filter { !$0.isEmpty }
    guard lines.contains(where: { $0.hasPrefix("-") }) else { return lines }
    return RequirementOptions.merged(lines)
  }

  private static func withoutContinuations(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 where byte != 0x0D {
      if byte == 0x0A, bytes.last == UInt8(ascii: "\\") { bytes.removeLast() } else { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let options = [
    "-i", "--index-url", "--extra-index-url", "-e", "--editable", "-c", "--constraint", "-r", "--requirement", "-f",
    "--find-links", "--trusted-host", "--use-feature", "--no-binary", "--only-binary",
  ]

  /// Options that take a file or folder, which may have blanks.
  static let fileOptions: Set<String> = [
    "-c", "--constraint", "-e", "--editable", "-f", "--find-links", "-r", "--requirement",
  ]

  /// `-rfile` as `-r file`.
  private static func spaced(_ line: String) -> String {
    guard line.hasPrefix("-"), let option = options.first(where: line.hasPrefix) else { return line }
    let rest = line.dropFirst(option.count)
    guard let next = rest.first, !next.isWhitespace, next != "=" else { return line }
    if option.hasPrefix("--"), next.isLetter || next == "-" { return line }
    return "\(option) \(rest)"
  }

  /// A requirement as PEP 508's own tools write it: no blanks but around a marker's parts.
  static func normalized(_ requirement: String) -> String {
    let parts = requirement.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
    var name = String(trimmed(parts[0]))
    if let at = name.range(of: "@") {
      name = "\(trimmed(name[..<at.lowerBound])) @ \(trimmed(name[at.upperBound...]))"
    } else {
      name = name.filter { !$0.isWhitespace && $0 != "(" && $0 != ")" }
      name = sortedClauses(name)
    }
    guard parts.count > 1 else { return name }
    let marker = trimmed(parts[1]).split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\"")
    return "\(name); \(marker)"
  }

  /// `a<2,>=1` with its clauses in the order of their text.
  private static func sortedClauses(_ text: String) -> String {
    guard let start = text.firstIndex(where: { "<>=!~".contains($0) }) else { return text }
    let clauses = text[start...].split(separator: ",").map(String.init)
    return text[..<start] + clauses.sorted().joined(separator: ",")
  }
}

extension String {
  /// The only place of a single character.
  fileprivate func range(of character: Character) -> Range<String.Index>? {
    firstIndex(of: character).map { $0..<index(after: $0) }
  }
}

/// Names of packages, extras and groups.
enum PackageName {
  /// The spelling that all spellings share (PEP 503).
  static func normalized(_ name: String) -> String {
    var result = ""
    for scalar in name.lowercased().unicodeScalars {
      if "-_.".unicodeScalars.contains(scalar) {
        if result.last != "-" { result.append("-") }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Paths as a configuration writes them.
enum FilePath {
  /// The path from a folder: doubled and trailing slashes and single dots go, `..` stays, as it may cross a link.
  static func joined(_ path: String, to root: String?) -> String {
    let whole = path.hasPrefix("/") ? path : root.map { "\($0)/\(path)" } ?? path
    let parts = whole.split(separator: "/").filter { $0 != "." }
    return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
