import EnvironmentModel
import ProjectConfiguration
import Testing

@Suite struct FactorConditionTests {
  @Test(arguments: [
    ("py311", ["py311", "linux"], true), ("!py311", ["py311"], false), ("py311-!win32", ["py311", "linux"], true),
    ("py311,py312", ["py312"], true), ("{py311,py312}-conda", ["py312", "conda"], true),
    ("{py311,py312}-conda", ["py312"], false), ("py3{10-12}", ["py311"], true), ("!{a,b}", ["c"], true),
  ])
  func `conditions hold for factors`(text: String, factors: [String], expected: Bool) throws {
    let condition = try #require(try FactorCondition(text[...]))
    #expect(condition.holds(for: Set(factors)) == expected)
  }

  @Test(arguments: [
    ("{a-b,c}-d", ["a-b-d", "c-d"]), ("x{1-3}-{a,!b}", ["x1-a", "x1-b", "x2-a", "x2-b", "x3-a", "x3-b"]),
    ("a-!{b,c}d-e", ["a-bd-e", "a-cd-e"]), ("{a}-{b}-c", ["a-b-c"]), ("{a,b}{-c,}", ["a-c", "a", "b-c", "b"]),
    ("a--{b,c}", ["a--b", "a--c"]), ("-{b,c}-", ["-b-", "-c-"]), ("a-b, {c,d}", ["a-b", "c", "d"]),
  ])
  func `a condition speaks of the names that its braces stand for`(text: String, names: [String]) throws {
    let condition = try #require(try FactorCondition(text[...]))
    #expect(condition.names == names)
    #expect(condition.nameCount == names.count)
  }

  @Test(arguments: [
    ("{a-b,c}-d", "a b d", true), ("{a-b,c}-d", "a d", false), ("{a-b,c}-d", "c d", true), ("{a-b,c}-d", "c", false),
    ("x{1-3}-{a,!b}", "x2 b", false), ("x{1-3}-{a,!b}", "x2", true), ("x{1-3}-{a,!b}", "x4", false),
    ("a-!{b,c}d-e", "a bd cd e", false), ("a-!{b,c}d-e", "a bd e", true), ("a-!{b,c}d-e", "a bd", false),
    ("py31[0-1]", "py310", false), ("[!ab]x", "[!ab]x", true), ("{a,b}{-c,}", "b", true), ("{a,b}{-c,}", "c", false),
    ("{1-100}-{1-100}", "100 7", true),
  ])
  func `choices between dashes count one by one`(text: String, factors: String, expected: Bool) throws {
    let condition = try #require(try FactorCondition(text[...]))
    #expect(condition.holds(for: Set(factors.split(separator: " ").map(String.init))) == expected)
  }

  @Test(arguments: ["{1-1000}{1-1000}", "a,{1-99999999999999999999}", "{1-100}-{1-101}", "{1-9999},b,c"])
  func `a condition of more names than anyone has is refused`(text: String) {
    #expect(throws: PatternError.tooManyNames(limit: 10_000)) { try FactorCondition(text[...]) }
  }

  @Test(arguments: ["python -c 'print", "http", "C"])
  func `what comes before a colon may be plain text`(text: String) throws {
    if text == "http" || text == "C" {
      #expect(try FactorCondition(text[...]) != nil)
    } else {
      #expect(try FactorCondition(text[...]) == nil)
    }
  }
}
