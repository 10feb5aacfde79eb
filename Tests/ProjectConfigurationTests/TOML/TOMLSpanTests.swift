import ProjectConfiguration
import SourceText
import Testing

@Suite struct TOMLSpanTests {
  private static let text = """
    title = "swtox" # name
    [tool."my tool".env]
    deps = [ 'a', { b.c = 0x10 } ]
    [[item]]
    [[item]]
    d.e = 1979-05-27 07:32:00

    """

  @Test(arguments: [
    (["title"], "title", "\"swtox\""), (["tool"], "tool", "tool"), (["tool", "my tool"], "\"my tool\"", "\"my tool\""),
    (["tool", "my tool", "env"], "env", "[tool.\"my tool\".env]"),
    (["tool", "my tool", "env", "deps"], "deps", "[ 'a', { b.c = 0x10 } ]"), (["item"], "item", "[[item]]"),
  ])
  func `keys and values know their bytes`(path: [String], key: String, value: String) throws {
    let entry = try #require(try Self.entry(path))
    #expect(entry.keySpan.text == key)
    #expect(entry.value.span.text == value)
  }

  @Test func `values inside arrays know their bytes`() throws {
    let entry = try #require(try Self.entry(["tool", "my tool", "env", "deps"]))
    guard case .array(let values) = entry.value.content, case .table(let table) = values.last?.content else {
      Issue.record("deps is not an array that ends in a table")
      return
    }
    #expect(values.map(\.span.text) == ["'a'", "{ b.c = 0x10 }"])
    #expect(table.span.text == "{ b.c = 0x10 }")
    #expect(table.entry(for: "b")?.keySpan.text == "b")
  }

  @Test func `each table of an array is placed at its header`() throws {
    let entry = try #require(try Self.entry(["item"]))
    guard case .array(let values) = entry.value.content, case .table(let table) = values.last?.content else {
      Issue.record("item is not an array of tables")
      return
    }
    #expect(values.map(\.span.start.line) == [4, 5])
    #expect(table["d"]?.span.start == SourcePosition(line: 6, column: 1))
  }

  @Test func `a byte order mark does not move columns`() throws {
    let file = SourceFile(path: "case.toml", text: "\u{FEFF}a = 1")
    let entry = try #require(try TOMLReader.read(file).entry(for: "a"))
    #expect(entry.keySpan.start == SourcePosition(line: 1, column: 1))
    #expect(entry.value.span.location == "case.toml:1:5")
  }

  @Test func `the root table spans the file`() throws {
    #expect(try readTOML(Self.text).span.text == Self.text)
  }

  private static func entry(_ path: [String]) throws -> TOMLEntry? {
    var table: TOMLTable? = try readTOML(text)
    var entry: TOMLEntry?
    for key in path {
      entry = table?.entry(for: key)
      if case .table(let next) = entry?.value.content { table = next } else { table = nil }
    }
    return entry
  }
}
