import Drivers
import EnvironmentModel
import Planning
import RunModel
import Testing

@Suite struct SharedDirectoriesTests {
  private func shared(_ name: String, _ changes: [String: SettingValue] = [:]) -> Environment {
    environment(name, ["env_dir": .path("/p/.swtox/one")].merging(changes) { $1 })
  }

  private func step(_ id: String, in plan: Plan) -> Step? { plan.steps.first { $0.id.description == id } }

  @Test func `they take turns`() {
    let plan = plan([shared("a"), shared("b"), shared("c"), environment("other")])
    #expect(step("a/create", in: plan)?.follows == [])
    #expect(step("b/create", in: plan)?.follows.map(\.description) == ["a/commands"])
    #expect(step("c/create", in: plan)?.follows.map(\.description) == ["b/commands"])
    #expect(step("other/create", in: plan)?.follows == [])
  }

  @Test func `equal ones are made once, and need that to have gone well`() {
    let plan = plan([
      shared("a", ["set_env": .variables([VariableAssignment(name: "A", value: "1")])]),
      shared("b", ["commands": .commands([CommandLine(arguments: ["mypy"])])]),
    ])
    let create = step("b/create", in: plan)
    #expect(create?.disposition == .reuse)
    #expect(create?.reason == "reuse: made by a")
    #expect(create?.needs.map(\.description) == ["a/package"])
    #expect(step("b/package", in: plan)?.disposition == .reuse)
    #expect(step("b/commands", in: plan)?.reason == "1 command")
  }

  @Test func `those that say so use it at once, and who changes it waits for all of them`() {
    let share: [String: SettingValue] = ["share": .boolean(true)]
    let other = share.merging(["deps": .list(["attrs"])]) { $1 }
    let once = plan([shared("a", share), shared("b", share), shared("c", other), shared("d", other)])
    #expect(step("b/create", in: once)?.follows == [])
    #expect(step("b/create", in: once)?.needs.map(\.description) == ["a/package"])
    #expect(Set(step("c/create", in: once)?.follows.map(\.description) ?? []) == ["a/commands", "b/commands"])
    #expect(step("d/create", in: once)?.follows == [])
    let setup = share.merging(["extra_setup_commands": .commands([CommandLine(arguments: ["x"])])]) { $1 }
    let turns = plan([shared("a", setup), shared("b", setup)])
    #expect(step("b/create", in: turns)?.follows.map(\.description) == ["a/commands"])
  }

  @Test func `another one is made anew in its turn, whatever was there before the run`() {
    let other = shared("b", ["deps": .list(["attrs"])])
    var observation = machine()
    for step in plan([other]).steps {
      guard case .perform(let recipe) = step.disposition else { continue }
      for case .write(let path, let text) in recipe.parts.main where path.contains("/one/.swtox/") {
        observation.stamps[step.id] = text
      }
    }
    #expect(step("b/create", in: plan([other], observation: observation))?.disposition == .reuse)
    let plan = plan([shared("a"), other], observation: observation)
    #expect(step("b/create", in: plan)?.reason == "recreate: a has env_dir before it")
    #expect(step("b/create", in: plan)?.needs == [])
  }

  @Test func `turns respect what the environments depend on`() {
    let plan = plan([
      shared("a", ["depends": .list(["middle"])]), environment("middle", ["depends": .list(["b"])]), shared("b"),
    ])
    #expect(step("b/create", in: plan)?.follows == [])
    #expect(step("a/create", in: plan)?.follows.map(\.description) == ["middle/commands", "b/commands"])
  }

  @Test func `an environment that is left out has no turn`() {
    let plan = plan([shared("a", ["platform": .text("win32")]), shared("b")])
    #expect(step("b/create", in: plan)?.follows == [])
    if case .perform = step("b/create", in: plan)?.disposition {} else { Issue.record("b is made") }
  }
}
