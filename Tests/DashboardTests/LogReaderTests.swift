import EnvironmentModel
import Host
import Logs
import RunModel
import Screen
import TestKit
import Testing

@testable import Dashboard

/// Reads one log of two sections in every way in which it can be shown.
@Suite struct LogReaderTests {
  static let first = (0..<40).map { "a\($0)" }
  static let second = (0..<60).map { $0 % 10 == 3 ? "error: b\($0) \(String(repeating: "x", count: 30))" : "b\($0)" }

  private let files: MemoryFiles
  private let reader: LogReader
  private var request: LogRequest

  init() {
    let files = MemoryFiles([
      "/a.log": Self.first.map { $0 + "\n" }.joined(), "/b.log": Self.second.map { $0 + "\n" }.joined(),
    ])
    self.files = files
    reader = LogReader(open: { LogStore(path: $0, files: files) }, openMarks: { LogMarks(ofLog: $0, files: files) })
    let heading = LogHeading(text: "step", role: .header, isRuled: true)
    request = LogRequest(
      owner: .environment(EnvironmentName("e")), run: RunID(1),
      sections: [
        LogSection(heading: [heading], slice: LogSlice(path: "/a.log"), byteCount: 0),
        LogSection(heading: [heading], slice: LogSlice(path: "/b.log"), byteCount: 0),
      ], position: LogPosition(line: 0), scroll: 0, isFollowing: false, rowCount: 10, columnCount: 20, firstColumn: 0,
      isWrapped: false, showsTimes: false)
  }

  private func text(_ excerpt: LogExcerpt) -> [String] {
    excerpt.rows.map { row in
      switch row.content {
      case .heading(let heading): "== \(heading.text)"
      case .output(let cells): String(String.UnicodeScalarView(cells.compactMap { Unicode.Scalar($0.scalar) }))
      }
    }
  }

  /// Reads until nothing is left to look for.
  private func read(_ request: LogRequest) -> LogExcerpt {
    var excerpt = reader.read(request)
    while !excerpt.isSearchComplete || excerpt.isPartial { excerpt = reader.read(request) }
    return excerpt
  }

  @Test mutating func `rows go on from one section to the next`() {
    request.position = LogPosition(line: 38)
    let excerpt = read(request)
    #expect(excerpt.lineCount == 102)
    #expect(text(excerpt).prefix(6) == ["a37", "a38", "a39", "== step", "b0", "b1"])
    request.scroll = 200
    #expect(text(read(request)).last == "b59")
    request.scroll = -200
    #expect(text(read(request)).first == "== step")
  }

  @Test mutating func `what each command wrote stands below it, and lines have the numbers of their file`() {
    // The first part ends within a line.
    let start = Self.first.prefix(10).map { $0 + "\n" }.joined().utf8.count + 1
    let second = Self.first.prefix(30).map { $0 + "\n" }.joined().utf8.count
    let heading = { (text: String) in [LogHeading(text: text, role: .dim, isRuled: false)] }
    request.sections = [
      LogSection(heading: heading("$ one"), slice: LogSlice(path: "/a.log"), end: start, byteCount: 0),
      LogSection(heading: heading("$ two"), slice: LogSlice(path: "/a.log", start: start), end: second, byteCount: 0),
      LogSection(heading: heading("$ three"), slice: LogSlice(path: "/a.log", start: second), byteCount: 0),
    ]
    request.rowCount = 60
    let lines = text(read(request))
    #expect(lines.count == 44)
    #expect(lines[9...14] == ["a8", "a9", "a", "== $ two", "10", "a11"])
    #expect(lines.suffix(11).first == "== $ three" && lines.last == "a39")
    for (line, found) in [(9, 10), (10, 11), (11, 14), (29, 32), (30, 34), (39, 43)] {
      request.seek = .place(path: "/a.log", line: line)
      #expect(read(request).foundLine == found, "\(line)")
    }
    // More is written, and another command begins.
    request.seek = nil
    let third = Self.first.map { $0 + "\n" }.joined().utf8.count
    try? files.write(Array((Self.first + ["new"]).map { $0 + "\n" }.joined().utf8), to: "/a.log")
    #expect(text(read(request)).last == "new")
    request.sections[2].end = third
    request.sections.append(
      LogSection(heading: heading("$ four"), slice: LogSlice(path: "/a.log", start: third), byteCount: 0))
    #expect(text(read(request)).suffix(3) == ["a39", "== $ four", "new"])
  }

