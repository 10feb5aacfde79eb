import Logs
import TestKit
import Testing

@Suite struct LogIndexTests {
  private func index(_ bytes: [UInt8], chunkByteCounts: (inout SeededGenerator) -> Int) -> LogIndex {
    var generator = SeededGenerator(seed: 7)
    var index = LogIndex()
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(max(1, chunkByteCounts(&generator)))
      chunk.withUnsafeBytes { index.append($0) }
      rest = rest.dropFirst(chunk.count)
    }
    return index
  }

  /// Lines of every length from nothing to several times the limit.
  private func randomLog(seed: UInt64, byteCount: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    let lengths = [0, 1, 40, 90, 4000, 65_535, 65_536, 65_537, 131_072, 131_073, 200_000]
    while bytes.count < byteCount {
      let length = lengths[Int.random(in: 0..<(Bool.random(using: &generator) ? 4 : lengths.count), using: &generator)]
      bytes.append(contentsOf: repeatElement(UInt8.random(in: 0x20...0x7E, using: &generator), count: length))
      bytes.append(0x0A)
    }
    return bytes.dropLast(Int.random(in: 0...2, using: &generator))
  }

  @Test(arguments: [
    ("", 0), ("\n", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2), ("a\r\nb\r\n", 2), ("a\rb", 1),
  ])
  func `a line ends at a line feed, and the last one needs none`(text: String, count: Int) {
    var index = LogIndex()
    Array(text.utf8).withUnsafeBytes { index.append($0) }
    #expect(index.lineCount == count)
    #expect(index.byteCount == text.utf8.count)
  }

  @Test(arguments: [
    (65_535, 1), (65_536, 1), (65_537, 2), (131_072, 2), (131_073, 3), (300_000, 5),
  ])
  func `a line longer than the limit counts as several`(byteCount: Int, count: Int) {
    let line = [UInt8](repeating: 0x61, count: byteCount)
    #expect(index(line) { _ in 1000 }.lineCount == count)
    #expect(index(line + [0x0A]) { _ in 1000 }.lineCount == count)
    #expect(index(line + [0x0A, 0x62]) { _ in 70_000 }.lineCount == count + 1)
  }

  @Test(arguments: 0..<6)
  func `chunks of any size give the lines of a naive split`(seed: Int) {
    let bytes = randomLog(seed: UInt64(seed), byteCount: 400_000)
    let naive = NaiveLines(bytes).lines
    let whole = index(bytes) { _ in .max }
    let chunked = index(bytes) { Int.random(in: 1...(seed % 2 == 0 ? 100 : 90_000), using: &$0) }
    #expect(whole.lineCount == naive.count)
    #expect(chunked.lineCount == naive.count)
    for line in naive.indices {
      let checkpoint = chunked.checkpoint(atOrBefore: line)
      #expect(checkpoint == whole.checkpoint(atOrBefore: line))
      #expect(checkpoint.line <= line)
      #expect(naive[checkpoint.line].offset == checkpoint.byteOffset)
      #expect(naive[checkpoint.line].isContinuation == checkpoint.isContinuation)
      #expect(naive[line].offset - checkpoint.byteOffset < LogIndex.checkpointByteSpacing)
    }
  }

  @Test func `a byte at a time gives the same lines`() {
    let bytes = randomLog(seed: 99, byteCount: 150_000)
    let naive = NaiveLines(bytes).lines.count
    #expect(index(bytes) { _ in 1 }.lineCount == naive)
  }
}
