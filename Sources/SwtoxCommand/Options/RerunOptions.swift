import ArgumentParser

/// Which environments run again, by what earlier runs came to.
struct RerunOptions: ParsableArguments {
  /// What stands for the last run, and for the last pass of each environment.
  static let last = "last"

  /// A run by its number, or the last one.
  enum Reference: ExpressibleByArgument, Equatable {
    case last
    case number(Int)

    init?(argument: String) {
      if argument == RerunOptions.last {
        self = .last
      } else if let number = Int(argument), number > 0 {
        self = .number(number)
      } else {
        return nil
      }
    }

    var number: Int? { if case .number(let number) = self { number } else { nil } }
  }

  @Option(
    help: ArgumentHelp(
      "Run again what failed, was cancelled or blocked in a run, the last one without a number; what passed is kept.",
      valueName: "run"))
  var failed: Reference?

  @Option(
    name: .customLong("not-run"),
    help: ArgumentHelp(
      "Run what a run did not come to, the last one without a number; what passed is kept.", valueName: "run"))
  var notRun: Reference?

  @Option(
    help: ArgumentHelp(
      "Run what changed since it passed last: settings, packages, requirements files, sources.",
      discussion: """
        With a commit or branch, what files that differ from it concern. Files of a package that an environment does not \
        get, of several in one repository, do not concern it. What is as it was is kept.
        """, valueName: "base"))
  var changed: String?

  /// The commit or branch that changes are looked for from; `nil` for the last passes.
  var base: String? { changed == Self.last ? nil : changed }

  /// Whether earlier runs decide.
  var isGiven: Bool { failed != nil || notRun != nil || changed != nil }

  func validate() throws {
    if changed != nil, failed != nil || notRun != nil {
      throw ValidationError("--changed goes by the last pass of each environment; leave out --failed and --not-run")
    }
    if let failed, let notRun, failed != notRun, failed != .last, notRun != .last {
      throw ValidationError("--failed and --not-run are about one run")
    }
  }
}
