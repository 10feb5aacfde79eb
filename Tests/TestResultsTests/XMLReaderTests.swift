import Testing

@testable import TestResults

@Suite struct XMLReaderTests {
  /// The pieces of a document in one line: `<a x=1>`, `'text'`, `</a>`.
  private func pieces(_ text: String) throws -> String { try pieces(Array(text.utf8)) }

  private func pieces(_ bytes: [UInt8]) throws -> String {
    var reader = try XMLReader(bytes)
    var pieces: [String] = []
    while let piece = try reader.next() {
      switch piece {
      case .start(let name, let attributes):
        let words = attributes.sorted { $0.key < $1.key }.map { " \($0)=\($1)" }.joined()
        pieces.append("<\(name)\(words)>")
      case .text(let text): pieces.append("'\(text)'")
      case .end(let name): pieces.append("</\(name)>")
      }
    }
    return pieces.joined()
  }

  @Test(arguments: [
    ("<a/>", "<a></a>"), ("<a x='1' y=\"2\"/>", "<a x=1 y=2></a>"), ("<a\n x = '1'\n></a >", "<a x=1></a>"),
    ("<?xml version='1.0'?>\n<!-- - --><a>b</a>\n<!-- c -->\n", "<a>'b'</a>"),
    ("<a>x<b/>y</a>", "<a>'x'<b></b>'y'</a>"), ("<a>&lt;&amp;&#65;&#x42;&quot;&apos;</a>", "<a>'<&AB\"''</a>"),
    ("<a>&unknown; &#xD800; & &;</a>", "<a>'&unknown; &#xD800; & &;'</a>"),
    ("<a><![CDATA[<b>&lt;]] ]]></a>", "<a>'<b>&lt;]] '</a>"), ("<a>1\r\n2\r3</a>", "<a>'1\n2\n3'</a>"),
    ("<a x='1&#10;2\n3'/>", "<a x=1\n2 3></a>"), ("<a x=\"it's > <\"/>", "<a x=it's > <></a>"),
    ("<!DOCTYPE a [ <!ENTITY b \"]>\"> ]><a>&b;</a>", "<a>'&b;'</a>"), ("\u{FEFF}<a/>", "<a></a>"),
    ("<n:a-b.c_d/>", "<n:a-b.c_d></n:a-b.c_d>"), ("<é>ü</é>", "<é>'ü'</é>"),
  ])
  func `documents are read`(text: String, expected: String) throws {
    #expect(try pieces(text) == expected)
  }

  @Test(arguments: [
    ("", "line 1: there is no element"), ("text", "line 1: there is text outside of all elements"),
    ("<a>", "line 1: the document ends within <a>"), ("<a>\n</b>", "line 2: </b> closes <a>"),
    ("</a>", "line 1: </a> closes nothing"), ("<a/><b/>", "line 1: there is a second root element"),
    ("<a", "line 1: the tag <a> has no end"), ("<a x>", "line 1: the attribute 'x' has no value"),
    ("<a x=1>", "line 1: the value of 'x' has no quotes"), ("<a x='1>", "line 1: the value of 'x' has no end"),
    ("<a>\n<!-- ", "line 2: the comment has no end"), ("<a><![CDATA[", "line 1: the CDATA section has no end"),
    ("<!DOCTYPE a [", "line 1: the declaration has no end"), ("<>", "line 1: the name of an element is missing"),
    ("<a/ >", "line 1: a '/' within <a>"), ("<a></a", "line 1: the tag </a> has no end"),
  ])
  func `what is no document is told with its line`(text: String, message: String) {
    let fault = #expect(throws: XMLFault.self) { try pieces(text) }
    #expect(fault?.message == message)
  }

  @Test func `other encodings are read or refused`() throws {
    let latin = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>".utf8) + [0xE9] + Array("</a>".utf8)
    #expect(try pieces(latin) == "<a>'é'</a>")
    #expect(try pieces([0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E]) == "<a>'\u{FFFD}'</a>")
    #expect(throws: XMLFault(line: 1, reason: "it is written in UTF-16, which is not read")) {
      try pieces([0xFF, 0xFE, 0x3C, 0x00])
    }
  }

  @Test func `elements may be nested deeply, but not without end`() throws {
    let deep = String(repeating: "<a>", count: 1000) + String(repeating: "</a>", count: 1000)
    #expect(try pieces(deep) == deep)
    let fault = #expect(throws: XMLFault.self) { try pieces(String(repeating: "<a>", count: 100_000)) }
    #expect(fault?.reason == "elements are nested more than 1000 deep")
  }

  @Test func `nothing that is cut off or changed is read beyond its end`() {
    let text = Array("<?xml version='1.0'?><!DOCTYPE a []><a x='&#10;'><![CDATA[b]]><c/>&lt;<!-- d --></a>".utf8)
    for end in 0..<text.count { _ = try? pieces(Array(text[..<end])) }
    for index in text.indices {
      for byte: UInt8 in [0, 0x22, 0x26, 0x3C, 0x3E, 0x2F, 0x5B, 0xFF] {
        var changed = text
        changed[index] = byte
        _ = try? pieces(changed)
      }
    }
  }
}
