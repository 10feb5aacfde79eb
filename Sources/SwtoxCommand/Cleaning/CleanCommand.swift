import ArgumentParser
import EnvironmentModel
import Reporting
import SourceText

/// `clean`: environments go, to be made anew by the next run.
struct CleanCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Remove environments: their folders, images and containers.",
    discussion: """
      Those that are named, or all of the configuration. What would go is told with its size, and goes with --yes. \
      Environments that exist without swtox (kind = system) stay, and so do folders that swtox did not make. What is built, \
      and the results of runs, stay too; see 'prune' for what nobody uses any more.
      """)

  @OptionGroup var selection: SelectionOptions
  @Flag(name: [.customShort("y"), .long], help: "Remove them.")
  var yes = false
  @OptionGroup var project: ProjectOptions

  func run(in program: ProgramContext) async -> ExitCode {
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let isNamed = !selection.environments.isEmpty || selection.choosesByProperty
      let names = isNamed ? try session.names(selection) : session.project.allEnvironments
      let environments = await session.environments(names).environments
      let cleaning = Cleaning(host: program.host, lockFolder: "\(session.project.workDirectory)/locks")
      let found = await EngineKeepings(host: program.host).find()
      if environments.contains(where: { $0.kind == .container }) { DiagnosticPrinter(program).print(found.warnings) }
      let leftovers = Leftovers(session: session, keepings: found.keepings)
      let removals = await cleaning.measured(leftovers.removals(of: environments))
      return await cleaning.perform(removals, isWanted: yes) == 0 ? .success : .failed
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }
}
