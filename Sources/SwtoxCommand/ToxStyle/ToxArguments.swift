import EnvironmentModel
/// Why a command line is none, in argparse's words: the command and what is wrong.
struct ToxUsageError: Error {
  let command: ToxSubcommand?
  let message: String
}

/// A command line in tox's grammar: a command anywhere, options with what they take, and arguments after `--`.
struct ToxArguments {
  private(set) var command = ToxSubcommand.legacy
  /// Whether the command was named.
  private(set) var isNamed = false
  /// What was given of each option, in order; an option without words has an empty list a time.
  private var given: [String: [[String]]] = [:]
  /// Words that are no option's.
  private(set) var words: [String] = []
  /// Options that do not exist.
  private(set) var unknown: [String] = []
  /// What followed `--`; `nil` when there was none.
  private(set) var positionalArguments: [String]?
  private var order: [String] = []

  init(_ arguments: [String]) throws(ToxUsageError) {
    let end = arguments.firstIndex(of: "--")
    positionalArguments = end.map { Array(arguments[($0 + 1)...]) }
    var rest = Array(arguments[..<(end ?? arguments.endIndex)])
    if let place = Self.commandPlace(in: rest), let named = ToxSubcommand(word: rest[place]) {
      (command, isNamed) = (named, true)
      rest.remove(at: place)
    }
    try read(rest[...])
    try check()
  }

