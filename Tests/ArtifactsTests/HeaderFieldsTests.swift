import Testing

@testable import Artifacts

@Suite struct HeaderFieldsTests {
  private func fields(_ text: String) -> HeaderFields { HeaderFields(Array(text.utf8)) }

  @Test(arguments: [
    ("Name: a", "a"), ("name:a\n", "a"), ("NAME :  a \t\r\n", "a"), ("Name: a:b\n", "a:b"), ("Name:\nName: b\n", "b"),
    ("\n\nName: a\n", "a"), ("Other: x\n\nName: a\n", nil), ("Name: a\n b\n\tc\n", "a\nb\nc"), ("Name\nName: a", "a"),
    (" stray\nName: a\n", "a"), ("", nil),
  ])
  func `fields end at the first empty line`(text: String, value: String?) {
    #expect(fields(text)["Name"] == value)
  }

  @Test func `a field may come more than once`() {
    #expect(fields("A: 1\nB: 2\na: 3\n").all("A") == ["1", "3"])
  }

  @Test func `bytes that are no text do not stop it`() {
    #expect(HeaderFields([0x41, 0x3A, 0xFF, 0x0A])["A"] == "\u{FFFD}")
  }

  @Test func `old sdists list their requirements otherwise`() throws {
    let text = "Metadata-Version: 1.1\nName: a\nVersion: 1\nRequires: b\n"
    let core = try CoreMetadata(Array(text.utf8), member: "PKG-INFO")
    #expect(core.requirements == ["b"])
    #expect(core.metadataVersion == "1.1")
  }

  @Test(arguments: [("Name: a\n", "Version"), ("Version: 1\n", "Name"), ("", "Name")])
  func `name and version must be there`(text: String, field: String) {
    #expect(throws: ArtifactError.missingField(field, member: "PKG-INFO")) {
      try CoreMetadata(Array(text.utf8), member: "PKG-INFO")
    }
  }
}
