import EnvironmentModel
import Testing

@Suite struct WildcardPatternTests {
  @Test(arguments: [
    ("", ""), ("a", "a"), ("*", ""), ("*", "anything"), ("**", "x"), ("a*", "a"), ("a*", "abc"), ("*c", "abc"),
    ("a*c", "ac"), ("a*c", "abcbc"), ("*b*", "abc"), ("?", "x"), ("a?c", "abc"), ("*?", "x"), ("a*b*c", "a1b2b3c"),
    ("*ab", "aab"), ("*aab", "aaaab"), ("PIP_*", "PIP_INDEX_URL"), ("?", "é"), ("*", "日本"), ("[a]", "a"),
    ("[ab]c", "bc"), ("py3[0-2]", "py31"), ("[!ab]", "c"), ("[]]", "]"), ("[a", "[a"), ("[]", "[]"), ("[a-]", "-"),
    ("*[12]", "py31"), ("a.c", "a.c"), ("a*", "a*"), ("\\*", "\\x"),
  ])
  func `a star stands for any characters, a question mark for one, brackets for one of theirs`(
    pattern: String, text: String
  ) {
    #expect(WildcardPattern(pattern).matches(text))
  }

  @Test(arguments: [
    ("", "a"), ("a", ""), ("a", "b"), ("a", "A"), ("a", "ab"), ("b", "ab"), ("?", ""), ("??", "x"), ("a*c", "abcd"),
    ("*?", ""), ("a*b*c", "acb"), ("a?c", "ac"), ("PIP_*", "XPIP_A"), ("*ab", "aba"), ("[ab]", "c"), ("a.c", "abc"),
    ("??", "é"), ("[!ab]", "a"), ("py3[0-2]", "py33"), ("[b-a]", "a"), ("[!]]", "]"),
  ])
  func `the whole text must match`(pattern: String, text: String) {
    #expect(!WildcardPattern(pattern).matches(text))
  }

  @Test func `many stars take no time beyond pattern times text`() {
    let pattern = WildcardPattern(String(repeating: "a*", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }
}
