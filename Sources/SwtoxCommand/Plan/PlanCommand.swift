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
    discussion: """
      As a table: a line for each build and environment with the kind of environment, the package it gets and what would \
      be done, then which package definition serves which environment. --tree shows each step with its reason, --recipe \
      the exact commands and file operations as well.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var options: RunOptions

  @Flag(name: .long, help: "Show each step with its reason and what it waits for.")
  var tree = false

  @Flag(name: .customLong("json"), help: "The whole plan as an object, for programs.")
  var isJSON = false

  @Flag(name: .long, help: "Show the exact actions of every step.")
  var recipe = false

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      var opened = try await ProjectSession.open(project, in: program)
      let names = try opened.withPrerequisites(opened.names(selection), all: options.withDependencies)
      if options.isInPlace { opened = try await .open(project.inPlace(names), in: program) }
      let resolved = await opened.environments(names)
      let (session, environments) = (resolved.session, resolved.environments)
      let planned = await session.plan(environments, options.planOptions)
      let problems = session.problems(for: environments, leavesPackages: options.planOptions.leavesPackage)
      printer.print(
        problems + resolved.diagnostics + planned.plan.diagnostics
          + session.unusedDefinitions(planned, environments))
      let report = PlanReport(
        environments: environments, plan: planned.plan, matcher: planned.matcher, choices: planned.choices,
        project: session.project)
      StandardOutput.write(session.secretMask(environments, planned.plan).masked(text(of: report)))
      let isValid = planned.plan.steps.allSatisfy { if case .invalid = $0.disposition { false } else { true } }
      return isValid && !problems.contains { $0.severity == .error } ? .success : .usage
    } catch {
      return printer.refuse(error)
    }
  }

  private func text(of report: PlanReport) -> String {
    if isJSON { return report.json.text() + "\n" }
    return tree || recipe ? PlanText(showsRecipes: recipe).text(of: report.plan) : report.table
  }
}
