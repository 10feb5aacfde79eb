import Artifacts
import Testing

@Suite struct JSONValueReaderTests {
  private func value(_ text: String) throws(JSONSyntaxError) -> JSONValue {
    try JSONValueReader.value(of: Array(text.utf8))
  }

  @Test(arguments: [
    ("null", JSONValue.null), (" true ", .boolean(true)), ("false\n", .boolean(false)), ("[]", .array([])),
    ("{}", .object([:])), ("[ 1 , 2 ]", .array([.number("1"), .number("2")])),
    (#"{"a":{"b":[null]}}"#, .object(["a": .object(["b": .array([.null])])])),
    (#"{"a":1,"a":2}"#, .object(["a": .number("2")])), ("\u{FEFF}0", .number("0")),
  ])
  func `values are read`(text: String, expected: JSONValue) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: ["0", "-0", "10", "1.5", "-1.25e+10", "1E5", "0e0", "123456789012345678901234567890"])
  func `numbers stay as they are written`(text: String) throws {
    #expect(try value(text) == .number(text))
  }

  @Test(arguments: [
    (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9é""#, "éé"), (#""\ud83d\ude00""#, "😀"),
    (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""""#, ""),
  ])
  func `strings are unescaped`(text: String, expected: String) throws {
    #expect(try value(text) == .string(expected))
  }

  @Test(arguments: [
    ("", JSONSyntaxError.unexpectedEnd), ("  ", .unexpectedEnd), ("[1", .unexpectedEnd), ("{\"a\"", .unexpectedEnd),
    ("\"a", .unexpectedEnd), ("\"\\", .unexpectedEnd), ("\"\\u12", .unexpectedEnd), ("-", .unexpectedEnd),
    ("1.", .unexpectedEnd), ("1e", .unexpectedEnd), ("01", .unexpectedByte(offset: 1)),
    ("-00", .unexpectedByte(offset: 2)), ("+1", .unexpectedByte(offset: 0)), (".5", .unexpectedByte(offset: 0)),
    ("[1,]", .unexpectedByte(offset: 3)), ("[,]", .unexpectedByte(offset: 1)), ("{,}", .unexpectedByte(offset: 1)),
    ("{1:2}", .unexpectedByte(offset: 1)), ("{\"a\" 1}", .unexpectedByte(offset: 5)),
    ("nul", .unexpectedByte(offset: 0)),
    ("1 2", .unexpectedByte(offset: 2)), ("\"\n\"", .unexpectedByte(offset: 1)),
    ("\"\\x\"", .unexpectedByte(offset: 2)),
    ("\"\\u12g4\"", .unexpectedByte(offset: 5)), ("{\"a\":1,}", .unexpectedByte(offset: 7)),
    ("[1\u{A0}]", .unexpectedByte(offset: 2)), ("'a'", .unexpectedByte(offset: 0)), ("NaN", .unexpectedByte(offset: 0)),
  ])
  func `what is no JSON is refused where it is not`(text: String, error: JSONSyntaxError) {
    #expect(throws: error) { try value(text) }
  }

  @Test func `text must be UTF-8`() {
    #expect(throws: JSONSyntaxError.invalidText(offset: 1)) {
      try JSONValueReader.value(of: [0x22, 0xFF, 0x22])
    }
  }

  @Test func `depth has a limit`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try value(nested(JSONValueReader.depthLimit)).array?.count == 1)
    #expect(throws: JSONSyntaxError.tooDeep(offset: JSONValueReader.depthLimit)) { try value(nested(100_000)) }
  }

  @Test func `a value of another type is none`() throws {
    let object = try value(#"{"text": "a", "number": 3, "list": ["a", "b"], "mixed": ["a", 1], "big": 1e3}"#)
    #expect(object["text"]?.string == "a")
    #expect(object["number"]?.integer == 3)
    #expect(object["list"]?.strings == ["a", "b"])
    #expect(object["mixed"]?.strings == nil)
    #expect(object["mixed"]?.array?.count == 2)
    #expect(object["big"]?.integer == nil)
    #expect(object["text"]?.integer == nil)
    #expect(object["none"] == nil)
    #expect(object["text"]?["a"] == nil)
    #expect(object.object?.count == 5)
  }
}
