import ArgumentParser
import Reporting
import SourceText

/// The reports that a run leaves.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .customLong("report"), parsing: .singleValue,
    help: ArgumentHelp(
      "Write a report of the run to a file, '-' for standard output; may be repeated.",
      discussion: "Formats are \(ReportFormat.list).", valueName: "format=file"),
    completion: .list(ReportFormat.allCases.map { "\($0.rawValue)=" }))
  var words: [String] = []

  @Option(
    name: .customLong("result-json"),
    help: ArgumentHelp("The same as --report tox-json=FILE.", valueName: "file"), completion: .file())
  var resultFile: String?

  @Option(
    name: .customLong("junit"),
    help: ArgumentHelp("The same as --report junit=FILE.", valueName: "file"), completion: .file())
  var junitFile: String?

  @Option(
    name: .customLong("events"),
    help: ArgumentHelp(
      "The same as --report events=FILE: each event is written when it happens.", valueName: "file"),
    completion: .file())
  var eventsFile: String?

  /// All of them; validated when they were read.
  var targets: [ReportTarget] { (try? checkedTargets()) ?? [] }

  /// All of them for the runs of a dashboard, which has the terminal for itself.
  ///
  /// - Throws: That standard output is no place for a report.
  func dashboardTargets() throws(DiagnosticError) -> [ReportTarget] {
    guard let target = targets.first(where: \.isStandardOutput) else { return targets }
    throw DiagnosticError(
      .error(
        "the report '\(target.format.rawValue)' cannot go to standard output, where the dashboard is",
        help: "name a file, or run with '--headless'"))
  }

  func validate() throws {
    do throws(ReportTarget.Mistake) {
      _ = try checkedTargets()
    } catch {
      throw ValidationError(error.message)
    }
  }

  private func checkedTargets() throws(ReportTarget.Mistake) -> [ReportTarget] {
    try ReportTarget.all(
      words, files: [(.toxJSON, resultFile), (.junit, junitFile), (.events, eventsFile)])
  }
}
