import Logs
import Screen
import TestKit
import Testing

/// Random lines, most of them full of the bytes that make up control sequences.
@Suite struct LogSanitizerFuzzTests {
  private static let fragments: [[UInt8]] = [
    [0x1B], [0x1B, 0x5B], [0x1B, 0x5D], [0x1B, 0x50], [0x1B, 0x5F], [0x1B, 0x5C], [0x07], [0x08], [0x08, 0x08], [0x09],
    [0x0D], [0x0A], [0x00], [0x18], [0x7F], [0x9B], [0x9C], [0x9D], [0xC2, 0x9B], [0xC2, 0x9D], [0xC2, 0x85],
    Array("31m".utf8), Array("38;5;".utf8), Array("38:2::".utf8), Array("0;52;c;QQ==".utf8), Array("?1049h".utf8),
    Array("日本".utf8), Array("👩\u{200D}💻".utf8), Array("🇫🇷".utf8), Array("e\u{301}".utf8), Array("⚠\u{FE0F}".utf8),
    Array("\u{202E}\u{2066}\u{200F}".utf8), Array("\u{2028}\u{FEFF}\u{AD}".utf8), [0xE2, 0x94], [0xF0, 0x9F], [0xFF],
    Array("_a".utf8), Array("text ".utf8), [0xED, 0xA0, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xEF, 0xBF, 0xBE],
  ]

  private static func randomLine(_ generator: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: bytes.append(UInt8.random(in: 0...255, using: &generator))
      case 1: bytes.append(UInt8.random(in: 0x20...0x7E, using: &generator))
      default: bytes += fragments.randomElement(using: &generator) ?? []
      }
    }
    return bytes
  }

  private static func isPrintable(_ scalar: UInt32) -> Bool {
    let isControl = scalar < 0x20 || (0x7F...0x9F).contains(scalar)
    let isBidi = (0x202A...0x202E).contains(scalar) || (0x2066...0x2069).contains(scalar) || scalar == 0x61C
    let isInvisible = (0x200B...0x200F).contains(scalar) || scalar == 0xFEFF || scalar == 0xAD
    return Unicode.Scalar(scalar) != nil && !isControl && !isBidi && !isInvisible
  }

  /// What is wrong with a line of cells, `nil` when nothing is.
  private static func flaw(in cells: [Cell]) -> String? {
    var column = 0
    while column < cells.count {
      let cell = cells[column]
      if cell.isFiller { return "a filler without a wide character at \(column)" }
      if !isPrintable(cell.scalar) { return "scalar \(cell.scalar) at \(column)" }
      let width = TextWidth.width(of: cell.scalar)
      if width != 1 && width != 2 { return "width \(width) at \(column)" }
      if width == 2, column + 1 == cells.count || !cells[column + 1].isFiller { return "half a character at \(column)" }
      column += width
    }
    return column == cells.count ? nil : "widths do not add up"
  }

  @Test func `any bytes become printable cells whose widths add up`() {
    var generator = SeededGenerator(seed: 20_260_101)
    for _ in 0..<20_000 {
      let line = Self.randomLine(&generator)
      let cells = LogSanitizer.cells(of: line.span)
      let flaw = Self.flaw(in: cells)
      #expect(flaw == nil, "\(line)")
      let limit = Int.random(in: 0...30, using: &generator)
      let limited = LogSanitizer.cells(of: line.span, limit: limit)
      #expect(limited.count <= limit && Self.flaw(in: limited) == nil, "\(line), limit \(limit)")
    }
  }

  @Test func `any bytes become a text without controls`() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<5_000 {
      let line = Self.randomLine(&generator)
      let text = LogSanitizer.plainText(of: line.span)
      let isClean = text.unicodeScalars.allSatisfy {
        Self.isPrintable($0.value) || [0x09, 0xAD, 0x200C, 0x200D].contains($0.value)
      }
      #expect(isClean, "\(line)")
    }
  }

  @Test func `introducers by the thousand cost no more than their number`() {
    for introducer: [UInt8] in [[0x9D], [0x1B, 0x5D], [0xC2, 0x90], [0x1B, 0x5B], [0x1B, 0x20]] {
      let line = Array(repeatElement(introducer, count: 30_000).joined())
      #expect(Self.flaw(in: LogSanitizer.cells(of: line.span)) == nil)
    }
    let wide = Array(String(repeating: "日", count: 10_000).utf8)
    let narrow = [UInt8](repeating: 0x08, count: 10_000) + [UInt8](repeating: 0x78, count: 15_000)
    #expect(LogSanitizer.cells(of: (wide + narrow).span).count == 20_000)
  }
}
