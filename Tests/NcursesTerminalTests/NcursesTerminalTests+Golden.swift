import FoundationEssentials
import Glibc
import Screen
import TestKit
import Testing

@testable import NcursesTerminal

/// What real terminals show of the dashboard's screens: sent through the terminal library to a terminal of the tests' own,
/// and compared with files in `Golden/`.
extension NcursesTerminalTests {
  /// A kind of terminal.
  struct Kind: CustomStringConvertible {
    var name: String
    var variables: [String: String]
    var description: String { name }

    static let all = [
      Kind(name: "256", variables: ["TERM": "xterm-256color"]), Kind(name: "16", variables: ["TERM": sixteen]),
      Kind(name: "8", variables: ["TERM": "linux"]), Kind(name: "vt100", variables: ["TERM": "vt100"]),
      Kind(name: "no-color", variables: ["TERM": "xterm-256color", "NO_COLOR": "1"]),
      Kind(name: "ascii", variables: ["TERM": "xterm-256color", "LC_ALL": "C"]),
    ]
  }

  /// The name of a terminal with sixteen colours; not all machines have an entry for one, so it is made here.
  private static let sixteen: String = {
    let folder = "/tmp/swtox-test-terminfo-\(getpid())"
    let source = #"""
      swtox-16color|xterm with sixteen colours,
      \tcolors#16, pairs#256,
      \tsetab=\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,
      \tsetaf=\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm, use=xterm-256color,
      """#
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? Data(source.replacing("\\t", with: "\t").utf8).write(to: URL(filePath: "\(folder)/source"))
    setenv("TERMINFO_DIRS", "\(folder):", 1)
    return system("tic -x -o \(folder) \(folder)/source") == 0 ? "swtox-16color" : "xterm-256color"
  }()

  static let screens = [
    "failed-80x24", "running-80x24", "many-80x24", "help-80x24", "commands-120x40", "groups-200x60", "failed-40x10",
    "overview-80x24",
  ]
  static let cases = screens.flatMap { screen in Kind.all.map { (screen, $0) } }

  /// A look for each role, all different, as themes have them.
  static let looks: StyleSheet = {
    var sheet = StyleSheet()
    for (index, role) in StyleRole.allCases.enumerated() {
      let number = UInt8(index % 6 + 1)
      sheet[role].foreground = PaletteColor(
        trueColor: .rgb(number * 40, 100, 200), palette256: .indexed(UInt8(16 + index * 9)),
        ansi16: .indexed(number + 8))
      if index % 3 == 1 { sheet[role].attributes = .bold }
    }
    sheet[.text].foreground = .terminal
    sheet[.selection].attributes = .reverse
    return sheet
  }()

  /// A screen of the dashboard, read back from its golden file.
  private func canvas(_ name: String) throws -> Canvas {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let bytes = try #require(FileManager.default.contents(atPath: "/\(folder)/DashboardTests/Golden/\(name).txt"))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let count = lines.firstIndex { $0.hasPrefix("====") } ?? 0
    let size = Size(rowCount: count, columnCount: lines[count].count)
    let roles = Dictionary(StyleRole.allCases.map { ($0.letter, $0) }) { first, _ in first }
    var canvas = Canvas(size)
    for row in 0..<count {
      for (column, pair) in zip(lines[row].unicodeScalars, lines[count + 1 + row]).enumerated() {
        canvas[row, column] = Cell(scalar: pair.0.value, style: CellStyle(roles[pair.1] ?? .text))
      }
    }
    return canvas
  }

  /// The screen's text, and below it the rendition of each cell as a letter with what it stands for.
  private func text(_ screen: VirtualScreen) -> String {
    var letters: [[String]: Character] = [[]: "."]
    var legend: [String] = []
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let rows = (0..<screen.size.rowCount).map { row in
      String(
        (0..<screen.size.columnCount).map { column -> Character in
          let rendition = screen[row, column].rendition
          if let letter = letters[rendition] { return letter }
          let letter = alphabet[min(letters.count - 1, alphabet.count - 1)]
          letters[rendition] = letter
          legend.append("\(letter) \(rendition.joined(separator: " "))")
          return letter
        })
    }
    let rule = String(repeating: "=", count: screen.size.columnCount)
    return (screen.rows + [rule] + rows + [rule] + legend).joined(separator: "\n") + "\n"
  }

  @Test(arguments: cases)
  func `every kind of terminal shows the dashboard as its golden file`(name: String, kind: Kind) throws {
    let canvas = try canvas(name)
    let device = try #require(PseudoTerminal(size: canvas.size))
    let terminal = try open(device, kind.variables)
    terminal.present(canvas, styles: Self.looks)
    var screen = VirtualScreen(canvas.size)
    screen.take(device.writtenBytes())
    terminal.close()
    #expect(screen.objections == [])
    try Golden.compare(text(screen), with: "\(name)-\(kind.name).txt")
  }

  @Test(arguments: Kind.all)
  func `frame after frame the terminal shows what it is to show`(kind: Kind) throws {
    var generator = SeededGenerator(seed: 7)
    let size = Size(rowCount: 12, columnCount: 40)
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device, kind.variables)
    var screen = VirtualScreen(size)
    var canvas = Canvas(size)
    for frame in 0..<150 {
      Self.change(&canvas, &generator)
      terminal.present(canvas, styles: Self.looks)
      screen.take(device.writtenBytes())
      #expect(screen.objections == [], "frame \(frame)")
      let expected = (0..<size.rowCount).map { row in
        (0..<size.columnCount).map { Self.shown(canvas[row, $0], kind) }.joined()
      }
      #expect(screen.rows == expected, "frame \(frame)")
      guard frame % 10 == 9 else { continue }
      let seen = screen.visibleGlyphs
      terminal.invalidate()
      terminal.present(canvas, styles: Self.looks)
      screen.take(device.writtenBytes())
      #expect(screen.visibleGlyphs == seen, "frame \(frame)")
    }
    terminal.close()
    screen.take(device.writtenBytes())
    #expect(screen.modes.isDisjoint(with: [1000, 1006, 2004, 2026]))
  }

  private static func shown(_ cell: Cell, _ kind: Kind) -> String {
    if cell.isFiller { return kind.name == "ascii" ? " " : "" }
    let scalar = kind.name == "ascii" ? PlainCharacters.scalar(for: cell.scalar) : cell.scalar
    let mark =
      kind.name == "ascii" || cell.mark == 0 ? "" : String(Unicode.Scalar(cell.mark).map { Character($0) } ?? " ")
    return (Unicode.Scalar(scalar).map { String(Character($0)) } ?? " ") + mark
  }

  /// Writes, scrolls or clears a part, as panes do.
  private static func change(_ canvas: inout Canvas, _ generator: inout SeededGenerator) {
    let texts = ["hello", "│ ✓ ok", "日本語", "──────", "e", "   ", "wide 漢 x", "e\u{301}a\u{308} n"]
    for _ in 0..<(1 + generator.next(8)) {
      let point = Point(row: generator.next(canvas.size.rowCount), column: generator.next(canvas.size.columnCount))
      let role = StyleRole.allCases[generator.next(StyleRole.allCases.count)]
      // A wide character that is cut in two is not what panes draw.
      var row = Canvas(Size(rowCount: 1, columnCount: canvas.size.columnCount))
      row.write(texts[generator.next(texts.count)], at: Point(row: 0, column: point.column), role: role)
      for column in 0..<canvas.size.columnCount { canvas[point.row, column] = row[0, column] }
    }
    guard generator.next(4) == 0 else { return }
    let moved = (1..<canvas.size.rowCount).map { row in (0..<canvas.size.columnCount).map { canvas[row, $0] } }
    for (row, cells) in moved.enumerated() { canvas.write(cells, at: Point(row: row, column: 0)) }
  }
}
