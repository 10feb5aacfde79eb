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
    #expect(throws: Selection.UnknownName(name: name)) { try names(name) }
  }

  @Test func `braces that make no sense are told`() {
    #expect(throws: Selection.UnknownName(name: "py{311", problem: .unclosedBrace(offset: 2))) { try names("py{311") }
  }
}
