import EnvironmentModel
import Planning
import RunModel
import Testing

@testable import SwtoxCommand

@Suite struct PlanTextTests {
  private static func step(_ name: String, _ disposition: Step.Disposition, _ reason: String) -> Step {
    Step(id: StepID(.environment(EnvironmentName(name)), .runCommands), disposition: disposition, reason: reason)
  }

  private static func run(_ word: String, ignoresFailure: Bool = false, invertsResult: Bool = false) -> Action {
    .run(
      CommandAction(
        phase: "commands", arguments: [.text(word), .text("a b")], workingDirectory: "/", environment: [:],
        ignoresFailure: ignoresFailure, invertsResult: invertsResult))
  }

  @Test func `a tree tells what a step waits for, and whether that must succeed`() {
    let build = Step(id: StepID(.package("wheel"), .buildPackage), disposition: .reuse, reason: "reuse")
    var last = Self.step("b", .perform(Recipe(main: [])), "1 command")
    last.needs = [build.id]
    last.follows = [StepID(.environment(EnvironmentName("a")), .runCommands)]
    let text = PlanText(showsRecipes: false).text(of: Plan(environments: [], steps: [build, last]))
    #expect(text.contains(" after package:wheel, a, however that ends\n"), "\(text)")
  }

  @Test func `a recipe shows how a command's end is read`() {
    let recipe = Recipe(
      main: [
        Self.run("one"), Self.run("two", ignoresFailure: true), Self.run("three", invertsResult: true),
      ])
    #expect(PlanText.actions(of: recipe) == ["run one 'a b'", "run - two 'a b'", "run ! three 'a b'"])
  }

  @Test(arguments: [
    ("no environment yet", "create: no environment yet"), ("recreate: asked for", "recreate: asked for"),
  ])
  func `an environment that is made again is not created as well`(reason: String, shown: String) {
    let name = EnvironmentName("a")
    let step = Step(
      id: StepID(.environment(name), .createEnvironment), disposition: .perform(Recipe(main: [])), reason: reason)
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [name],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
    let report = PlanReport(
      environments: [Environment(name: name, settings: [])],
      plan: Plan(environments: [name], steps: [step], decisions: [.none("")]),
      matcher: PackageMatcher(project: project),
      project: project)
    #expect(report.table.hasSuffix("  \(shown)\n"), "\(report.table)")
  }
}
