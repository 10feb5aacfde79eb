import EnvironmentModel
import Testing

@Suite struct EnvironmentPatternTests {
  private func expansion(_ text: String) throws -> [String] { try EnvironmentPattern(text).expansion }

  @Test(arguments: [
    ("py311", ["py311"]), ("", [""]), ("py{311,312}", ["py311", "py312"]), ("{a}", ["a"]), ("x{a,b}y", ["xay", "xby"]),
    ("{a,b}-{c,d}", ["a-c", "a-d", "b-c", "b-d"]), ("{a,b}{c,d}", ["ac", "ad", "bc", "bd"]),
    ("{a,b}-{c,d}-{e,f}", ["a-c-e", "a-c-f", "a-d-e", "a-d-f", "b-c-e", "b-c-f", "b-d-e", "b-d-f"]),
  ])
  func `braces multiply, the last one fastest`(text: String, expected: [String]) throws {
    #expect(try expansion(text) == expected)
  }

  @Test(arguments: [
    ("py311{,-lint}", ["py311", "py311-lint"]), ("{a,}", ["a", ""]), ("{a,,b}", ["a", "", "b"]), ("x{}y", ["xy"]),
    ("{ a ,\tb }", ["a", "b"]), ("{a,a}", ["a", "a"]), ("{,}", ["", ""]),
  ])
  func `alternatives are trimmed, may be empty and may repeat`(text: String, expected: [String]) throws {
    #expect(try expansion(text) == expected)
  }

  @Test(arguments: [
    ("py3{10-13}", ["py310", "py311", "py312", "py313"]), ("py3{12-10}", ["py312", "py311", "py310"]),
    ("{9-11}", ["9", "10", "11"]), ("{5-5}", ["5"]), ("py{27,310-311}", ["py27", "py310", "py311"]),
    ("{ 1-2 ,x}", ["1", "2", "x"]), ("{08-10}", ["8", "9", "10"]), ("{0-1}{1-0}", ["01", "00", "11", "10"]),
  ])
  func `a range counts up or down`(text: String, expected: [String]) throws {
    #expect(try expansion(text) == expected)
  }

  @Test(arguments: [
    ("py3{13-}", ["py313", "py314", "py315"]), ("py3{15-}", ["py315"]), ("py3{16-}", ["py316"]),
    ("py3{-12}", ["py311", "py312"]), ("py3{-11}", ["py311"]), ("py3{-9}", ["py39"]),
  ])
  func `an open range ends at the versions of Python`(text: String, expected: [String]) throws {
    #expect(try expansion(text) == expected)
  }

  @Test(arguments: ["1-9999999", "1-99999999999999999999999", "-9999999"])
  func `a range of more names than anyone has is refused`(text: String) {
    #expect(throws: PatternError.self) { try EnvironmentPattern("a{\(text)}") }
  }

  @Test(arguments: ["-", "a-b", "1-2-3", "1-b", "a-1", "--", "1.0-2.0", "1–3", "x-"])
  func `what is no range is an alternative as it stands`(text: String) throws {
    #expect(try expansion("{\(text),z}") == [text, "z"])
  }

  @Test(arguments: ["1-3", "a-b", "py3.11"])
  func `a range means nothing outside braces`(text: String) throws {
    #expect(try expansion(text) == [text])
  }

  @Test func `literal text and groups are the pieces`() throws {
    let pattern = try EnvironmentPattern("py{311,312}-é{conda}")
    #expect(pattern.pieces == [["py"], ["311", "312"], ["-é"], ["conda"]])
  }

  @Test(arguments: [
    ("py{311", PatternError.unclosedBrace(offset: 2)), ("{", .unclosedBrace(offset: 0)),
    ("{a}-{b", .unclosedBrace(offset: 4)), ("é{a", .unclosedBrace(offset: 2)), ("py311}", .unopenedBrace(offset: 5)),
    ("{a}}", .unopenedBrace(offset: 3)), ("}{", .unopenedBrace(offset: 0)), ("a{b{c,d}}", .nestedBrace(offset: 3)),
    ("日{{a}}", .nestedBrace(offset: 4)), ("{a{", .nestedBrace(offset: 2)),
  ])
  func `a brace without its partner is told by its byte`(text: String, expected: PatternError) {
    #expect(throws: expected) { try EnvironmentPattern(text) }
    #expect(expected.offset < text.utf8.count)
  }

  @Test func `more names than the limit are refused`() throws {
    #expect(try EnvironmentPattern("{1-1000}{1-500}").pieces.map(\.count) == [1000, 500])
    let error = PatternError.tooManyNames(limit: EnvironmentPattern.nameLimit)
    #expect(throws: error) { try EnvironmentPattern("{1-1000}{1-501}") }
    #expect(throws: error) { try EnvironmentPattern(String(repeating: "{1-9}", count: 60)) }
    #expect(error.offset == 0)
    #expect(error.message == "the pattern stands for more than 500000 environments")
  }

  @Test func `every error has words of its own`() {
    let errors = [PatternError.unclosedBrace(offset: 1), .unopenedBrace(offset: 1), .nestedBrace(offset: 1)]
    #expect(Set(errors.map(\.message)).count == 3)
    #expect(errors.map(\.offset) == [1, 1, 1])
  }
}
