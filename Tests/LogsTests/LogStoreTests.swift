import Host
import Logs
import TestKit
import Testing

@Suite struct LogStoreTests {
  private let path = "/run/step.log"

  private func store(_ files: MemoryFiles) -> LogStore { LogStore(path: path, files: files) }

  private func texts(_ lines: [LogLine]) -> [String] { lines.map { String(decoding: $0.bytes, as: UTF8.self) } }

  @Test func `a missing file is an empty log`() throws {
    var store = store(MemoryFiles())
    #expect(try store.refresh() == false)
    #expect(try store.refresh(upTo: 100) == false)
    #expect(store.lineCount == 0)
    #expect(try store.lines(from: 0, count: 10).isEmpty)
  }

  @Test func `a growing file shows its new lines and the rest of its last one`() throws {
    let files = MemoryFiles([path: Array("one\ntw".utf8)])
    var store = store(files)
    try store.refresh()
    #expect(try texts(store.lines(from: 0, count: .max)) == ["one", "tw"])
    files.append(Array("o\nthree".utf8), to: path)
    #expect(try texts(store.lines(from: 0, count: .max)) == ["one", "tw"])
    try store.refresh()
    #expect(try texts(store.lines(from: 0, count: .max)) == ["one", "two", "three"])
    #expect(try texts(store.lines(from: 2, count: 5)) == ["three"])
    #expect(try store.lines(from: 1, count: 1).first?.byteOffset == 4)
    #expect(store.generation == 0)
  }

  @Test func `lines outside the log are none`() throws {
    var store = store(MemoryFiles([path: Array("a\nb\n".utf8)]))
    try store.refresh()
    #expect(try texts(store.lines(from: -3, count: 1)) == ["a"])
    #expect(try store.lines(from: 2, count: 1).isEmpty)
    #expect(try store.lines(from: 7, count: .max).isEmpty)
    #expect(try store.lines(from: 0, count: 0).isEmpty)
    #expect(try store.lines(from: 0, count: -1).isEmpty)
  }

  @Test func `a refresh reads only what is new, in blocks, within its budget`() throws {
    let files = MemoryFiles([path: [UInt8](repeating: 0x0A, count: 700_000)])
    var store = store(files)
    #expect(try store.refresh(maximumByteCount: 300_000))
    #expect(files.takeReads() == [0..<262_144, 262_144..<300_000])
    #expect(store.lineCount == 300_000)
    #expect(try store.refresh(maximumByteCount: 400_000) == false)
    #expect(files.takeReads() == [300_000..<562_144, 562_144..<700_000])
    files.append([0x61], to: path)
    try store.refresh(upTo: 700_001)
    #expect(files.takeReads() == [700_000..<700_001])
    #expect(store.lineCount == 700_001)
  }

  @Test func `a file that became shorter is read again`() throws {
    let files = MemoryFiles([path: Array("one\ntwo\nthree\n".utf8)])
    var store = store(files)
    try store.refresh()
    #expect(try store.lines(from: 0, count: 1).count == 1)
    files[path] = Array("new\n".utf8)
    try store.refresh()
    #expect(store.generation == 1)
    #expect(try texts(store.lines(from: 0, count: 9)) == ["new"])
    files[path] = nil
    try store.refresh()
    #expect(store.lineCount == 0)
  }

  @Test func `a file cut behind the store's back gives fewer lines, not wrong ones`() throws {
    let files = MemoryFiles([path: [UInt8](repeating: 0x0A, count: 400_000)])
    var store = store(files)
    try store.refresh()
    files[path] = [0x0A]
    #expect(try store.lines(from: 300_000, count: 10).isEmpty)
    #expect(try store.refresh(upTo: 500_000) == false)
  }

  @Test func `a carriage return before the line feed stays in the raw line`() throws {
    var store = store(MemoryFiles([path: Array("a\r\nb\r\n".utf8)]))
    try store.refresh()
    let lines = try store.lines(from: 0, count: 9)
    #expect(texts(lines) == ["a\r", "b\r"])
    #expect(lines.map(\.plainText) == ["a", "b"])
  }

