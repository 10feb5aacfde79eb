import EnvironmentModel
import Testing

@Suite struct BraceSplittingTests {
  private func items(_ text: String) -> [String] {
    splitOutsideBraces(text[...]) { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") }.map(String.init)
  }

  @Test(arguments: [
    ("", []), (" \n,", []), ("a", ["a"]), ("a,b\nc", ["a", "b", "c"]), (" a ,\tb\r\n", ["a", "b"]),
    ("py{311,312}-x, docs", ["py{311,312}-x", "docs"]), ("{a,\nb},c", ["{a,\nb}", "c"]), ("a,,b,", ["a", "b"]),
    ("é,日本", ["é", "日本"]), ("a b, c", ["a b", "c"]),
  ])
  func `separators count outside braces only`(text: String, expected: [String]) {
    #expect(items(text) == expected)
  }

  @Test(arguments: [
    ("{a{b,c},d},e", ["{a{b,c},d}", "e"]), ("a},b", ["a}", "b"]), ("}}{a,b},c", ["}}{a,b}", "c"]), ("a{b,c", ["a{b,c"]),
  ])
  func `braces that do not match are kept for whoever reads the item`(text: String, expected: [String]) {
    #expect(items(text) == expected)
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), (" \t\r\n\u{B}\u{C}a b\n ", "a b"), (" \n ", ""), ("\u{A0}a\u{A0}", "\u{A0}a\u{A0}"),
    ("é ", "é"),
  ])
  func `blanks of ASCII are trimmed at both ends`(text: String, expected: String) {
    #expect(String(trimmed(text[...])) == expected)
  }
}
