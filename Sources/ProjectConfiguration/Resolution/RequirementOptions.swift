import EnvironmentModel

/// Lines of a requirement list that are options for all of it, put together in one way of writing them.
struct RequirementOptions {
  /// The index first, then the extra ones; empty for none at all.
  private var indexes: [String]?
  private var links: [String] = []
  private var hosts: [String] = []
  private var features: [String] = []
  private var flags: Set<String> = []

  private static let defaultIndex = "https://pypi.org/simple"

  /// The lines, with all options where the first of them stood; lines with an option that is not known stay.
  static func merged(_ lines: [String]) -> [String] {
    var options = RequirementOptions()
    var place: Int?
    var others: [String] = []
    for line in lines {
      if line.hasPrefix("-"), options.add(line) {
        place = place ?? others.count
      } else {
        others.append(line)
      }
    }
    guard let place else { return others }
    others.insert(contentsOf: options.lines, at: place)
    return others
  }

  /// Takes a line in; `false` when it is something else.
  private mutating func add(_ line: String) -> Bool {
    var words = ShellWords.split(line.first == "-" ? Self.withEscapedBlanks(line) : line)[...]
    var copy = self
    while let word = words.popFirst() {
      let equals = word.hasPrefix("--") ? word.firstIndex(of: "=") : nil
      let name = String(equals.map { word[..<$0] } ?? word[...])
      if copy.addFlag(name) { continue }
      guard let value = equals.map({ String(word[word.index(after: $0)...]) }) ?? words.popFirst() else { return false }
      guard copy.addValue(name, value) else { return false }
    }
    self = copy
    return true
  }

  /// What these options take is one word, though it may have blanks.
  private static func withEscapedBlanks(_ line: String) -> String {
    for option in ["-f", "--find-links"] where line.hasPrefix("\(option) ") {
      let value = line.dropFirst(option.count + 1)
      if value.first == "'" || value.first == "\"" { return line }
      return "\(option) \(CommandLine.quoted(String(value)))"
    }
    return line
  }

  private mutating func addFlag(_ name: String) -> Bool {
    switch name {
    case "--no-index": indexes = []
    case "--pre", "--prefer-binary", "--require-hashes", "--no-deps": flags.insert(name)
    default: return false
    }
    return true
  }

  private mutating func addValue(_ name: String, _ value: String) -> Bool {
    switch name {
    case "-i", "--index-url", "--pypi-url":
      if indexes?.isEmpty == true { break }
      indexes = [value] + (indexes ?? []).dropFirst()
    case "--extra-index-url":
      if indexes?.isEmpty == true { break }
      var all = indexes ?? [Self.defaultIndex]
      if !all.contains(value) { all.append(value) }
      indexes = all
    case "-f", "--find-links": if !links.contains(value) { links.append(value) }
    case "--trusted-host": if !hosts.contains(value) { hosts.append(value) }
    case "--use-feature": if !features.contains(value) { features = (features + [value]).sorted() }
    default: return false
    }
    return true
  }

  private var lines: [String] {
    var lines: [String] = []
    if let indexes {
      if let first = indexes.first, first != Self.defaultIndex { lines.append("-i \(Self.escaped(first))") }
      lines += indexes.dropFirst().map { "--extra-index-url \(Self.escaped($0))" }
      if indexes.isEmpty { lines.append("--no-index") }
    }
    lines += links.map { "-f \(Self.escaped($0))" }
    if flags.contains("--pre") { lines.append("--pre") }
    lines += hosts.map { "--trusted-host \(Self.escaped($0))" }
    lines += ["--prefer-binary", "--require-hashes"].filter(flags.contains)
    lines += features.map { "--use-feature \(Self.escaped($0))" }
    if flags.contains("--no-deps") { lines.append("--no-deps") }
    return lines
  }

  private static func escaped(_ text: String) -> String {
    if text.isEmpty { return "''" }
    var result = ""
    for character in text {
      if character.isWhitespace || "\\'\"".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
