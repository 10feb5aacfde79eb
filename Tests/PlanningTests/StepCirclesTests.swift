import EnvironmentModel
import RunModel
import Testing

@testable import Planning

@Suite struct StepCirclesTests {
  private static func id(_ name: String) -> StepID { StepID(.environment(EnvironmentName(name)), .runCommands) }

  private static func step(_ name: String, needs: [String] = [], follows: [String] = []) -> Step {
    Step(
      id: id(name), needs: needs.map(id), follows: follows.map(id), disposition: .perform(Recipe(main: [])), reason: "")
  }

  private func refused(_ steps: [Step]) -> [String] {
    StepCircles.refused(steps).compactMap { step in
      guard case .invalid(let reason) = step.disposition else { return nil }
      #expect(step.needs.isEmpty && step.follows.isEmpty)
      return "\(step.id.owner.label): \(reason)"
    }
  }

  @Test func `steps that wait for each other are refused, and nobody else`() {
    let steps = [
      Self.step("before", needs: ["x"]), Self.step("a", needs: ["b"]), Self.step("b", follows: ["c"]),
      Self.step("c", needs: ["a", "before"]), Self.step("behind", needs: ["a"]), Self.step("x"),
    ]
    let reason = "these wait for each other: a -> b -> c -> a"
    #expect(refused(steps) == ["a: \(reason)", "b: \(reason)", "c: \(reason)"])
    #expect(refused([Self.step("a", needs: ["b"]), Self.step("b")]).isEmpty)
  }

  @Test func `every circle is found`() {
    let steps = ["a", "b", "c", "d"].map { Self.step($0, needs: [["a": "b", "b": "a", "c": "d", "d": "c"][$0] ?? ""]) }
    #expect(refused(steps).count == 4)
    #expect(refused([Self.step("a", follows: ["a"])]) == ["a: these wait for each other: a"])
  }
}
