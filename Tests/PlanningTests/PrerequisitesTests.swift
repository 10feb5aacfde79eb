import EnvironmentModel
import Planning
import RunModel
import Testing

@Suite struct PrerequisitesTests {
  private func complete(
    _ chosen: [String], _ items: [String: [String]], listed: [String] = ["a", "t1", "t2", "lint"]
  ) -> Prerequisites {
    Prerequisites(of: chosen.map { EnvironmentName($0) }, listed: listed.map { EnvironmentName($0) }) { names in
      Dictionary(uniqueKeysWithValues: names.map { ($0, items[$0.text] ?? []) })
    }
  }

  @Test(
    arguments: [
      (["a"], [:], ["a"]), (["a", "b"], ["b": ["a"]], ["a", "b"]), (["b", "a"], ["b": ["a"]], ["a", "b"]),
      (["docs"], ["docs": ["lint"], "lint": ["a"]], ["a", "lint", "docs"]),
      (["docs", "x"], ["docs": ["t*", "py3{1,2}"]], ["t1", "t2", "py31", "py32", "docs", "x"]),
      (["a"], ["a": ["b"], "b": ["a"]], ["b", "a"]), (["t1"], ["t1": ["t*", "b{"]], ["t2", "t1"]),
    ] as [([String], [String: [String]], [String])])
  func `each environment comes behind all that it needs`(
    chosen: [String], items: [String: [String]], names: [String]
  ) {
    #expect(complete(chosen, items).names.map(\.text) == names)
  }

  @Test func `what was added is told with the first that needs it`() {
    let found = complete(["docs", "web"], ["docs": ["lint"], "web": ["lint", "docs"], "lint": ["a"]])
    #expect(
      found.added
        == ["lint": "docs", "a": "lint"].reduce(into: [:]) { $0[EnvironmentName($1.key)] = EnvironmentName($1.value) })
  }

  @Test func `each environment is asked once, a chain of ten thousand too`() {
    var asked = 0
    let found = Prerequisites(of: [EnvironmentName("e0")], listed: []) { names in
      asked += names.count
      return names.reduce(into: [:]) { needs, name in
        let number = Int(name.text.dropFirst()) ?? 0
        if number < 10_000 { needs[name] = ["e\(number + 1)"] }
      }
    }
    #expect(asked == 10_001 && found.names.count == 10_001 && found.names.first?.text == "e10000")
  }

  private func needs(_ step: String, in plan: Plan) -> [String]? {
    plan.steps.first { $0.id.description == step }?.needs.map(\.description)
  }

  @Test func `what has to pass is needed, and what only comes before is followed`() {
    let needy: [String: SettingValue] = ["depends": .list(["a", "c"]), "requires_success": .boolean(true)]
    let environments = [
      environment("a"), environment("b", needy), environment("c", ["ignore_outcome": .boolean(true)]),
      environment("d", ["depends": .list(["a"])]),
    ]
    let planned = plan(environments)
    #expect(needs("b/create", in: planned) == ["a/commands"])
    #expect(planned.steps.first { $0.id.description == "b/create" }?.follows.map(\.description) == ["c/commands"])
    #expect(needs("d/create", in: planned) == [])
    var options = PlanOptions()
    options.requiresPrerequisites = true
    #expect(needs("d/create", in: plan(environments, options)) == ["a/commands"])
  }
}
