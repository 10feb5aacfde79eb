import ArgumentParser
import EnvironmentModel
import Planning
import ProjectConfiguration
import Reporting
import SourceText

/// `plan`: what a run would do and why.
struct PlanCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a run would do, and why, without doing it.",
    discussion: "With --recipe each step is followed by the exact commands and file operations.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var options: RunOptions

  @Flag(name: .long, help: "Show the exact actions of every step.")
  var recipe = false

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let opened = try await ProjectSession.open(project, in: program)
      let resolved = await opened.environments(try opened.names(selection))
      let (session, environments, diagnostics) = (resolved.session, resolved.environments, resolved.diagnostics)
      printer.print(session.configuration.diagnostics + diagnostics)
      let plan = session.plan(environments, options.planOptions).plan
      printer.print(plan.diagnostics)
      StandardOutput.write(PlanText(showsRecipes: recipe).text(of: plan))
      let isValid = plan.steps.allSatisfy { if case .invalid = $0.disposition { false } else { true } }
      return isValid ? .success : .usage
    } catch {
      printer.print(error.diagnostics)
      return .usage
    }
  }
}
