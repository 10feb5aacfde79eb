import Screen
import Testing

@testable import Logs

@Suite struct LogExpressionTests {
  private func ranges(_ pattern: String, _ text: String) throws -> [String] {
    let matcher = try #require(try LogMatcher(pattern, isExpression: true))
    let bytes = Array(text.utf8)
    var ranges: [Range<Int>] = []
    bytes.withUnsafeBytes { matcher.appendMatches(in: $0, to: &ranges) }
    return ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test(arguments: [
    ("a.c", "abc\nac\na\nc axc", ["abc", "axc"]), ("^b", "ab\nba\nb", ["b", "b"]), ("x$", "x y\nx\nyx", ["x", "x"]),
    ("[0-9]+", "12 ab 3", ["12", "3"]), (#"\d+s"#, "4s 12s s", ["4s", "12s"]),
    ("err|warn", "Warn ERR err", ["Warn", "ERR", "err"]),
    ("Err", "Err err ERR", ["Err"]), (#"\bat\b"#, "at cat at", ["at", "at"]), ("a*", "baac", ["aa"]),
    ("failed", "1 failed, 2 FAILED", ["failed", "FAILED"]), ("colou?r", "color colour", ["color", "colour"]),
    ("(ab)+", "ababx", ["abab"]), ("x{2}", "xxx", ["xx"]), ("ä.", "äöx", ["ä\u{FFFD}"]), ("a b", "a b\nab", ["a b"]),
    (#"\bfoo"#, "foofoo foo", ["foo", "foo"]), (#"\S+x"#, "ax AX b", ["ax", "AX"]),
  ])
  func `matches are found line by line`(pattern: String, text: String, expected: [String]) throws {
    #expect(try ranges(pattern, text) == expected)
  }

  @Test(arguments: ["(", "[a", "a{2,1}", #"(a)\1"#, "(a{99}){99}", "a{5000}"])
  func `what is no expression says why`(pattern: String) {
    #expect(throws: LogExpression.Mistake.self) { try LogMatcher(pattern, isExpression: true) }
  }

  @Test func `nothing is no expression`() throws {
    #expect(try LogMatcher("", isExpression: true) == nil)
    #expect(try LogMatcher("a\nb", isExpression: true) == nil)
  }

  @Test func `matches in shown lines are columns`() throws {
    let matcher = try #require(try LogMatcher("x+", isExpression: true))
    let cells = LogSanitizer.cells(of: Array("ä你xx\u{1B}[31mx y".utf8).span)
    #expect(matcher.ranges(in: cells) == [3..<6])
  }

  @Test func `the same text is the same expression`() throws {
    #expect(try LogMatcher("a+", isExpression: true) == LogMatcher("a+", isExpression: true))
    #expect(try LogMatcher("a+", isExpression: true) != LogMatcher("a+", isExpression: false))
  }
}
