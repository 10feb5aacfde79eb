import ArgumentParser
import Glibc
import Journal
import ProjectConfiguration
import Reporting
import RunModel
import SourceText

/// `report`: a report of a run that was.
struct ReportCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Make a report of a run that was, for other programs or people.",
    discussion: "Nothing is run. Runs that are to have reports at once take '--report FORMAT=FILE'.")

  @Argument(help: "The number of the run; without it the last one.")
  var run: Int?

  @OptionGroup var project: ProjectOptions

  @Option(
    name: .long,
    help: ArgumentHelp("What to make.", discussion: "Formats are \(ReportFormat.list).", valueName: "format"))
  var format: ReportFormat

  @Option(
    name: [.customShort("o"), .customLong("output-file")],
    help: ArgumentHelp("Write to this file; its folders are made.", valueName: "file"), completion: .file())
  var outputFile = "-"

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let folder = try RunChoice(session).folder(run)
      let recorded = try RunChoice(session).read(folder)
      for text in recorded.problemTexts { printer.print([.warning(text)]) }
      signal(SIGPIPE, SIG_IGN)
      let reported = try ReportExport(session: session).reported(recorded, for: format)
      return write(ReportTarget(format, outputFile), reported, program)
    } catch {
      return printer.refuse(error)
    }
  }

  private func write(_ target: ReportTarget, _ run: ReportedRun, _ program: ProgramContext) -> ExitCode {
    guard let problem = ReportObserver.write(target, run, program.host) else { return .success }
    StandardOutput.write("swtox-tui: \(problem)\n", isError: true)
    return .internalError
  }
}

extension ReportFormat: ExpressibleByArgument {}
