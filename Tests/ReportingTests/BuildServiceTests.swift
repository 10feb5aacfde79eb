import Reporting
import RunModel
import TestKit
import Testing

@Suite struct BuildServiceTests {
  @Test(
    arguments: [
      (["GITHUB_ACTIONS": "true"], .github), (["GITLAB_CI": "true"], .gitlab), (["TF_BUILD": "True"], .azure),
      (["TEAMCITY_VERSION": "2025.03"], .teamcity), (["CI": "true"], nil), ([:], nil),
    ] as [([String: String], BuildService?)])
  func `a service is known by its variables`(variables: [String: String], service: BuildService?) {
    #expect(BuildService(variables: variables) == service)
  }

  /// Two fail at once, the later one in the plan first, with texts that need escapes.
  private var failing: RunRehearsal {
    var run = RunRehearsal(["py312", "lint", "a;b"])
    for name in ["py312", "lint", "a;b"] { run.perform(name, .createEnvironment, for: 300) }
    run.perform("lint", .runCommands, "ruff check", output: ["100% fail's [1,2]: é"], ending: .failed(exitCode: 1))
    run.perform("a;b", .runCommands, "true", output: ["fine"])
    run.perform("py312", .runCommands, "pytest", output: ["one", "two fail"], ending: .failed(exitCode: 2))
    run.finish()
    return run
  }

  @Test(arguments: BuildService.allCases)
  func `output is grouped and failures are marked as the service reads it`(service: BuildService) throws {
    let text = failing.text(.all) {
      $0.service = service
      $0.sourceRoot = "/"
      $0.isOrdered = true
    }
    let shown = text.replacing("\u{1B}", with: "ESC").replacing("\r", with: "CR")
    try Golden.compare(shown, with: "service-\(service.rawValue).txt")
  }

  @Test func `logs come in the order of the plan, and results at once`() throws {
    try Golden.compare(failing.text(.all) { $0.isOrdered = true }, with: "ordered.txt")
  }

  @Test func `logs that still wait come at the end`() {
    var run = RunRehearsal(["a", "b"])
    run.perform("b", .createEnvironment, output: ["no space"], ending: .failed(exitCode: 1))
    run.finish()
    let text = run.text { $0.isOrdered = true }
    #expect(text.contains("no space\n"))
  }
}
