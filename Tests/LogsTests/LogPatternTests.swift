import Logs
import Screen
import TestKit
import Testing

@Suite struct LogPatternTests {
  private func ranges(_ pattern: String, _ text: String) throws -> [Range<Int>] {
    try #require(LogPattern(pattern)).ranges(in: Array(text.utf8).span)
  }

  @Test(arguments: [
    ("error", "Error: an ERROR or error", [0..<5, 10..<15, 19..<24]), ("Error", "Error: error", [0..<5]),
    ("aa", "aaaaa", [0..<2, 2..<4]), ("x", "", []), ("abc", "ab", []), ("a b", "xA Bx", [1..<4]), ("é", "éÉ", [0..<2]),
    ("[", "a[b", [1..<2]), ("aab", "aaab", [1..<4]), ("K", "kK", [1..<2]), ("e", "eE", [0..<1, 1..<2]),
    ("{@", "[`{@", [2..<4]),
  ])
  func `a capital letter makes case count`(pattern: String, text: String, expected: [Range<Int>]) throws {
    #expect(try ranges(pattern, text) == expected)
  }

  @Test(arguments: ["", "a\nb"])
  func `a pattern is part of one line`(text: String) {
    #expect(LogPattern(text) == nil)
  }

  @Test(arguments: 0..<40)
  func `the matches are those of a naive search`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("aAbB c".utf8)
    let haystack = (0..<3000).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
    let length = Int.random(in: 1...5, using: &generator)
    let text = String(decoding: (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }, as: UTF8.self)
    let pattern = try #require(LogPattern(text))
    let bit: UInt8 = pattern.isCaseSensitive ? 0 : 0x20
    let (needle, hay) = (text.utf8.map { $0 | bit }, haystack.map { $0 | bit })
    var expected: [Range<Int>] = []
    for start in 0...hay.count - length where hay[start..<start + length].elementsEqual(needle) {
      if start >= expected.last?.upperBound ?? 0 { expected.append(start..<start + length) }
    }
    #expect(pattern.ranges(in: haystack.span) == expected)
  }

  @Test(arguments: [
    ("red", "a \u{1B}[31mr\u{1B}[0med RED", [2..<5, 6..<9]), ("本", "日本x本", [2..<4, 5..<7]), ("日本", "x日本", [1..<5]),
    ("RED", "red RED", [4..<7]), ("x", "", []), ("é", "cafe\u{301} é", [5..<6]),
  ])
  func `highlights are columns of what is shown`(pattern: String, line: String, expected: [Range<Int>]) throws {
    let cells = LogSanitizer.cells(of: Array(line.utf8).span)
    #expect(try #require(LogPattern(pattern)).ranges(in: cells) == expected)
  }
}
