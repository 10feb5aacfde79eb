import Host
import Logs
import TestKit
import Testing

@Suite struct LogSearchTests {
  private let path = "/run/step.log"

  private func opened(_ files: MemoryFiles) throws -> LogStore {
    var store = LogStore(path: path, files: files)
    try store.refresh()
    return store
  }

  /// Searches to the end and gives the lines that match, ascending.
  private func finish(_ search: inout LogSearch, in store: LogStore, byteBudget: Int) throws -> [Int] {
    while !search.isComplete(in: store) { try search.step(byteBudget: byteBudget, in: store) }
    var lines: [Int] = []
    while let line = search.nextLine(after: lines.last ?? -1) { lines.append(line) }
    return lines
  }

  private func lines(of pattern: String, in text: String) throws -> [Int] {
    let store = try opened(MemoryFiles([path: Array(text.utf8)]))
    var search = LogSearch(try #require(LogPattern(pattern)))
    return try finish(&search, in: store, byteBudget: 1)
  }

  @Test(arguments: [1, 3, 7, 1000])
  func `matches are found whatever the steps`(byteBudget: Int) throws {
    let store = try opened(MemoryFiles([path: Array("an error\nfine\nError error\n".utf8)]))
    var search = LogSearch(try #require(LogPattern("error")))
    #expect(try finish(&search, in: store, byteBudget: byteBudget) == [0, 2])
    #expect(search.matchCount == 3)
  }

  @Test(arguments: [
    ("FAILED test", "\u{1B}[31mFAIL\u{1B}[1mED\u{1B}[0m test_a\r\n"), ("ok", "o\u{1B}[32mk\n"),
    ("bold", "b\u{8}bo\u{8}old\n"),
    ("100%", "\r 50%\r100%\n"), ("link", "\u{1B}]8;;http://x\u{7}li\u{1B}]8;;\u{7}nk\n"), ("ok", "o\u{1B}[32mk"),
  ])
  func `what is shown is found, whatever the bytes`(pattern: String, text: String) throws {
    #expect(try lines(of: pattern, in: "first\n\(text)") == [1])
  }

  @Test(arguments: [("[", "\u{1B}[31mred\u{1B}[0m\n"), ("50%", "\r 50%\r100%\n"), ("31m", "\u{1B}[31mred\n")])
  func `what is not shown is not found`(pattern: String, text: String) throws {
    #expect(try lines(of: pattern, in: text) == [])
  }

  @Test func `next and previous lines are found from any line`() throws {
    let text = (0..<1000).map { $0 % 130 == 5 ? "hit" : "miss" }.joined(separator: "\n")
    let store = try opened(MemoryFiles([path: Array(text.utf8)]))
    var search = LogSearch(try #require(LogPattern("hit")))
    #expect(search.nextLine(after: -1) == nil)
    _ = try finish(&search, in: store, byteBudget: 100)
    #expect(search.nextLine(after: -1) == 5)
    #expect(search.nextLine(after: 5) == 135)
    #expect(search.nextLine(after: 134) == 135)
    #expect(search.nextLine(after: 915) == nil)
    #expect(search.nextLine(after: 99_999) == nil)
    #expect(search.previousLine(before: 5) == nil)
    #expect(search.previousLine(before: 6) == 5)
    #expect(search.previousLine(before: 99_999) == 915)
    #expect(search.previousLine(before: 0) == nil)
  }

  @Test func `a match across the border of two blocks is found once`() throws {
    let block = 1024 * 1024
    for shift in 0...7 {
      var bytes = [UInt8](repeating: 0x2E, count: 2 * block + 100)
      for offset in stride(from: 80, to: bytes.count, by: 80) where abs(offset - block) > 20 { bytes[offset] = 0x0A }
      bytes.replaceSubrange(block - shift..<block - shift + 6, with: Array("needle".utf8))
      let store = try opened(MemoryFiles([path: bytes]))
      var search = LogSearch(try #require(LogPattern("needle")))
      #expect(try finish(&search, in: store, byteBudget: 4 * block) == [bytes[..<(block - shift)].count { $0 == 0x0A }])
      #expect(search.matchCount == 1)
    }
  }

  @Test func `matches at every place of a line without an end are found`() throws {
    let block = 1024 * 1024
    for shift in -8...8 {
      var bytes = [UInt8](repeating: 0x2E, count: 2 * block + 100)
      bytes.replaceSubrange(block + shift..<block + shift + 6, with: Array("needle".utf8))
      let store = try opened(MemoryFiles([path: bytes]))
      var search = LogSearch(try #require(LogPattern("needle")))
      #expect(try finish(&search, in: store, byteBudget: block) == [(block + shift) / (64 * 1024)], "\(shift)")
      #expect(search.matchCount == 1)
    }
  }

  @Test func `a search goes on as the log grows`() throws {
    let files = MemoryFiles([path: Array("hit\nhi".utf8)])
    var store = try opened(files)
    var search = LogSearch(try #require(LogPattern("hit")))
    #expect(try finish(&search, in: store, byteBudget: 100) == [0])
    files.append(Array("t\nhit\n".utf8), to: path)
    try store.refresh()
    #expect(!search.isComplete(in: store))
    #expect(try finish(&search, in: store, byteBudget: 100) == [0, 1, 2])
    #expect(search.matchCount == 3)
  }

  @Test func `a search starts over when the file was replaced`() throws {
    let files = MemoryFiles([path: Array("hit\nhit\n".utf8)])
    var store = try opened(files)
    var search = LogSearch(try #require(LogPattern("hit")))
    _ = try finish(&search, in: store, byteBudget: 100)
    files[path] = Array("a\nhit".utf8)
    try store.refresh()
    #expect(try finish(&search, in: store, byteBudget: 100) == [1])
    #expect(search.matchCount == 1)
    files[path] = Array("a".utf8)
    try store.refresh()
    #expect(try finish(&search, in: store, byteBudget: 1).isEmpty)
  }

  @Test func `a file shorter than the store knows ends the step`() throws {
    let files = MemoryFiles([path: [UInt8](repeating: 0x61, count: 100)])
    let store = try opened(files)
    files[path] = []
    var search = LogSearch(try #require(LogPattern("hit")))
    try search.step(in: store)
    #expect(search.matchCount == 0)
    #expect(!search.isComplete(in: store))
  }

  @Test(arguments: 0..<4)
  func `line numbers agree with the store, also in lines that were split`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    while bytes.count < 400_000 {
      let length = Int.random(
        in: 0...(Int.random(in: 0..<8, using: &generator) == 0 ? 150_000 : 300), using: &generator)
      bytes += (0..<length).map { _ in UInt8.random(in: 0x61...0x6A, using: &generator) } + [0x0A]
    }
    var store = try opened(MemoryFiles([path: bytes]))
    var search = LogSearch(try #require(LogPattern("abcd")))
    let found = try finish(&search, in: store, byteBudget: Int.random(in: 1000...200_000, using: &generator))
    #expect(!found.isEmpty)
    let text = try store.lines(from: 0, count: store.lineCount).map { String(decoding: $0.bytes, as: UTF8.self) }
    let begun = (0..<text.count).filter { line in
      let rest = line + 1 < text.count && text[line].utf8.count == 64 * 1024 ? text[line + 1].prefix(3) : ""
      return (text[line] + rest).contains("abcd")
    }
    #expect(found == begun)
  }
}
