import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct FactorIndexTests {
  /// Lines with conditions of all kinds, enough for an index.
  private static let lines = (0..<60).map { number in
    switch number % 6 {
    case 0: "py311: a\(number)"
    case 1: "py312-dj\(number % 4): b\(number)"
    case 2: "py311,py312-!dj1: c\(number)"
    case 3: "!py311: d\(number)"
    case 4: "e\(number)"
    default: "dj{0,1,2}-py312, lint: f\(number)"
    }
  }

  private func deps(_ name: String, _ lines: [String]) throws -> [String] {
    try value("deps", of: name, "[testenv]\ndeps =\n" + lines.map { "  \($0)\n" }.joined()).split(separator: "\n")
      .map(String.init)
  }

  @Test(arguments: ["py311", "py312", "py312-dj1", "py311-dj1", "lint", "docs", "py312-dj3-lint", "dj2"])
  func `a long value gives what its parts give`(name: String) throws {
    // Parts of ten lines are too short for an index.
    let parts = try stride(from: 0, to: Self.lines.count, by: 10).flatMap { start in
      try deps(name, Array(Self.lines[start..<start + 10]))
    }
    #expect(try deps(name, Self.lines) == parts)
    #expect(!parts.isEmpty)
  }

  @Test func `a line that goes on after a condition keeps its meaning in a long value`() throws {
    let lines = Self.lines + ["py312: one\\", "two", "three"]
    #expect(try deps("py312", lines).suffix(2) == ["onetwo", "three"])
    #expect(try deps("py311", lines).last == "three")
    #expect(try deps("py311", lines).contains("two") == false)
  }
}
