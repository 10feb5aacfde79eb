import ArgumentParser
import EnvironmentModel
import History
import Journal
import Reporting
import RunModel
import SourceText

/// `history`: what the runs of the past say.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "What the runs of the past say: outcomes, times, and when something broke.",
    discussion: """
      Results are kept in .swtox/history.db, also of runs whose logs are gone. Without a subcommand, the runs.
      """,
    subcommands: [
      Runs.self, Show.self, Environments.self, Tests.self, Slowest.self, Broke.self, Prune.self, Rebuild.self,
    ], defaultSubcommand: Runs.self)

  /// What all of them take.
  struct Output: ParsableArguments {
    @OptionGroup var project: ProjectOptions

    @Flag(name: .customLong("json"), help: "A list of objects, for programs.")
    var isJSON = false

    func write(_ text: String) { StandardOutput.write(text) }

    func text(_ program: ProgramContext) -> HistoryText {
      HistoryText(style: style(program), time: HistorySession.time)
    }

    func style(_ program: ProgramContext) -> TextStyle {
      TextStyle(isColored: program.isColored(1), isUnicode: program.isUnicode)
    }
  }

  struct Runs: ProgramCommand {
    static let configuration = CommandConfiguration(abstract: "The newest runs, with how many environments did well.")

    @Option(name: [.customShort("n"), .long], help: "How many.")
    var limit = 20

    @OptionGroup var output: Output

    func run(in program: ProgramContext) async -> ExitCode {
      await HistorySession.asking(output.project, program) { history throws(HistoryError) in
        let runs = try history.queries.runs(limit: limit)
        if runs.isEmpty, !output.isJSON { return HistoryCommand.tellNothing() }
        output.write(
          output.isJSON
            ? HistoryObject.list(runs.map(HistoryObject.run))
            : output.style(program).text(of: output.text(program).runs(runs)))
        return .success
      }
    }
  }

  struct Show: ProgramCommand {
    static let configuration = CommandConfiguration(
      abstract: "One run with its environments; without a number the last.")

    @Argument(help: "The number of the run.")
    var run: Int?

    @OptionGroup var output: Output

    func run(in program: ProgramContext) async -> ExitCode {
      await HistorySession.asking(output.project, program) { history throws(HistoryError) in
        guard let run = try history.queries.run(run) else {
          return HistoryCommand.complain(run.map { "the history knows no run \($0)" } ?? "there was no run yet")
        }
        let results = try history.queries.results(of: run)
        output.write(
          output.isJSON
            ? HistoryObject.text(of: run, results)
            : output.style(program).text(of: output.text(program).run(run, results)))
        return .success
      }
    }
  }

  struct Slowest: ProgramCommand {
    static let configuration = CommandConfiguration(abstract: "The steps that take longest, by the newest runs.")

    @Option(name: [.customShort("n"), .long], help: "How many.")
    var limit = 20

    @Option(name: .long, help: "How many runs are looked at.")
    var runs = 20

    @OptionGroup var output: Output

    func run(in program: ProgramContext) async -> ExitCode {
      await HistorySession.asking(output.project, program) { history throws(HistoryError) in
        let steps = try history.queries.slowestSteps(runs: runs, limit: limit)
        if steps.isEmpty, !output.isJSON { return HistoryCommand.tellNothing() }
        output.write(
          output.isJSON
            ? HistoryObject.list(steps.map(HistoryObject.step))
            : output.style(program).text(of: output.text(program).slowest(steps)))
        return .success
      }
    }
  }

  struct Rebuild: ProgramCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the history anew from the journals.",
      discussion: "What is known of runs whose journals are gone stays.")

    @OptionGroup var project: ProjectOptions

    func run(in program: ProgramContext) async -> ExitCode {
      await HistorySession.asking(project, program, rebuilds: true) { history throws(HistoryError) in
        let outcome = try history.update.rebuild()
        DiagnosticPrinter(program).print(outcome.failures.map { .warning($0.error.message) })
        let count = outcome.added.count
        StandardOutput.write("read \(count) journal\(count == 1 ? "" : "s")\n")
        return outcome.failures.isEmpty ? .success : .internalError
      }
    }
  }

  static func tellNothing() -> ExitCode {
    StandardOutput.write("swtox-tui: there was no run yet; begin one with 'swtox-tui run'\n", isError: true)
    return .nothingRan
  }

  static func complain(_ message: String) -> ExitCode {
    StandardOutput.write("swtox-tui: \(message)\n", isError: true)
    return .usage
  }
}
