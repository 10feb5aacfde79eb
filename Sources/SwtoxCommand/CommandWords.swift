/// A command line with its command made explicit.
///
/// `swtox-tui` alone is `dashboard`; `swtox-tui --headless` and any option of `run` without a command are `run`.
struct CommandWords: Equatable {
  /// Words for the parser, the command first.
  var words: [String]
  /// What followed `--`; `nil` when there was none.
  var positionalArguments: [String]?
  /// Whether somebody wrote the command.
  private(set) var isExplicit = true

  static let commands: Set<String> = [
    "dashboard", "run", "list", "config", "explain", "plan", "depends", "exec", "devenv", "quickstart", "artifacts",
    "replay", "resume", "report", "history", "keys", "themes", "screen", "schema", "doctor", "check-kind", "clean",
    "prune", "interpreters", "shell", "inspect",
    "man", "help",
  ]
  /// The short names, and tox's.
  private static let aliases = [
    "r": "run", "p": "run", "run-parallel": "run", "l": "list", "c": "config", "de": "depends", "e": "exec",
    "d": "devenv", "q": "quickstart",
  ]
  /// Options that belong to the program and not to a run.
  private static let programOptions: Set<String> = [
    "-h", "--help", "-help", "--version", "--generate-completion-script",
  ]
  /// Options whose value is the next word.
  static let valued: Set<String> = [
    "-c", "--conf", "--workdir", "--root", "-e", "--env", "-j", "--jobs", "-p", "--parallel", "--output", "--color",
    "--theme", "--ci", "--heartbeat",
    "-k", "--set", "--package", "--installpkg",
    "--key", "-f", "--factor", "-m", "--label", "-E", "--expression", "--skip-env", "-x", "--override", "--format",
    "-o", "--limit", "--max-fail", "--timeout", "-n", "--runs", "--keep", "--keep-failed", "--older-than", "--max-size",
    "--output-file", "--skip-missing-interpreters", "--report", "--result-json", "--junit", "--events",
    "--failed", "--not-run", "--changed", "--size", "--keys", "--show-run",
  ]

  /// Options that mean no run by themselves.
  private static let dashboardOptions: Set<String> = [
    "--plain", "-c", "--conf", "--workdir", "--root", "--theme", "-x", "--override",
  ]

  init(_ arguments: [String]) {
    // A completion script asks what could follow; nothing of its question is ours.
    if arguments.first == "---completion" {
      words = arguments
      return
    }
    let end = arguments.firstIndex(of: "--")
    var words = arguments[..<(end ?? arguments.endIndex)].flatMap(Self.detached)
    words = Self.gathered(words)
    positionalArguments = end.map { Array(arguments[arguments.index(after: $0)...]) }
    guard let position = Self.commandPosition(in: words) else {
      self.words = words.contains(where: Self.isProgramOption) ? words : [Self.implied(by: words)] + words
      isExplicit = false
      return
    }
    let command = words.remove(at: position)
    self.words = [Self.aliases[command] ?? command] + words
  }

  /// `-epy312` as `-e`, `py312`, for the options of one letter that have a value.
  private static func detached(_ word: String) -> [String] {
    guard word.utf8.count > 2, valued.contains(String(word.prefix(2))), !word.hasPrefix("--") else { return [word] }
    let value = word.dropFirst(2)
    return [String(word.prefix(2)), String(value.hasPrefix("=") ? value.dropFirst() : value)]
  }

  /// Options that may go without their value, and what the next word has to be to be one.
  private static let optionallyValued: [String: @Sendable (String) -> Bool] = [
    "--failed": { Int($0) != nil }, "--not-run": { Int($0) != nil },
    "--changed": { !$0.hasPrefix("-") && !commands.contains($0) },
  ]

  /// `-f a b` as `-f`, `a b`: these options take all words up to the next option or command.
  private static func gathered(_ words: [String]) -> [String] {
    var gathered: [String] = []
    var index = 0
    while index < words.count {
      gathered.append(words[index])
      index += 1
      let option = gathered[gathered.count - 1]
      if let fits = optionallyValued[option] {
        let value = index < words.count && fits(words[index]) ? words[index] : nil
        gathered[gathered.count - 1] = "\(option)=\(value ?? RerunOptions.last)"
        index += value == nil ? 0 : 1
      }
      guard ["-f", "--factor", "-m", "--label"].contains(option) else { continue }
      let values = words[index...].prefix { !$0.hasPrefix("-") && !commands.contains($0) }
      if !values.isEmpty { gathered.append(values.joined(separator: " ")) }
      index += values.count
    }
    return gathered
  }

  /// Where the command stands: the first word that is no option and no option's value, if it is a command.
  private static func commandPosition(in words: [String]) -> Int? {
    var index = 0
    while index < words.count {
      let word = words[index]
      if !word.hasPrefix("-") { return commands.contains(word) || aliases[word] != nil ? index : nil }
      index += valued.contains(word) ? 2 : 1
    }
    return nil
  }

  /// The words among those for the parser that are no option, no option's value and no command.
  ///
  /// Commands that take words of their own have none.
  var strayWords: [String] {
    guard let command = words.first, ["run", "dashboard", "help"].contains(command) else { return [] }
    var stray: [String] = []
    var index = 1
    var parts: [String] = []
    while index < words.count {
      let word = words[index]
      let isKnown = Self.commands.contains(word) || Self.aliases[word] != nil || parts.contains(word)
      let isCommand = command == "help" && isKnown
      if isCommand { parts = SwtoxTUI.subcommandNames(of: word) }
      if !word.hasPrefix("-"), !isCommand { stray.append(word) }
      index += Self.valued.contains(word) ? 2 : 1
    }
    return stray
  }

  /// Every name by which a command may be called.
  static var commandNames: [String] { commands.sorted() + aliases.keys.sorted() }

  private static func isProgramOption(_ word: String) -> Bool {
    programOptions.contains(word) || word.hasPrefix("--generate-completion-script=")
  }

  private static func implied(by words: [String]) -> String {
    var index = 0
    while index < words.count {
      let option = words[index].prefix { $0 != "=" }
      if option.hasPrefix("-"), !dashboardOptions.contains(String(option)) { return "run" }
      index += valued.contains(words[index]) ? 2 : 1
    }
    return "dashboard"
  }
}
