import EnvironmentModel
import Planning
import RunModel
import Testing

@Suite struct DependsOrderTests {
  private func follows(_ step: String, in plan: Plan) -> [String]? {
    plan.steps.first { $0.id.description == step }?.follows.map(\.description)
  }

  @Test(
    arguments: [
      ([:], "lib/package"), (["skip_install": .boolean(true)], "lib/create"),
      (["skip_install": .boolean(true), "deps": .list(["pytest"])], "lib/deps"),
      (["base_python": .list(["py39"])], "lib/create"), (["platform": .text("win32")], "lib/create"),
    ] as [([String: SettingValue], String)])
  func `an environment waits for the last step of one without commands`(
    changes: [String: SettingValue], last: String
  ) {
    let none = changes.merging(["commands": .commands([])]) { $1 }
    let plan = plan([environment("py311", ["depends": .list(["lib"])]), environment("lib", none)])
    #expect(follows("py311/create", in: plan) == [last])
    #expect(plan.steps.contains { $0.id.description == last })
  }

  @Test func `a name with stars stands for all it matches`() {
    let plan = plan([environment("py311", ["depends": .list(["t*"])]), environment("t1"), environment("t2")])
    #expect(follows("py311/create", in: plan) == ["t1/commands", "t2/commands"])
  }

  @Test func `the first step waits, and the others for it`() {
    let plan = plan([environment("py311", ["depends": .list(["lib"])]), environment("lib")])
    #expect(follows("py311/create", in: plan) == ["lib/commands"])
    #expect(follows("py311/package", in: plan) == [])
  }

  @Test func `only the environments of a circle are told to be one`() {
    let plan = plan([
      environment("a", ["depends": .list(["b"])]), environment("b", ["depends": .list(["c"])]),
      environment("c", ["depends": .list(["a"])]), environment("behind", ["depends": .list(["a", "other"])]),
      environment("far", ["depends": .list(["behind"])]), environment("other"),
    ])
    let told = plan.steps.filter { if case .invalid = $0.disposition { true } else { false } }
    #expect(
      told.map { "\($0.id): \($0.reason)" } == [
        "a/create: 'depends' goes round in a circle: a -> b -> c -> a",
        "b/create: 'depends' goes round in a circle: b -> c -> a -> b",
        "c/create: 'depends' goes round in a circle: c -> a -> b -> c",
      ])
    #expect(follows("a/create", in: plan) == [])
    #expect(follows("behind/create", in: plan) == ["a/create", "other/commands"])
    #expect(follows("far/create", in: plan) == ["behind/commands"])
  }

  @Test func `an environment that a circle depends on is in none`() {
    let plan = plan([
      environment("a", ["depends": .list(["b", "base"])]), environment("b", ["depends": .list(["a"])]),
      environment("base"),
    ])
    let told = plan.steps.filter { if case .invalid = $0.disposition { true } else { false } }
    #expect(told.map(\.id.description) == ["a/create", "b/create"])
    #expect(plan.steps.contains { $0.id.description == "base/commands" })
  }

  @Test func `two circles through one environment are told by their shortest way`() {
    let plan = plan([
      environment("a", ["depends": .list(["b", "d"])]), environment("b", ["depends": .list(["c"])]),
      environment("c", ["depends": .list(["a"])]), environment("d", ["depends": .list(["a"])]),
    ])
    #expect(plan.steps.first?.reason == "'depends' goes round in a circle: a -> d -> a")
    #expect(plan.steps.count == 4)
  }

  @Test func `an environment that depends on itself or on none of the run waits for nothing`() {
    let plan = plan([environment("a", ["depends": .list(["a", "elsewhere", "b{", "py3{9,10}"])])])
    #expect(follows("a/create", in: plan) == [])
  }

  @Test func `a chain of two thousand environments is planned`() {
    let changes: (Int) -> [String: SettingValue] = { index in
      index == 0 ? [:] : ["depends": .list(["e\(index - 1)"])]
    }
    let plan = plan((0..<2_000).reversed().map { environment("e\($0)", changes($0)) })
    #expect(plan.environments.count == 2_000)
    #expect(plan.steps.allSatisfy { if case .perform = $0.disposition { true } else { false } })
    let first = plan.steps.filter { $0.id.kind == .createEnvironment }
    #expect(first.count == 2_000)
    #expect(first.dropLast().allSatisfy { $0.follows.count == 1 } && first.last?.follows == [])
  }

  @Test func `a circle of two hundred is told to all of it`() {
    let plan = plan((0..<200).map { environment("e\($0)", ["depends": .list(["e\(($0 + 1) % 200)"])]) })
    #expect(plan.steps.count == 200)
    #expect(plan.steps.allSatisfy { $0.reason.hasPrefix("'depends' goes round in a circle: ") })
  }
}
