import EnvironmentModel
import Planning
import RunModel
import Testing

@Suite struct StepDemandTests {
  @Test func `commands take up what their environment says, and its setup counts in its groups alone`() {
    let plan = plan([
      environment(
        "a",
        [
          "skip_install": .boolean(true), "weight": .integer(3), "memory": .text("1 MB"),
          "exclusive": .list(["db", "port"]),
        ])
    ])
    let demands = plan.steps.map(\.demand)
    #expect(
      demands == [
        StepDemand(groups: ["virtualenv", "setup"]),
        StepDemand(weight: 3, memory: 1_048_576, locks: ["db", "port"], groups: ["virtualenv", "test"]),
      ])
  }

  @Test func `builds count in a group of their own`() {
    let build = plan([environment("py311")]).steps.first { $0.id.kind == .buildPackage }
    #expect(build?.demand.groups == ["build"])
  }
}
