/// The commands of tox, by their names.
enum ToxSubcommand: String, CaseIterable, Sendable {
  case run
  case runParallel = "run-parallel"
  case depends, list, devenv, schema, config, quickstart, exec, legacy, man

  /// A command by its name or its short name.
  init?(word: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == word || $0.alias == word }) else { return nil }
    self = found
  }

  var alias: String? {
    switch self {
    case .run: "r"
    case .runParallel: "p"
    case .depends: "de"
    case .list: "l"
    case .devenv: "d"
    case .config: "c"
    case .quickstart: "q"
    case .exec: "e"
    case .legacy: "le"
    case .schema, .man: nil
    }
  }

  var summary: String {
    switch self {
    case .run: "run environments"
    case .runParallel: "run environments in parallel"
    case .depends: "show the order in which environments depend on each other"
    case .list: "list environments"
    case .devenv: "make an environment for development"
    case .schema: "print a JSON schema of the configuration"
    case .config: "show the configuration"
    case .quickstart: "write a first tox.ini"
    case .exec: "run one command in an environment"
    case .legacy: "what older versions did without a command"
    case .man: "how to read the manual page"
    }
  }

  /// Commands that make environments and run something in them.
  var runs: Bool { [.run, .runParallel, .exec, .legacy, .devenv].contains(self) }
}
