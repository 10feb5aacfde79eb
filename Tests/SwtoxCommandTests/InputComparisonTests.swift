import EnvironmentModel
import Planning
import RunModel
import Testing

@testable import SwtoxCommand

@Suite struct InputComparisonTests {
  private let name = EnvironmentName("a")

  private func change(
    _ inputs: [Step.Input], since recorded: [(String, String)], disposition: Step.Disposition = .reuse,
    build: Step.Disposition = .reuse
  ) -> String? {
    var step = Step(id: StepID(.environment(name), .runCommands), disposition: disposition, reason: "not here")
    step.inputs = inputs
    let steps = [
      Step(id: StepID(.package("core"), .buildPackage), disposition: build, reason: "build core: x changed"),
      Step(id: StepID(.environment(name), .createEnvironment), disposition: .reuse, reason: ""), step,
    ]
    var core = ArtifactObservation(path: "/c", identity: "core 1", changedInput: nil)
    core.sources = "s1"
    return InputComparison(Plan(environments: [name], steps: steps), artifacts: ["core": core])
      .change(of: name, since: recorded.map { StepInput(name: $0.0, mark: $0.1) })
  }

  @Test func `equal marks change nothing`() {
    let inputs: [Step.Input] = [.artifact("core"), .sources("core"), .known(StepInput(name: "'r.txt'", mark: "1"))]
    let recorded = [("'r.txt'", "1"), ("package 'core'", "core 1"), ("sources of 'core'", "s1")]
    #expect(change(inputs, since: recorded) == nil)
    #expect(change([], since: []) == nil)
  }

  @Test(arguments: [
    (Step.Input.artifact("core"), "package 'core'", "core 0", "package 'core' changed"),
    (.sources("core"), "sources of 'core'", "s0", "sources of 'core' changed"),
    (.known(StepInput(name: "'r.txt'", mark: "2")), "'r.txt'", "1", "'r.txt' changed"),
    (.artifact("core"), "package 'other'", "o", "it is not known to have been tested with package 'core'"),
  ])
  func `what differs is told`(input: Step.Input, name: String, mark: String, text: String) {
    #expect(change([input], since: [(name, mark)]) == text)
  }

  @Test func `what is to be built, what is gone and what cannot run is told`() {
    let anew = Step.Disposition.perform(Recipe(main: []))
    #expect(change([.artifact("core")], since: [("package 'core'", "core 1")], build: anew) == "build core: x changed")
    #expect(change([], since: [("package 'x'", "1")]) == "package 'x' is not part of it any more")
    #expect(change([], since: [], disposition: .unavailable("gone")) == "not here")
    #expect(change([.artifact("core")], since: [("package 'core'", "core 1")], disposition: anew) == nil)
  }
}
