import EnvironmentModel
import Testing

@testable import Planning

@Suite struct SelectionTests {
  private let project = Project(
    root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox",
    environmentList: ["py311-x", "py312-x", "lint"].map { EnvironmentName($0) },
    additionalEnvironments: [EnvironmentName("docs")], patterns: [], skipsMissingInterpreters: false, hasPackage: true)

  private func names(_ items: String...) throws -> [String] {
    try Selection(items: items).resolve(in: project, knownFactors: ["x", "py311", "py312", "lint", "docs"]).map(\.text)
  }

  @Test func `nothing means the list, ALL means everything`() throws {
    #expect(try names() == ["py311-x", "py312-x", "lint"])
    #expect(try names("ALL") == ["py311-x", "py312-x", "lint", "docs"])
  }

  @Test func `names keep the order asked for, without repeats`() throws {
    #expect(try names("lint,py31{2,1}-x", "lint") == ["lint", "py312-x", "py311-x"])
  }

  @Test func `any combination of known factors and interpreters is a name`() throws {
    #expect(try names("py39-x", "3.10") == ["py39-x", "3.10"])
  }

  @Test(arguments: ["nope", "py311-y", ".."])
  func `other names are refused`(name: String) {
    #expect(throws: SelectionError.unknownNames([name])) { try names(name) }
  }

  @Test func `braces that make no sense are told`() {
    #expect(throws: SelectionError.malformedPattern("py{311", .unclosedBrace(offset: 2))) { try names("py{311") }
  }

  private func chosen(_ selection: Selection) throws -> [String] {
    let labels = EnvironmentLabels(
      own: [EnvironmentName("docs"): ["slow"]], groups: ["quick": [EnvironmentName("lint"), EnvironmentName("gone")]])
    return try selection.resolve(in: project, knownFactors: ["x"]) { labels }.map(\.text)
  }

  @Test(arguments: [
    (Selection(factorSets: [["x"]]), ["py311-x", "py312-x"]), (Selection(factorSets: [["x", "py312"]]), ["py312-x"]),
    (Selection(factorSets: [["py311"], ["docs"]]), ["py311-x", "docs"]), (Selection(labels: ["slow"]), ["docs"]),
    (Selection(labels: ["quick", "slow"]), ["lint", "docs"]),
    (Selection(items: ["py311-x"], factorSets: [["x"]]), ["py311-x"]),
    (Selection(skipped: "py31"), ["lint"]), (Selection(skipped: "(py312|li)"), ["py311-x"]),
    (Selection(items: ["ALL"], skipped: "x"), ["py311-x", "py312-x", "lint", "docs"]),
    (Selection(items: ["py31?-*"]), ["py311-x", "py312-x"]), (Selection(items: ["*{n,c}*"]), ["lint", "docs"]),
  ])
  func `factors, labels and patterns choose among all that are defined`(selection: Selection, expected: [String]) throws
  {
    #expect(try chosen(selection) == expected)
  }

  @Test(arguments: [
    (Selection(factorSets: [["nope"]]), SelectionError.noneChosen), (Selection(labels: ["none"]), .noneChosen),
    (Selection(skipped: "("), .malformedExpression("(")), (Selection(items: ["z*"]), .unknownNames(["z*"])),
  ])
  func `what chooses nothing is told`(selection: Selection, error: SelectionError) {
    #expect(throws: error) { try chosen(selection) }
  }
}