  @Test mutating func `only lines with a text are shown, with the headings`() {
    request.keep = .text(LogPattern("error")!)
    let excerpt = read(request)
    #expect(excerpt.shownCount == 8)
    #expect(
      text(excerpt).map { String($0.prefix(9)) } == [
        "== step", "== step", "error: b3", "error: b1", "error: b2", "error: b3", "error: b4", "error: b5",
      ])
    request.scroll = 3
    #expect(read(request).position.line == 0)
  }

  @Test mutating func `lines with a text are hidden`() {
    request.hide = .text(LogPattern("a")!)
    request.isFollowing = true
    let excerpt = read(request)
    #expect(excerpt.shownCount == 62)
    #expect(text(excerpt).last == "b59")
    request.isFollowing = false
    request.position = LogPosition(line: 5)
    #expect(text(read(request)).first == "== step")
    request.keep = .text(LogPattern("error")!)
    #expect(read(request).shownCount == 8)
  }

  @Test mutating func `long lines are broken and gone through piece by piece`() {
    request.isWrapped = true
    request.position = LogPosition(line: 45)
    let excerpt = read(request)
    #expect(Array(text(excerpt).prefix(4)) == ["error: b3 xxxxxxxxxx", "xxxxxxxxxxxxxxxxxxxx", "b4", "b5"])
    #expect(excerpt.rows[1].position == LogPosition(line: 45, piece: 1))
    request.scroll = 1
    #expect(read(request).position == LogPosition(line: 45, piece: 1))
    request.position = LogPosition(line: 46)
    request.scroll = -1
    #expect(read(request).position == LogPosition(line: 45, piece: 1))
    request.isFollowing = true
    #expect(text(read(request)).last == "b59")
  }

  @Test mutating func `errors are found in both directions`() {
    request.seek = .errorAfter(45)
    #expect(read(request).foundLine == 55)
    request.seek = .errorBefore(45)
    let none = read(request)
    #expect(none.foundLine == nil)
    request.seek = .errorBefore(101)
    #expect(read(request).foundLine == 95)
  }

  @Test mutating func `a place of a file is found`() {
    request.seek = .place(path: "/b.log", line: 3)
    #expect(read(request).foundLine == 45)
  }

  @Test mutating func `expressions are searched for`() throws {
    request.query = try LogMatcher("b[0-4]+$", isExpression: true)
    request.seek = .after(-1)
    let excerpt = read(request)
    #expect(excerpt.foundLine == 42)
    #expect(excerpt.matchCount == 20)
  }

  @Test mutating func `when lines were written is told`() {
    var marks: [UInt8] = []
    for (offset, time) in [(0, Int64(1_000_000)), (3, 2_500_000), (6, 4_000_000)] {
      marks += OutputMark(offset: offset, time: time).bytes
    }
    try? files.write(marks, to: "/a.log" + OutputMark.suffix)
    request.showsTimes = true
    let rows = read(request).rows
    #expect(rows.prefix(5).map(\.time) == [nil, 1_000_000, 2_500_000, 4_000_000, 4_000_000])
  }

  @Test mutating func `one stream is shown alone`() {
    let marks = [(0, OutputStream.output), (3, .errors), (9, .output)].flatMap { offset, stream in
      OutputMark(offset: offset, time: 0, stream: stream).bytes
    }
    try? files.write(marks, to: "/a.log" + OutputMark.suffix)
    request.sections.removeLast()
    request.stream = .errors
    let errors = read(request)
    #expect(errors.tellsStreams)
    #expect(errors.shownCount == 3)
    #expect(text(errors) == ["== step", "a1", "a2"])
    request.stream = .output
    #expect(text(read(request)).prefix(4) == ["== step", "a0", "a3", "a4"])
    request.keep = .text(LogPattern("9")!)
    #expect(text(read(request)).prefix(3) == ["== step", "a9", "a19"])
  }

  @Test mutating func `of merged streams all is shown, and told to be so`() {
    request.stream = .errors
    let excerpt = read(request)
    #expect(!excerpt.tellsStreams)
    #expect(text(excerpt).prefix(3) == ["== step", "a0", "a1"])
  }

  @Test(arguments: 1...40)
  mutating func `rows are the same from above and from below`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    request.isWrapped = generator.next(2) == 0
    request.columnCount = 3 + generator.next(30)
    request.rowCount = 1 + generator.next(20)
    if generator.next(2) == 0 { request.keep = .text(LogPattern("\(generator.next(10))")!) }
    if generator.next(3) == 0 { request.hide = .text(LogPattern("3")!) }
    var down: [LogPosition] = []
    request.position = LogPosition(line: 0)
    var excerpt = read(request)
    while down.last != excerpt.position {
      down.append(excerpt.position)
      (request.position, request.scroll) = (excerpt.position, 1)
      excerpt = read(request)
    }
    var up: [LogPosition] = []
    while up.last != excerpt.position {
      up.append(excerpt.position)
      (request.position, request.scroll) = (excerpt.position, -1)
      excerpt = read(request)
    }
    #expect(down == up.reversed())
    request.isFollowing = true
    #expect(read(request).position == down.last)
  }
}
