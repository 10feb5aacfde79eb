import EnvironmentModel
import Testing

@Suite struct CommandLineTests {
  @Test(arguments: [
    "pytest", "--cov=src", "./run.sh", "a,b", "user@host:path", "50%", "a+b", "py3.11", "A_B-C", "0",
  ])
  func `a plain word stands as it is`(word: String) {
    #expect(CommandLine.quoted(word) == word)
  }

  @Test(arguments: [
    ("", "''"), ("a b", "'a b'"), ("$HOME", "'$HOME'"), ("a\"b", "'a\"b'"), ("*.py", "'*.py'"), ("a;b", "'a;b'"),
    ("~/x", "'~/x'"), ("a\nb", "'a\nb'"), ("a\\b", "'a\\b'"), ("é", "'é'"), ("#x", "'#x'"), ("!x", "'!x'"),
    ("a&b", "'a&b'"), ("{a,b}", "'{a,b}'"), ("`x`", "'`x`'"), ("(x)", "'(x)'"), ("a|b>c<d", "'a|b>c<d'"),
  ])
  func `a word that means something to a shell is quoted`(word: String, expected: String) {
    #expect(CommandLine.quoted(word) == expected)
  }

  @Test(arguments: [
    ("it's", #"'it'"'"'s'"#), ("'", #"''"'"''"#), ("''", #"''"'"''"'"''"#), ("'\u{301}x", "''\"'\"'\u{301}x'"),
  ])
  func `a single quote is quoted by double ones`(word: String, expected: String) {
    #expect(Array(CommandLine.quoted(word).utf8) == Array(expected.utf8))
  }

  @Test(arguments: ["", "a b", "it's", "'\u{301}'", "\"'\"", "a\\'b", "日本 'x'", "''''", "$(x) `y` \\"])
  func `a shell reads the word back`(word: String) {
    #expect(shellWord(CommandLine.quoted(word)) == Array(word.utf8))
  }

  @Test func `a command is its words`() {
    #expect(CommandLine(arguments: ["pytest", "-k", "a or b"]).shellText == "pytest -k 'a or b'")
  }

  @Test(arguments: [
    ("print('x')", "\"print('x')\""), ("a b", "'a b'"), ("it's $1", #"'it'"'"'s $1'"#), ("plain", "plain"),
    (#"print('x\n')"#, #""print('x\n')""#), (#"it's \\"#, #"'it'"'"'s \\'"#),
  ])
  func `a person reads words with single quotes in double ones`(word: String, expected: String) {
    #expect(CommandLine(arguments: [word]).readableText == expected)
  }

  @Test func `marks of how the result counts stand before the command`() {
    #expect(CommandLine(arguments: ["a"], ignoresFailure: true).shellText == "- a")
    #expect(CommandLine(arguments: ["a"], invertsResult: true).shellText == "! a")
    #expect(CommandLine(arguments: ["-a"]).shellText == "-a")
  }

  /// What a POSIX shell makes of one word of quoted parts.
  private func shellWord(_ text: String) -> [UInt8] {
    var word: [UInt8] = []
    var quote: UInt8?
    for byte in text.utf8 {
      switch (byte, quote) {
      case (UInt8(ascii: "'"), nil), (UInt8(ascii: "\""), nil): quote = byte
      case (let byte, let open?) where byte == open: quote = nil
      default: word.append(byte)
      }
    }
    return quote == nil ? word : Array("(unclosed)".utf8)
  }
}
