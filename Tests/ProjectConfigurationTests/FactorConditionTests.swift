import ProjectConfiguration
import Testing

@Suite struct FactorConditionTests {
  @Test(arguments: [
    ("py311", ["py311", "linux"], true), ("!py311", ["py311"], false), ("py311-!win32", ["py311", "linux"], true),
    ("py311,py312", ["py312"], true), ("{py311,py312}-conda", ["py312", "conda"], true),
    ("{py311,py312}-conda", ["py312"], false), ("py3{10-12}", ["py311"], true), ("!{a,b}", ["c"], true),
  ])
  func `conditions hold for factors`(text: String, factors: [String], expected: Bool) throws {
    let condition = try #require(FactorCondition(text[...]))
    #expect(condition.holds(for: Set(factors)) == expected)
  }

  @Test(arguments: ["python -c 'print", "http", "C"])
  func `what comes before a colon may be plain text`(text: String) {
    if text == "http" || text == "C" {
      #expect(FactorCondition(text[...]) != nil)
    } else {
      #expect(FactorCondition(text[...]) == nil)
    }
  }
}
