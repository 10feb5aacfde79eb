import EnvironmentModel
import Planning
import RunModel
import Testing

@testable import Orchestration

@Suite struct DirectoryUseTests {
  private func id(_ text: String) -> StepID { StepID(text) ?? StepID(.package(text), .buildPackage) }

  private func use(_ steps: [(id: String, needs: [String])]) -> DirectoryUse {
    let plan = Plan(
      environments: [],
      steps: steps.map { Step(id: id($0.id), needs: $0.needs.map(id), disposition: .reuse, reason: "") })
    return DirectoryUse(plan) { owner in [owner.label == "b" ? "a" : owner.label] }
  }

  @Test func `a directory is free when all steps of all its owners have ended`() {
    var use = use([("a/create", []), ("a/commands", ["a/create"]), ("b/commands", []), ("c/commands", [])])
    #expect(use.finish(id("a/create")) == [])
    #expect(use.finish(id("c/commands")) == ["c"])
    #expect(use.finish(id("a/commands")) == [])
    #expect(use.finish(id("b/commands")) == ["a"])
    #expect(use.finish(id("b/commands")) == [])
  }

  @Test func `who waits for an environment works in it, and who waits for a package does not`() {
    var use = use([
      ("package:p/build", []), ("a/commands", ["package:p/build"]), ("c/commands", ["a/commands"]),
    ])
    #expect(use.finish(id("package:p/build")) == ["package:p"])
    #expect(use.finish(id("a/commands")) == [])
    #expect(use.finish(id("c/commands")).sorted() == ["a", "c"])
  }

  @Test func `what no step works in is not used`() {
    #expect(use([("a/commands", [])]).unused(among: ["a", "p"]) == ["p"])
  }
}
