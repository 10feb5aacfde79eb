import EnvironmentModel
import Testing

@Suite struct EnvironmentMatrixTests {
  private func matrix(_ patterns: String...) throws -> EnvironmentMatrix {
    let names = try patterns.flatMap { try EnvironmentPattern($0).expansion }.map { EnvironmentName($0) }
    return EnvironmentMatrix(names: names, patterns: patterns)
  }

  private func axes(_ matrix: EnvironmentMatrix) -> [String] {
    matrix.axes.map { "\($0.name): \($0.values.joined(separator: " "))" }
  }

  private func coordinates(_ matrix: EnvironmentMatrix, _ name: String) -> [Int]? {
    matrix.coordinates[EnvironmentName(name)]
  }

  @Test func `each brace group is an axis`() throws {
    let matrix = try matrix("py{311,312}-{conda,venv}")
    #expect(axes(matrix) == ["py: py311 py312", "kind: conda venv"])
    #expect(coordinates(matrix, "py311-conda") == [0, 0])
    #expect(coordinates(matrix, "py312-conda") == [1, 0])
    #expect(coordinates(matrix, "py312-venv") == [1, 1])
    #expect(matrix.coordinates.count == 4)
    #expect(matrix.others == [])
  }

  @Test func `an axis bears the letters its values share`() throws {
    #expect(try axes(matrix("py{311,312}-dj{42,50}")) == ["py: py311 py312", "dj: dj42 dj50"])
    #expect(try axes(matrix("{py311,pypy310}-{1x,1y}")) == ["py: py311 pypy310", "1x/1y: 1x 1y"])
    #expect(try axes(matrix("{py311,docs}")) == ["py311/docs: py311 docs"])
  }

  @Test func `one group is one axis`() throws {
    let matrix = try matrix("py{311,312}")
    #expect(axes(matrix) == ["py: py311 py312"])
    #expect(coordinates(matrix, "py312") == [1])
  }

  @Test func `names without a part in any group stand apart, in order`() throws {
    let matrix = try matrix("lint", "py{311,312}", "docs", "type-check")
    #expect(matrix.others.map(\.text) == ["lint", "docs", "type-check"])
    #expect(matrix.coordinates.count == 2)
  }

  @Test func `a project without groups and interpreters has no axes`() throws {
    let matrix = try matrix("lint", "docs")
    #expect(matrix.axes == [] && matrix.coordinates.isEmpty)
    #expect(matrix.others.count == 2)
    #expect(EnvironmentMatrix(names: [], patterns: []).axes == [])
  }

  @Test func `a product may have holes`() throws {
    let matrix = try matrix("py311-{conda,venv}", "py312-venv")
    #expect(axes(matrix) == ["py: py311 py312", "kind: conda venv"])
    #expect(coordinates(matrix, "py312-venv") == [1, 1])
    #expect(coordinates(matrix, "py312-conda") == nil)
  }

  @Test func `names that have nothing of an axis come last on it`() throws {
    let matrix = try matrix("py311", "py{311,312}-{a,b}")
    #expect(matrix.axes.last?.values == ["a", "b", ""])
    #expect(coordinates(matrix, "py311") == [0, 2])
  }

  @Test func `what remains of a name is its variant`() throws {
    let matrix = try matrix("py{311,312}{,-lint}", "py311-cov-fast")
    #expect(axes(matrix) == ["py: py311 py312", "variant:  lint cov-fast"])
    #expect(coordinates(matrix, "py312-lint") == [1, 1])
    #expect(coordinates(matrix, "py311-cov-fast") == [0, 2])
  }

  @Test func `interpreters are an axis without braces too, in the order of their versions`() throws {
    let matrix = try matrix("py312-x", "py311-x", "pypy310-y", "3.13")
    #expect(axes(matrix) == ["py: py311 py312 3.13 pypy310", "variant: x y "])
    #expect(coordinates(matrix, "3.13") == [2, 2])
  }

  @Test func `interpreters are one axis whichever groups they stand in`() throws {
    let matrix = try matrix("{py311,docs}-{a,b}", "py312-a", "py{310,39}-b")
    #expect(matrix.axes.map(\.values) == [["py311", "docs", "py312", "py310", "py39"], ["a", "b"]])
    #expect(coordinates(matrix, "py39-b") == [4, 1])
  }

  @Test func `groups that share an alternative are one axis`() throws {
    #expect(try matrix("{a,b}-x", "{b,c}-x").axes.first?.values == ["a", "b", "c"])
    let matrix = try matrix("{a,b}", "{c,d}", "{b,c}")
    #expect(matrix.axes.map(\.values) == [["a", "b", "c", "d"]])
    #expect(coordinates(matrix, "d") == [3])
  }

  @Test func `an empty alternative is shared by nobody`() throws {
    let matrix = try matrix("py311-{a,}-{b,}")
    #expect(matrix.axes.map(\.values) == [["py311"], ["a", ""], ["b", ""]])
    #expect(coordinates(matrix, "py311--b") == [0, 1, 0])
    #expect(coordinates(matrix, "py311--") == [0, 1, 1])
  }

  @Test func `a second alternative of one axis is part of the variant`() throws {
    #expect(try axes(matrix("{a,b}", "a-b")) == ["a/b: a b", "variant:  b"])
  }

  @Test func `values stand in the order of the patterns, not of the names`() {
    let names = ["py310-b", "py312-a", "py311-b"].map { EnvironmentName($0) }
    let matrix = EnvironmentMatrix(names: names, patterns: ["py3{12-10}-{a,b}"])
    #expect(matrix.axes.map(\.values) == [["py312", "py311", "py310"], ["a", "b"]])
  }

  @Test func `alternatives that no environment has are left out`() {
    let matrix = EnvironmentMatrix(names: [EnvironmentName("py311-a")], patterns: ["py{311,312}-{a,b}-{c,d}"])
    #expect(matrix.axes.map(\.values) == [["py311"], ["a"]])
  }

  @Test(arguments: ["py{311", "a}b", "{a{b}}"])
  func `a pattern that cannot be read is passed over`(pattern: String) {
    let matrix = EnvironmentMatrix(names: [EnvironmentName("py311-a")], patterns: [pattern, "{a,b}"])
    #expect(coordinates(matrix, "py311-a")?.count == matrix.axes.count)
    #expect(matrix.axes.contains { $0.values == ["a"] })
  }

  @Test func `every name has one cell, and each cell one name`() throws {
    let matrix = try matrix("py3{9-13}-{conda,venv,}-dj{42,50}-{linux,mac}", "lint", "docs")
    #expect(matrix.coordinates.count == 60)
    #expect(Set(matrix.coordinates.values).count == 60)
    for coordinate in matrix.coordinates.values {
      #expect(zip(coordinate, matrix.axes).allSatisfy { $1.values.indices.contains($0) })
    }
    #expect(matrix.others.count == 2)
  }
}