  private static func commandPlace(in words: [String]) -> Int? {
    let options = ToxOption.all.filter { $0.commands.contains(.legacy) || $0.commands.contains(.config) }
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      guard word.hasPrefix("-"), word.count > 1 else {
        if ToxSubcommand(word: word) != nil { return index - 1 }
        continue
      }
      guard let option = options.first(where: { $0.names.contains(word) }) else { continue }
      switch option.arity {
      case .none, .counted: break
      case .one: index += 1
      case .optional:
        if index < words.count, !words[index].hasPrefix("-"), ToxSubcommand(word: words[index]) == nil { index += 1 }
      case .many: while index < words.count, !words[index].hasPrefix("-") { index += 1 }
      }
    }
    return nil
  }

  private mutating func read(_ arguments: ArraySlice<String>) throws(ToxUsageError) {
    var rest = arguments
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word.count > 1 else {
        words.append(word)
        continue
      }
      let name = word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : String(word.prefix(2))
      guard let option = option(named: name) else {
        unknown.append(word)
        continue
      }
      var attached: String?
      if word.count > name.count {
        let value = word.dropFirst(name.count)
        attached = String(value.hasPrefix("=") ? value.dropFirst() : value)
      }
      try read(option, attached, &rest)
    }
  }

  private func option(named name: String) -> ToxOption? {
    ToxOption.all.first { $0.names.contains(name) && $0.commands.contains(command) }
  }

  private mutating func read(
    _ option: ToxOption, _ attached: String?, _ rest: inout ArraySlice<String>
  ) throws(ToxUsageError) {
    var values = attached.map { [$0] } ?? []
    switch option.arity {
    case .none, .counted:
      // Flags of one letter may stand together.
      if let attached {
        values = []
        rest = ["-\(attached)"] + rest
      }
    case .one:
      if attached == nil {
        // A number below zero is no option.
        guard let value = rest.first,
          !value.hasPrefix("-") || value.count == 1 || value.contains(" ") || Int(value) != nil
        else {
          throw ToxUsageError(command: command, message: "argument \(option.shown): expected one argument")
        }
        values = [value]
        rest.removeFirst()
      }
    case .optional:
      if attached == nil, let value = rest.first, !value.hasPrefix("-") {
        values = [value]
        rest.removeFirst()
      }
    case .many:
      while let value = rest.first, !value.hasPrefix("-") {
        values.append(value)
        rest.removeFirst()
      }
      if values.isEmpty {
        throw ToxUsageError(command: command, message: "argument \(option.shown): expected at least one argument")
      }
    }
    order.append(option.destination)
    if option.appends || option.arity == .counted {
      given[option.destination, default: []].append(values)
    } else {
      given[option.destination] = [values]
    }
  }

  private func check() throws(ToxUsageError) {
    let exclusive = [
      [("env", "-e"), ("labels", "-m"), ("factors", "-f"), ("list_default_only", "-d")],
      [("verbose", "-v/--verbose"), ("quiet", "-q/--quiet")],
      [("list_dependencies", "--list-dependencies"), ("no_list_dependencies", "--no-list-dependencies")],
    ]
    for group in exclusive {
      let used = order.compactMap { destination in group.first { $0.0 == destination } }
      if let first = used.first, let second = used.first(where: { $0.0 != first.0 }) {
        throw ToxUsageError(
          command: command, message: "argument \(second.1): not allowed with argument \(first.1)")
      }
    }
    if flag("no_capture"), text("result_json") != nil {
      throw ToxUsageError(
        command: command, message: "argument -i/--no-capture: not allowed with argument --result-json")
    }
    if flag("no_capture"), command == .runParallel || isGiven("parallel") {
      throw ToxUsageError(
        command: command, message: "argument -i/--no-capture: not allowed with argument -p/--parallel")
    }
    try checkValues()
  }

  /// Whether a requirement has a name, by which it can stand for others; an address alone has none.
  private static func isNamed(_ requirement: String) -> Bool {
    let isAddress = requirement.contains("://") && !requirement.contains(" @ ")
    return !isAddress && RequirementSyntax.fault(of: requirement) == nil
  }

  private func checkValues() throws(ToxUsageError) {
    func refuse(_ name: String, _ message: String) -> ToxUsageError {
      ToxUsageError(command: command, message: "argument \(name): \(message)")
    }
    for requirement in texts("force_dep") where !Self.isNamed(requirement) {
      throw refuse("--force-dep", "invalid Requirement value: '\(requirement)'")
    }
    if let seed = text("hash_seed"), seed != "notset" {
      guard let number = Int(seed) else {
        throw refuse("--hashseed", "invalid literal for int() with base 10: '\(seed)'")
      }
      if number <= 0 { throw refuse("--hashseed", "must be greater than zero") }
    }
    if let form = text("config_format"), !["ini", "json", "toml"].contains(form) {
      throw refuse("--format", "invalid choice: '\(form)' (choose from 'ini', 'json', 'toml')")
    }
    if let choice = text("skip_missing_interpreters"), !["config", "true", "false"].contains(choice) {
      throw refuse(
        "-s/--skip-missing-interpreters", "value must be 'config', 'true', or 'false' (got '\(choice)')")
    }
    for item in texts("override") where !item.contains("=") {
      throw refuse("-x/--override", "override \(item) has no = sign in it")
    }
  }

  // MARK: Values

  /// The values of an option; `nil` when it was not given.
  private func values(_ destination: String) -> [[String]]? { given[destination] }

  func isGiven(_ destination: String) -> Bool { given[destination] != nil }
  func flag(_ destination: String) -> Bool { given[destination] != nil }
  func count(_ destination: String) -> Int { given[destination]?.count ?? 0 }
  func text(_ destination: String) -> String? { given[destination]?.last?.last }
  func texts(_ destination: String) -> [String] { given[destination]?.flatMap { $0 } ?? [] }
  func lists(_ destination: String) -> [[String]] { given[destination] ?? [] }

  /// Whether an environment for development is wanted.
  var isDevelopment: Bool { command == .devenv || (command == .legacy && isGiven("devenv_path")) }
  /// The folder for it, as the user wrote it.
  var developmentPath: String { text("devenv_path") ?? words.first ?? "venv" }

  /// Takes values from elsewhere that come before those that were given.
  mutating func putBefore(_ destination: String, _ values: [[String]]) {
    given[destination] = values + (given[destination] ?? [])
  }

  /// Takes a value from elsewhere for an option that was not given.
  mutating func setDefault(_ destination: String, _ values: [[String]]) {
    if given[destination] == nil { given[destination] = values }
  }
}
