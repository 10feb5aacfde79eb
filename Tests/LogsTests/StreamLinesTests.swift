import Host
import RunModel
import TestKit
import Testing

@testable import Logs

@Suite struct StreamLinesTests {
  private let path = "/run/step.log"

  /// A log of pieces written to one stream or another, with the marks that tell of it.
  private func opened(_ pieces: [(stream: OutputStream?, text: String)]) throws -> (store: LogStore, marks: LogMarks) {
    var (log, marks) = ([UInt8](), [UInt8]())
    for piece in pieces {
      marks += OutputMark(offset: log.count, time: 0, stream: piece.stream).bytes
      log += piece.text.utf8
    }
    let files = MemoryFiles([path: log, path + OutputMark.suffix: marks])
    var (store, known) = (LogStore(path: path, files: files), LogMarks(ofLog: path, files: files))
    try store.refresh()
    try known.refresh()
    return (store, known)
  }

  private func lines(
    _ stream: OutputStream, _ log: (store: LogStore, marks: LogMarks), byteBudget: Int = 1 << 20
  ) throws -> [Int] {
    var search = StreamLines(stream)
    while !search.isComplete(in: log.store) { try search.step(byteBudget: byteBudget, in: log.store, marks: log.marks) }
    let sift = LineSift(keeping: [search.selection], hiding: [], lineCount: log.store.lineCount)
    return (0..<log.store.lineCount).filter(sift.contains)
  }

  @Test func `a line belongs to each stream that wrote some of it`() throws {
    let log = try opened([(.output, "a\nb"), (.errors, "c\nd\n"), (.output, "e\n"), (nil, "f\n"), (.errors, "g")])
    #expect(log.marks.tellsStreams)
    #expect(try lines(.output, log) == [0, 1, 3, 4])
    #expect(try lines(.errors, log) == [1, 2, 4, 5])
  }

  @Test func `an end of a line belongs to the line that it ends`() throws {
    let log = try opened([(.output, "a"), (.errors, "\n"), (.output, "b\n")])
    #expect(try lines(.errors, log) == [0])
    #expect(try lines(.output, log) == [0, 1])
  }

  @Test func `a log whose streams came together is in both`() throws {
    let log = try opened([(nil, "a\nb\n")])
    #expect(!log.marks.tellsStreams)
    #expect(try lines(.errors, log) == [0, 1])
  }

  @Test(arguments: 1...60)
  func `lines are those that a plain reading finds`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = (0..<40).map { _ -> (stream: OutputStream?, text: String) in
      let stream = [OutputStream.output, .errors, nil][generator.next(3)]
      let length = generator.next(20) == 0 ? 70_000 : generator.next(6)
      return (stream, String((0..<length).map { _ in generator.next(4) == 0 && length < 10 ? "\n" : "x" }))
    }
    let log = try opened(pieces)
    for stream in OutputStream.allCases {
      #expect(try lines(stream, log, byteBudget: 1 + generator.next(100)) == Self.naive(stream, pieces))
    }
  }

  /// Goes on byte by byte.
  private static func naive(_ stream: OutputStream, _ pieces: [(stream: OutputStream?, text: String)]) -> [Int] {
    var (line, byteCount, found) = (0, 0, Set<Int>())
    for piece in pieces {
      for byte in piece.text.utf8 {
        if byte != 0x0A, byteCount == LineTracker.byteLimit { (line, byteCount) = (line + 1, 0) }
        if piece.stream ?? stream == stream { found.insert(line) }
        if byte == 0x0A { (line, byteCount) = (line + 1, 0) } else { byteCount += 1 }
      }
    }
    return found.sorted()
  }
}

@Suite struct LineSiftTests {
  @Test(arguments: 1...60)
  func `neighbours and counts are those of a plain list`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let lineCount = generator.next(300)
    func some(_ share: Int) -> Set<Int> { Set((0..<lineCount + 5).filter { _ in generator.next(share) == 0 }) }
    func selection(_ members: Set<Int>) -> LineSelection {
      var set = LineSet()
      let tail = members.filter { $0 > lineCount - 3 }
      for line in members.subtracting(tail) { set.insert(line) }
      return LineSelection(set, and: tail.sorted())
    }
    let (kept, also, hidden) = (some(2), some(3), some(3))
    let sift = LineSift(
      keeping: [selection(kept), selection(also)], hiding: [selection(hidden)], lineCount: lineCount)
    let shown = kept.intersection(also).subtracting(hidden).filter { $0 < lineCount }.sorted()
    #expect(sift.count == shown.count)
    for line in -2...lineCount + 2 {
      #expect(sift.contains(line) == shown.contains(line))
      #expect(sift.next(after: line) == shown.first { $0 > line })
      #expect(sift.previous(before: line) == shown.last { $0 < line })
    }
  }

  @Test func `without selections all lines are shown`() {
    let sift = LineSift(keeping: [], hiding: [], lineCount: 130)
    #expect(sift.count == 130)
    #expect(sift.next(after: 128) == 129)
    #expect(sift.next(after: 129) == nil)
    #expect(sift.previous(before: 1000) == 129)
  }
}
