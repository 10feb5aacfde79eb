import Host
import Logs
import Testing

@Suite struct LogSearchTests {
  private let path = "/run/step.log"

  private func opened(_ files: MemoryFiles) throws -> LogStore {
    var store = LogStore(path: path, files: files)
    try store.refresh()
    return store
  }

  private func finish(_ search: inout LogSearch, in store: LogStore, byteBudget: Int) throws -> [LogMatch] {
    var matches: [LogMatch] = []
    while !search.isComplete(in: store) { matches += try search.step(byteBudget: byteBudget, in: store) }
    return matches
  }

  @Test(arguments: [1, 3, 7, 1000])
  func `matches are found whatever the steps`(byteBudget: Int) throws {
    let store = try opened(MemoryFiles([path: Array("an error\nfine\nError error\n".utf8)]))
    var search = LogSearch(try #require(LogPattern("error")))
    let matches = try finish(&search, in: store, byteBudget: byteBudget)
    #expect(matches.map(\.line) == [0, 2, 2])
    #expect(matches.map(\.byteRange) == [3..<8, 14..<19, 20..<25])
    #expect(search.matchCount == 3)
    #expect(search.matchingLineCount == 2)
    #expect(search.isMatching(line: 2) && !search.isMatching(line: 1))
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
      let matches = try finish(&search, in: store, byteBudget: 4 * block)
      #expect(matches.map(\.byteRange) == [block - shift..<block - shift + 6])
      #expect(matches.map(\.line) == [bytes[..<(block - shift)].count { $0 == 0x0A }])
    }
  }

  @Test func `a search goes on as the log grows`() throws {
    let files = MemoryFiles([path: Array("hit\nhi".utf8)])
    var store = try opened(files)
    var search = LogSearch(try #require(LogPattern("hit")))
    #expect(try finish(&search, in: store, byteBudget: 100).map(\.line) == [0])
    files.append(Array("t\nhit\n".utf8), to: path)
    try store.refresh()
    #expect(!search.isComplete(in: store))
    #expect(try finish(&search, in: store, byteBudget: 100).map(\.line) == [1, 2])
    #expect(search.matchCount == 3)
  }

  @Test func `a search starts over when the file was replaced`() throws {
    let files = MemoryFiles([path: Array("hit\nhit\n".utf8)])
    var store = try opened(files)
    var search = LogSearch(try #require(LogPattern("hit")))
    _ = try finish(&search, in: store, byteBudget: 100)
    files[path] = Array("a\nhit".utf8)
    try store.refresh()
    #expect(try finish(&search, in: store, byteBudget: 100).map(\.line) == [1])
    #expect(search.matchCount == 1)
    files[path] = Array("a".utf8)
    #expect(try finish(&search, in: store, byteBudget: 1).isEmpty)
  }

  @Test func `a file shorter than the store knows ends the step`() throws {
    let files = MemoryFiles([path: [UInt8](repeating: 0x61, count: 100)])
    let store = try opened(files)
    files[path] = []
    var search = LogSearch(try #require(LogPattern("hit")))
    #expect(try search.step(in: store).isEmpty)
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
    let matches = try finish(&search, in: store, byteBudget: Int.random(in: 1000...200_000, using: &generator))
    #expect(!matches.isEmpty)
    for match in matches {
      let line = try #require(try store.lines(from: match.line, count: 1).first)
      #expect((line.byteOffset..<line.byteOffset + line.bytes.count).contains(match.byteRange.lowerBound))
      #expect(bytes[match.byteRange].elementsEqual("abcd".utf8))
    }
  }
}
