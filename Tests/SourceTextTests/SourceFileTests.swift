import SourceText
import Testing

@Suite struct SourceFileTests {
  private func file(_ text: String) -> SourceFile { SourceFile(path: "tox.ini", text: text) }

  private func place(_ text: String, _ offset: Int) -> [Int] {
    let position = file(text).position(at: offset)
    return [position.line, position.column]
  }

  @Test(arguments: [
    (0, [1, 1]), (1, [1, 2]), (3, [1, 4]), (4, [2, 1]), (5, [3, 1]), (7, [3, 3]),
  ])
  func `lines and columns count from one`(offset: Int, expected: [Int]) {
    #expect(place("abc\n\nde", offset) == expected)
  }

  @Test(arguments: [(-1, [1, 1]), (7, [3, 3]), (8, [3, 3]), (Int.max, [3, 3])])
  func `offsets beyond the text are its ends`(offset: Int, expected: [Int]) {
    #expect(place("abc\n\nde", offset) == expected)
  }

  @Test func `an empty file has one position`() {
    #expect(place("", 0) == [1, 1])
    #expect(place("", 5) == [1, 1])
  }

  @Test(arguments: [
    ("aé=b", 3, [1, 3]), ("日本=b", 6, [1, 3]), ("😀=b", 4, [1, 2]), ("e\u{301}=b", 3, [1, 3]), ("é\né", 3, [2, 1]),
  ])
  func `a column is a scalar, however many bytes it has`(text: String, offset: Int, expected: [Int]) {
    #expect(place(text, offset) == expected)
  }

  @Test func `a tab is one column`() {
    #expect(place("\t\tx", 2) == [1, 3])
  }

  @Test(arguments: [(0, [1, 1]), (3, [2, 1]), (5, [2, 3]), (7, [3, 1])])
  func `a carriage return belongs to the line it ends`(offset: Int, expected: [Int]) {
    #expect(place("a\r\nbc\r\n", offset) == expected)
  }

  @Test func `a carriage return alone ends no line`() {
    #expect(file("a\rb").line(1) == "a\rb")
    #expect(place("a\rb", 2) == [1, 3])
  }

  @Test(
    arguments: [
      (0, nil), (1, "one"), (2, ""), (3, "drei \r é"), (4, "last"), (5, nil), (-1, nil), (Int.max, nil),
    ] as [(Int, String?)])
  func `a line is told without its end`(number: Int, expected: String?) {
    #expect(file("one\n\r\ndrei \r é\r\nlast").line(number) == expected)
  }

  @Test func `after the last line feed comes an empty line`() {
    #expect(file("a\n").line(2) == "")
    #expect(file("a\n").line(3) == nil)
    #expect(file("").line(1) == "")
  }

  @Test func `a byte order mark is no part of the text`() {
    let marked = SourceFile(path: "tox.ini", bytes: [0xEF, 0xBB, 0xBF] + Array("ab".utf8))
    #expect(marked.bytes == Array("ab".utf8))
    #expect(marked.line(1) == "ab")
    #expect(marked.position(at: 1) == SourcePosition(line: 1, column: 2))
  }

  @Test func `only a mark at the start is removed`() {
    #expect(SourceFile(path: "a", bytes: [0xEF, 0xBB]).bytes == [0xEF, 0xBB])
    #expect(file("a\u{FEFF}b").bytes.count == 5)
  }

  @Test func `bytes that are no text are replaced in a line and keep their offsets`() {
    let broken = SourceFile(path: "tox.ini", bytes: [0x61, 0xFF, 0x0A, 0x62])
    #expect(broken.line(1) == "a\u{FFFD}")
    #expect(broken.position(at: 3) == SourcePosition(line: 2, column: 1))
  }

  @Test func `every offset lies after the one before it`() {
    let text = file("a\té\r\n\n日😀 x\r\n")
    let positions = (0...text.bytes.count).map(text.position)
    #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(positions.last == SourcePosition(line: 4, column: 1))
  }

  @Test func `positions are ordered by line, then column`() {
    let position = SourcePosition(line: 2, column: 5)
    #expect(position < SourcePosition(line: 3, column: 1))
    #expect(position < SourcePosition(line: 2, column: 6))
    #expect(!(position < SourcePosition(line: 1, column: 9)))
  }

  @Test func `a span names its place in two lengths`() {
    let span = SourceSpan(file: file("a\nbcd"), range: 3..<5)
    #expect(span.location == "tox.ini:2:2")
    #expect(span.shortLocation == "tox.ini:2")
    #expect(span.start == SourcePosition(line: 2, column: 2))
  }

  @Test func `spans are equal by path and bytes`() {
    let span = SourceSpan(file: file("abc"), range: 0..<2)
    #expect(span == SourceSpan(file: file("abc"), range: 0..<2))
    #expect(span != SourceSpan(file: file("abc"), range: 0..<3))
    #expect(span != SourceSpan(file: SourceFile(path: "other.ini", text: "abc"), range: 0..<2))
  }
}