  @Test func `a line of 300 KB is shown in parts that are marked`() throws {
    let long = [UInt8](repeating: 0x78, count: 300 * 1024)
    var store = store(MemoryFiles([path: Array("a\n".utf8) + long + Array("\nz\n".utf8)]))
    try store.refresh()
    let lines = try store.lines(from: 0, count: .max)
    #expect(lines.map(\.bytes.count) == [1, 65_536, 65_536, 65_536, 65_536, 45_056, 1])
    #expect(lines.map(\.isContinuation) == [false, false, true, true, true, true, false])
    for line in lines { #expect(try store.lines(from: line.number, count: 1) == [line]) }
  }

  @Test(arguments: 0..<3)
  func `every line can be read alone, as in a naive split`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    while bytes.count < 500_000 {
      let length = Int.random(
        in: 0...(Int.random(in: 0..<200, using: &generator) == 0 ? 150_000 : 120), using: &generator)
      bytes += (0..<length).map { UInt8(truncatingIfNeeded: $0 % 95 + 32) } + [0x0A]
    }
    let files = MemoryFiles([path: bytes])
    var store = store(files)
    while try store.refresh(maximumByteCount: Int.random(in: 1...90_000, using: &generator)) {}
    let naive = NaiveLines(bytes).lines
    #expect(store.lineCount == naive.count)
    for _ in 0..<200 {
      let number = Int.random(in: naive.indices, using: &generator)
      let lines = try store.lines(from: number, count: 3)
      #expect(lines.count == min(3, naive.count - number))
      for line in lines {
        #expect(line.bytes.elementsEqual(naive[line.number].bytes))
        #expect(line.byteOffset == naive[line.number].offset)
        #expect(line.isContinuation == naive[line.number].isContinuation)
      }
    }
  }

  @Test func `the end of 8 MB costs one small read, and scrolling up near it none`() throws {
    let line = Array("2026-01-01 00:00:00 a line of an ordinary length in a log of a test run\n".utf8)
    let files = MemoryFiles([path: Array(repeatElement(line, count: 8_000_000 / line.count).joined())])
    var store = store(files)
    try store.refresh()
    _ = files.takeReads()
    let tail = try store.lines(from: store.lineCount - 60, count: 60)
    #expect(tail.count == 60)
    let reads = files.takeReads()
    #expect(reads.count == 1)
    #expect(reads.reduce(0) { $0 + $1.count } <= 128 * 1024)
    _ = try store.lines(from: store.lineCount - 61, count: 60)
    #expect(files.takeReads().isEmpty)
  }

  @Test func `the lines of a log are read without an index, and not all of a large one`() throws {
    let body = Array(repeatElement(Array("filler filler\n".utf8), count: 10_000).joined())
    let end = Array("\u{1B}[31mred\u{1B}[0m\r\n\nlast".utf8)
    let large = Array(repeatElement(body, count: 30).joined())
    let files = MemoryFiles([path: body + end, "/large": Array("first\n".utf8) + large + end, "/empty": []])
    let lines = try LogText.plainLines(of: path, files: files)
    #expect(lines.count == 10_003 && lines.suffix(4) == ["filler filler", "red", "", "last"])
    _ = files.takeReads()
    let parts = try LogText.plainLines(of: "/large", files: files)
    #expect(parts.first == "first" && parts.last == "last")
    #expect(parts.dropFirst().dropLast(3).allSatisfy { $0 == "filler filler" })
    #expect(files.takeReads().reduce(0) { $0 + $1.count } == 2 * 1024 * 1024)
    #expect(try LogText.plainLines(of: "/empty", files: files).isEmpty)
    #expect(try LogText.plainLines(of: "/missing", files: files).isEmpty)
  }
}
