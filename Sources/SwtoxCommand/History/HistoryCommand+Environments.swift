import ArgumentParser
import EnvironmentModel
import History
import Reporting
import RunModel
import SourceText

extension HistoryCommand {
  struct Environments: ProgramCommand {
    static let configuration = CommandConfiguration(
      commandName: "env", abstract: "Environments over time: outcomes, times, whether they are flaky, when they broke.")

    @Argument(help: "Their names.", completion: .environments)
    var names: [String]

    @Option(name: [.customShort("n"), .long], help: "How many runs are looked at.")
    var limit = 20

    @OptionGroup var output: Output

    func run(in program: ProgramContext) async -> ExitCode {
      await HistorySession.asking(output.project, program) { history throws(HistoryError) in
        var parts: [(EnvironmentRecord, BreakReport?)] = []
        for name in names {
          let record = try history.queries.record(of: EnvironmentName(name), limit: limit)
          if record.results.isEmpty { return try HistoryCommand.refuse(name, history) }
          // What broke long ago did so before what is shown.
          let all = try history.queries.record(of: EnvironmentName(name), limit: HistoryCommand.farLimit)
          parts.append((record, try history.queries.breaking(of: all)))
        }
        let text = output.text(program)
        output.write(
          output.isJSON
            ? HistoryObject.list(parts.map(HistoryObject.record))
            : parts.map { output.style(program).text(of: text.record($0.0, breaking: $0.1)) }.joined(separator: "\n"))
        return .success
      }
    }
  }

  struct Broke: ProgramCommand {
    static let configuration = CommandConfiguration(
      abstract: "When environments that fail now began to, and what had changed by then.",
      discussion: "Without names, of all environments that failed last in the newest fifty runs.")

    @Argument(help: "Their names.", completion: .environments)
    var names: [String] = []

    @OptionGroup var output: Output

    func run(in program: ProgramContext) async -> ExitCode {
      await HistorySession.asking(output.project, program) { history throws(HistoryError) in
        var wanted = names.map { EnvironmentName($0) }
        if names.isEmpty {
          let failing = try history.queries.failing(runs: HistoryCommand.nearLimit)
          // What the project does not have any more fails no more.
          wanted = history.session.project.allEnvironments.filter(failing.contains)
        }
        var lines: [String] = []
        var found: [(EnvironmentName, BreakReport)] = []
        for name in wanted {
          var record = try history.queries.record(of: name, limit: HistoryCommand.nearLimit)
          if record.verdict != .passing, record.breaking == nil {
            record = try history.queries.record(of: name, limit: HistoryCommand.farLimit)
          }
          if record.results.isEmpty, !names.isEmpty { return try HistoryCommand.refuse(name.text, history) }
          if let report = try history.queries.breaking(of: record) {
            found.append((name, report))
            let flaky = record.flakyRate.map { "\(Int(($0 * 100).rounded())) %" } ?? ""
            lines.append(name.text)
            if record.verdict == .flaky {
              lines.append("  flaky: \(flaky) of its last results changed though nothing is known to have changed")
            }
            lines += output.text(program).breaking(report).map { "  \($0)" }
          } else if record.verdict == .broken {
            lines += [name.text, "  never passed in the runs that are known"]
          } else if !names.isEmpty {
            lines += [name.text, "  does not fail"]
          }
        }
        if output.isJSON {
          output.write(HistoryObject.list(found.map(HistoryObject.breaking)))
        } else {
          output.write(lines.isEmpty ? "nothing fails\n" : lines.joined(separator: "\n") + "\n")
        }
        return .success
      }
    }
  }

  /// So many of the newest runs tell what fails, and most often when it began to.
  static let nearLimit = 50
  /// So many results of an environment are looked at to find when it broke.
  static let farLimit = 1000

  static func refuse(_ name: String, _ history: HistorySession) throws(HistoryError) -> ExitCode {
    let known = try history.queries.environmentNames().map(\.text)
    let suggestion = closestMatch(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return complain("no run had an environment '\(name)'\(suggestion)")
  }
}
