import ProjectConfiguration
import SourceText
import Testing

@Suite struct TOMLSizeTests {
  @Test func `a table finds each of thousands of keys and keeps their order`() throws {
    let count = 5_000
    let table = try readTOML((0..<count).map { "k\($0).x = \($0)\n" }.joined())
    #expect(table.entries.map(\.key) == (0..<count).map { "k\($0)" })
    #expect((0..<count).allSatisfy { table["k\($0)"]?.summary == "{x: \($0)}" })
    #expect(table["k\(count)"] == nil)
  }

  @Test(arguments: [8, 9, 10, 32, 33]) func `small tables are searched like large ones`(count: Int) throws {
    let lines = (0..<count).map { "k\($0) = \($0)\n" }.joined()
    let table = try readTOML(lines)
    #expect((0..<count).allSatisfy { table["k\($0)"]?.summary == "\($0)" })
    #expect(table["k"] == nil)
    #expect(mistakesOfTOML(lines + "k0 = 1").count == 1)
  }

  @Test(arguments: [
    ("x = " + repeated("[", 200) + repeated("]", 200), true), ("x = " + repeated("[", 201) + repeated("]", 201), false),
    ("x = " + repeated("{a=", 199) + "1" + repeated("}", 199), true),
    ("x = " + repeated("{a=", 200) + "1" + repeated("}", 200), false), ("x" + repeated(".x", 199) + " = 1", true),
    ("x" + repeated(".x", 200) + " = 1", false), ("[x" + repeated(".x", 198) + "]\ny = 1", true),
    ("[x" + repeated(".x", 198) + "]\ny = [1]", false), ("[x" + repeated(".x", 200) + "]", false),
    ("x = " + repeated("[", 100_000), false), ("x = " + repeated("{x=", 100_000), false),
  ])
  func `values nest two hundred deep and no deeper`(text: String, isRead: Bool) {
    #expect(mistakesOfTOML(text).isEmpty == isRead)
  }

  @Test func `long words are cut in messages`() {
    let mistakes = mistakesOfTOML("x = " + repeated("é", 5_000))
    #expect(mistakes.map(\.count).allSatisfy { $0 < 100 })
    #expect(mistakes.count == 1)
  }
}

private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
