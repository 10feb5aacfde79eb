import EnvironmentModel
import Testing

@Suite struct WildcardPatternTests {
  @Test(arguments: [
    ("", ""), ("a", "a"), ("*", ""), ("*", "anything"), ("**", "x"), ("a*", "a"), ("a*", "abc"), ("*c", "abc"),
    ("a*c", "ac"), ("a*c", "abcbc"), ("*b*", "abc"), ("?", "x"), ("a?c", "abc"), ("*?", "x"), ("a*b*c", "a1b2b3c"),
    ("*ab", "aab"), ("*aab", "aaaab"), ("PIP_*", "PIP_INDEX_URL"), ("??", "é"), ("*", "日本"), ("[a]", "[a]"),
    ("a.c", "a.c"), ("a*", "a*"), ("\\*", "\\x"),
  ])
  func `a star stands for any bytes and a question mark for one`(pattern: String, text: String) {
    #expect(WildcardPattern(pattern).matches(text))
  }

  @Test(arguments: [
    ("", "a"), ("a", ""), ("a", "b"), ("a", "A"), ("a", "ab"), ("b", "ab"), ("?", ""), ("??", "x"), ("a*c", "abcd"),
    ("*?", ""), ("a*b*c", "acb"), ("a?c", "ac"), ("PIP_*", "XPIP_A"), ("*ab", "aba"), ("[ab]", "a"), ("a.c", "abc"),
    ("?", "é"),
  ])
  func `the whole text must match`(pattern: String, text: String) {
    #expect(!WildcardPattern(pattern).matches(text))
  }

  @Test func `many stars take no time beyond pattern times text`() {
    let pattern = WildcardPattern(String(repeating: "a*", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }
}
