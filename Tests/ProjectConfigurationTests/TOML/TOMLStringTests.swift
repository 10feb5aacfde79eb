import ProjectConfiguration
import SourceText
import Testing

@Suite struct TOMLStringTests {
  @Test(arguments: [
    (#""""#, ""), (#""tab\tquote\"backslash\\""#, "tab\tquote\"backslash\\"), (#""\b\f\n\r""#, "\u{08}\u{0C}\n\r"),
    (#""\u00e9\U0001F600x""#, "é😀x"), (#""\u0000""#, "\0"), ("\"a\tb\"", "a\tb"),
    (#"'C:\no\escape"'"#, #"C:\no\escape""#),
    ("''", ""), ("'日本'", "日本"),
  ])
  func `strings of one line have escapes in double quotes only`(text: String, expected: String) throws {
    #expect(try readTOML("x = \(text) # end")["x"]?.summary == expected.debugDescription)
  }

  @Test(arguments: [
    ("\"\"\"\"\"\"", ""), ("\"\"\"\none\ntwo\"\"\"", "one\ntwo"), ("\"\"\"\r\none\r\ntwo\"\"\"", "one\ntwo"),
    ("\"\"\"a \\\n\n   b\"\"\"", "a b"), ("\"\"\"a\\  \r\n \t\n  b\"\"\"", "ab"),
    ("\"\"\"say \"\"hi\"\".\"\"\"", "say \"\"hi\"\"."),
    ("\"\"\"\"\"two\"\"\"\"\"", "\"\"two\"\""), ("\"\"\"a\"\\\"\"b\"\"\"", "a\"\"\"b"),
    ("'''\nraw\\n\n'''", "raw\\n\n"),
    ("'''''quoted'''''", "''quoted''"), ("\"\"\"\n\n\"\"\"", "\n"),
  ])
  func `multi-line strings keep lines and up to two quotes`(text: String, expected: String) throws {
    #expect(try readTOML("x = \(text)")["x"]?.summary == expected.debugDescription)
  }

  @Test(arguments: [
    #""\q""#, #""\x41""#, #""\e""#, #""\u12""#, #""\uD800""#, #""\U00110000""#, #""\U0000""#, #""open"#, "'open",
    "\"a\nb\"",
    "'a\nb'", "\"\"\"open", "'''open''", "\"\"\"a\\ b\"\"\"", "\"\"\"\"\"\"\"\"\"", "\"a\u{01}\"", "'\u{7F}'",
    "\"\"\"\u{0}\"\"\"", "\"\"\"a\rb\"\"\"", "'''a\rb'''", "\"a\" \"b\"", "'it''s'", #""ends in \"#,
  ])
  func `strings that are not closed or hold what they must not are refused`(text: String) {
    #expect(!mistakesOfTOML("x = \(text)").isEmpty)
  }

  @Test(
    arguments: [
      [0x78, 0x3D, 0x22, 0xFF, 0x22], [0x23, 0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE, 0x78, 0x00],
    ] as [[UInt8]])
  func `text that is not UTF-8 is refused`(bytes: [UInt8]) {
    let mistakes = mistakesOfTOML(bytes)
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.hasSuffix("the text is not UTF-8") == true)
  }
}
