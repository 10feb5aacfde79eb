import Dashboard
import EnvironmentModel
import Glibc
import Host
import Logs
import NcursesTerminal
import RunModel
import Screen
import TestKit

/// Random output of programs, most of it made of the bytes of control sequences, through the whole way from file to
/// terminal; whoever reads the terminal checks what comes out of it.
struct LogFuzzer {
  /// So many inputs, a line each, are shown by one frame.
  private static let linesOfFrame = 20

  let count: Int

  func run(_ report: Report) {
    let variables = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
    guard let terminal = try? NcursesTerminal.open(variables: variables) else { exit(1) }
    var chance = SeededGenerator(seed: 20_261_127)
    var flaws = 0
    for frame in 0..<(count / Self.linesOfFrame) {
      var text: [UInt8] = []
      for _ in 0..<Self.linesOfFrame { text += Self.line(&chance) + [0x0A] }
      var keys: [Key] = chance.next(3) == 0 ? [.tab, .character("w")] : [.tab]
      for _ in 0..<chance.next(3) { keys.append([.pageUp, .right, .down, .end][chance.next(4)]) }
      let state = Self.state(terminal.size, keys, text)
      let canvas = view(of: state, size: state.size)
      let blank = [UInt8](repeating: 0x0A, count: Self.linesOfFrame)
      let empty = view(of: Self.state(terminal.size, keys, blank), size: state.size)
      flaws += Self.overflow(canvas, empty, DashboardLayout(state).log)
      terminal.present(canvas, styles: state.theme.styles)
      if frame % 50 == 0 { terminal.invalidate() }
    }
    terminal.close()
    report.tell("inputs", Double(count / Self.linesOfFrame * Self.linesOfFrame))
    report.tell("overflows", Double(flaws))
  }

  /// Cells outside the log's pane that hold what they do not hold beside blank lines.
  private static func overflow(_ canvas: Canvas, _ empty: Canvas, _ pane: Rectangle) -> Int {
    var count = 0
    for row in 0..<canvas.size.rowCount - 2 {
      for column in 0..<canvas.size.columnCount where !pane.contains(Point(row: row, column: column)) {
        if canvas[row, column].scalar != empty[row, column].scalar { count += 1 }
      }
    }
    return count
  }

  /// A dashboard with a log, after some keys.
  private static func state(_ size: Size, _ keys: [Key], _ text: [UInt8]) -> DashboardState {
    let names = ["one", "two"].map { EnvironmentName($0) }
    let project = DashboardProject(
      name: "fuzz", root: "/fuzz", matrix: EnvironmentMatrix(names: names, patterns: []), environments: names,
      defaultEnvironments: names)
    var state = DashboardState(project: project, size: size, now: 0, themes: Theme.builtIn)
    var run = RunState(id: RunID(1))
    let step = StepID(.environment(names[0]), .runCommands)
    let plan = PlannedStep(id: step, needs: [], reason: "")
    run.apply(NumberedEvent(number: 1, time: 0, event: .runStarted(environments: [names[0]], steps: [plan])))
    run.apply(NumberedEvent(number: 2, time: 0, event: .stepStarted(step)))
    _ = update(&state, with: .runRecorded(run, folder: "/run"))
    let files = MemoryFiles()
    try? files.createDirectory("/run")
    for path in state.logRequest?.sections.map(\.path) ?? [] { try? files.write(text, to: path) }
    let reader = LogReader { LogStore(path: $0, files: files) }
    for key in [nil] + keys.map(Optional.init) {
      if let key { _ = update(&state, with: .key(key)) }
      if let request = state.logRequest { _ = update(&state, with: .logRead(reader.read(request))) }
    }
    return state
  }

  private static let fragments: [[UInt8]] = [
    [0x1B], [0x1B, 0x5B], [0x1B, 0x5D], [0x1B, 0x50], [0x1B, 0x5F], [0x1B, 0x5C], [0x07], [0x08], [0x09], [0x0D],
    [0x00],
    [0x18], [0x7F], [0x9B], [0x9C], [0x9D], [0xC2, 0x9B], [0xC2, 0x9D], [0xC2, 0x85], Array("31m".utf8),
    Array("38;5;".utf8), Array("48:2::1:2:3m".utf8), Array("52;c;QQ==\u{07}".utf8), Array("?1049h".utf8),
    Array("2J".utf8), Array("10;10H".utf8), Array("6n".utf8), Array("]0;title".utf8), Array("日本".utf8),
    Array("👩\u{200D}💻".utf8), Array("🇫🇷".utf8), Array("e\u{301}".utf8), Array("⚠\u{FE0F}".utf8),
    Array("\u{202E}\u{2066}\u{200F}".utf8), Array("\u{2028}\u{FEFF}\u{AD}".utf8), [0xE2, 0x94], [0xF0, 0x9F], [0xFF],
    Array("text ".utf8), [0xED, 0xA0, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
    Array(String(repeating: "long ", count: 40).utf8),
  ]

  private static func line(_ chance: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<chance.next(24) {
      switch chance.next(6) {
      case 0: bytes.append(UInt8(11 + chance.next(245)))
      case 1: bytes.append(UInt8(0x20 + chance.next(95)))
      default: bytes += fragments[chance.next(fragments.count)]
      }
    }
    return bytes
  }
}
