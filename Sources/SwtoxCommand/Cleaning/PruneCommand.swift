import ArgumentParser
import EnvironmentModel
import Reporting
import SourceText

/// `prune`: what nobody uses any more goes.
struct PruneCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove what nobody uses any more, of this project and of the caches of all.",
    discussion: """
      Of the project: environments and builds that the configuration no longer has. Of all projects: images and containers \
      of environments that are gone, root folders of Debian from which none was made for some time, half ones of programs \
      that were killed, and packages that dnf keeps. What would go is told with its size, and goes with --yes. Runs go by \
      'history prune'.
      """)

  @Option(
    name: .customLong("older-than"),
    help: ArgumentHelp("Caches go that were not used for so many days.", valueName: "days"))
  var days = 30

  @Flag(name: .customLong("cache"), help: "Only what all projects share; needs no project.")
  var isCacheOnly = false
  @Flag(name: [.customShort("y"), .long], help: "Remove it.")
  var yes = false
  @OptionGroup var project: ProjectOptions

  func validate() throws {
    if !(0...RetentionSettings.mostDays).contains(days) {
      throw ValidationError("--older-than \(days): use a number of days from 0 to \(RetentionSettings.mostDays)")
    }
  }

  func run(in program: ProgramContext) async -> ExitCode {
    do throws(DiagnosticError) {
      let found = await EngineKeepings(host: program.host).find()
      DiagnosticPrinter(program).print(found.warnings)
      var removals: [Removal] = []
      var lockFolder: String?
      if !isCacheOnly {
        let session = try await ProjectSession.open(project, in: program)
        removals += Leftovers(session: session, keepings: found.keepings).unused()
        lockFolder = "\(session.project.workDirectory)/locks"
      }
      let shared = SharedLeftovers(host: program.host, days: days, keepings: found.keepings).removals()
      let known = Set(removals.map(\.thing))
      removals += shared.filter { !known.contains($0.thing) }
      let cleaning = Cleaning(host: program.host, lockFolder: lockFolder)
      let measured = await cleaning.measured(removals)
      return await cleaning.perform(measured, isWanted: yes) == 0 ? .success : .failed
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }
}
