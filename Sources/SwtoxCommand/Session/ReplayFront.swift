import EnvironmentModel
import Glibc
import Host
import Journal
import ProjectConfiguration
import Reporting
import RunModel
import SourceText

/// A run that was, as the lines of text that it had.
struct ReplayFront {
  let program: ProgramContext
  let session: ProjectSession
  let project: ProjectOptions
  let headless: HeadlessOptions

  /// Prints the run and returns the exit code that it had.
  func show(_ run: RecordedRun) throws(DiagnosticError) -> ExitCode {
    let events = try RunChoice(session).content(of: run.folder).events
    signal(SIGPIPE, SIG_IGN)
    let isColored =
      switch headless.color {
      case .always: true
      case .never: false
      case .auto: program.isColored(1)
      }
    let style = TextStyle(isColored: isColored, isUnicode: program.isUnicode)
    let suffix = ProgramContext.rerunSuffix(run.header.request?.arguments)
    var settings = HeadlessReporter.Settings(
      style: style, output: headless.output, jobCount: run.header.request?.jobCount,
      folder: session.shown(run.folder.path), rerunCommand: project.rerunCommand, rerunSuffix: suffix)
    headless.complete(&settings, program)
    settings.testsCommand = project.commandLine("history", "tests", "\(run.header.run)")
    var reporter = HeadlessReporter(
      run: run.header.run, settings: settings,
      logs: LogFileOutput(
        folder: run.folder, files: session.host.files, isColored: isColored,
        errorPatterns: LogFileOutput.errorPatterns(of: run.environments(session))))
    reporter.report(events) { StandardOutput.write($0) }
    if run.isLive { StandardOutput.write("run \(run.header.run) is going on in another swtox\n") }
    if run.state.isInterrupted { reporter.breakOff(run.state) { StandardOutput.write($0) } }
    return exitCode(of: run.state)
  }

  private func exitCode(of state: RunState) -> ExitCode {
    let signal = [SIGTERM, SIGHUP, SIGQUIT].first { StopReason.text(of: $0) == state.stopReason }
    if let signal { return StopReason.exitCode(of: signal) }
    return Reporting.exitCode(of: state)
  }
}
