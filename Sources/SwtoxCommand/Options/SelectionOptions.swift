import ArgumentParser

/// Which environments are meant.
struct SelectionOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Environments, as with -e.", discussion: "They stand before -f and -m, which take all words that follow.",
      valueName: "env"), completion: .environments)
  var named: [String] = []

  @Option(
    name: [.customShort("e"), .customLong("env")], parsing: .singleValue,
    help: ArgumentHelp(
      "Environments by name, by patterns such as 'py3{11,12}' or 'py3*', or ALL; may be repeated.",
      discussion: "Without it the env_list of the configuration counts, or the variable TOXENV.", valueName: "env"),
    completion: .environments)
  var environments: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("factor")], parsing: .singleValue,
    help: ArgumentHelp(
      "Environments with all of these factors, blanks or commas between them.",
      discussion: "Repeated, environments with the factors of any one are meant. Names given by -e narrow them down.",
      valueName: "factors"),
    completion: .factors)
  var factorItems: [String] = []

  @Option(
    name: [.customShort("m"), .customLong("label")], parsing: .singleValue,
    help: ArgumentHelp("Environments with any of these labels; may be repeated.", valueName: "labels"),
    completion: .labels)
  var labelItems: [String] = []

  @Option(
    name: .customLong("skip-env"),
    help: ArgumentHelp(
      "Leave out environments whose names begin with a match of this regular expression.",
      discussion: "Without it the variable TOX_SKIP_ENV counts.", valueName: "regex"))
  var skipped: String?

  @Option(
    name: [.customShort("E"), .customLong("expression")],
    help: ArgumentHelp(
      "Environments for which an expression holds: 'py>=3.11 and not (win32 or slow) and status:failed'.",
      discussion: """
        Words are factors with * and ?, comparisons of versions (py>=3.11, django==4.2), or name:, label:, kind:, \
        list:default, status: with failed, passed, never, skipped, …. They are joined by not, and, or, and parentheses. \
        Of all environments, or of those that other options choose.
        """, valueName: "expression"))
  var expressionText: String?

  /// What is named without an option counts as if it had one.
  mutating func validate() {
    environments += named
  }

  /// The sets of factors, each of which is enough.
  var factorSets: [Set<String>] {
    factorItems.map { Set($0.split { $0 == "," || $0 == "-" || $0.isWhitespace }.map(String.init)) }
      .filter { !$0.isEmpty }
  }

  /// Whether factors, labels or an expression choose, and not names alone.
  var choosesByProperty: Bool { !factorSets.isEmpty || !labelNames.isEmpty || expressionText != nil }

  var labelNames: [String] { labelItems.flatMap { $0.split { $0 == "," || $0.isWhitespace }.map(String.init) } }
}
