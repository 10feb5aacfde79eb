import Logs
import RunModel
import Screen

/// The lines of all sections of a log one below the other, with the headings between them.
struct LogLines {
  private struct Part {
    var heading: [LogHeading]
    var file: LogFileView
    /// The number of its first heading.
    var start: Int
    var outputStart: Int { start + heading.count }
    var end: Int { outputStart + file.lineCount }
  }

  private var parts: [Part] = []
  let lineCount: Int
  private let columnLimit: Int

  init(_ request: LogRequest, _ files: [LogSlice: LogFileView]) {
    var start = 0
    for section in request.sections {
      guard let file = files[section.slice] else { continue }
      parts.append(Part(heading: section.heading, file: file, start: start))
      start += section.heading.count + file.lineCount
    }
    lineCount = start
    columnLimit = request.isWrapped ? .max : request.firstColumn + request.columnCount + 1
  }

  /// How many lines are shown, headings among them.
  var shownCount: Int { parts.reduce(0) { $0 + $1.heading.count + $1.file.shownCount } }

  /// The line and what is known of it; `nil` outside the log.
  func row(_ line: Int) -> LogRow? {
    guard let part = part(of: line) else { return nil }
    if line < part.outputStart {
      return LogRow(.heading(part.heading[line - part.start]), at: LogPosition(line: line))
    }
    guard let text = part.file.lines(from: line - part.outputStart, count: 1).first else { return nil }
    var row = LogRow(.output(text.cells(limit: columnLimit)), at: LogPosition(line: line))
    row.isContinuation = text.isContinuation
    row.time = part.file.time(at: text.byteOffset)
    return row
  }

  func isShown(_ line: Int) -> Bool {
    guard let part = part(of: line) else { return false }
    return line < part.outputStart || part.file.isShown(line - part.outputStart)
  }

  /// The nearest line below one that is shown.
  func next(after line: Int) -> Int? {
    for part in parts where part.end > line + 1 {
      if line + 1 < part.outputStart { return max(part.start, line + 1) }
      if let next = part.file.nextShown(after: line - part.outputStart) { return part.outputStart + next }
    }
    return nil
  }

  /// The nearest line above one that is shown.
  func previous(before line: Int) -> Int? {
    for part in parts.reversed() where part.start < line {
      if let previous = part.file.previousShown(before: line - part.outputStart), line > part.outputStart {
        return part.outputStart + previous
      }
      if !part.heading.isEmpty { return min(line - 1, part.outputStart - 1) }
    }
    return nil
  }

  /// The column at which a line's first match begins.
  func column(of matcher: LogMatcher, in line: Int) -> Int? {
    guard let part = part(of: line), line >= part.outputStart,
      let text = part.file.lines(from: line - part.outputStart, count: 1).first
    else { return nil }
    return matcher.ranges(in: text.cells()).first?.lowerBound
  }

  /// Whether a line of output tells of an error.
  func tellsOfError(_ line: Int) -> Bool {
    guard let part = part(of: line), line >= part.outputStart,
      let text = part.file.lines(from: line - part.outputStart, count: 1).first
    else { return false }
    return FirstError.tells(text.plainText)
  }

  private func part(of line: Int) -> Part? { parts.first { line >= $0.start && line < $0.end } }
}
