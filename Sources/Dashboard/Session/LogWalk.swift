import Screen

/// Goes through the rows of a log, of which a broken line has several and a hidden line none.
struct LogWalk {
  private let request: LogRequest
  private let lines: LogLines

  init(_ request: LogRequest, _ lines: LogLines) {
    self.request = request
    self.lines = lines
  }

  /// Whether each line is one row, so that places can be counted.
  private var isPlain: Bool { !request.isWrapped && !request.isSifted }

  /// The row so many rows further on.
  func position(_ start: LogPosition, by rows: Int) -> LogPosition {
    if isPlain { return LogPosition(line: start.line + rows) }
    var position = shown(start)
    for _ in 0..<abs(rows) {
      guard let next = rows > 0 ? next(after: position) : previous(before: position) else { break }
      position = next
    }
    return position
  }

  /// The row at the top when the last one stands at the bottom.
  var lastPosition: LogPosition {
    if isPlain { return LogPosition(line: max(0, lines.lineCount - request.rowCount)) }
    guard let line = lines.previous(before: lines.lineCount) else { return LogPosition(line: 0) }
    let end = LogPosition(line: line, piece: pieceCount(of: line) - 1)
    return position(end, by: 1 - request.rowCount)
  }

  /// The row itself where it is shown, else the nearest below, or above.
  func shown(_ position: LogPosition) -> LogPosition {
    if isPlain { return LogPosition(line: max(0, position.line)) }
    guard lines.isShown(position.line) else {
      let line = lines.next(after: position.line) ?? lines.previous(before: position.line)
      return LogPosition(line: line ?? 0)
    }
    return LogPosition(line: position.line, piece: min(position.piece, pieceCount(of: position.line) - 1))
  }

  /// As many rows as there is room for.
  func rows(from start: LogPosition) -> [LogRow] {
    var rows: [LogRow] = []
    var line: Int? = lines.isShown(start.line) ? start.line : lines.next(after: start.line)
    var first = start.piece
    while rows.count < request.rowCount, let number = line {
      guard let row = lines.row(number) else { break }
      for piece in pieces(of: row).dropFirst(first).prefix(request.rowCount - rows.count) { rows.append(piece) }
      first = 0
      line = isPlain ? (number + 1 < lines.lineCount ? number + 1 : nil) : lines.next(after: number)
    }
    return rows
  }

  private func next(after position: LogPosition) -> LogPosition? {
    if position.piece + 1 < pieceCount(of: position.line) {
      return LogPosition(line: position.line, piece: position.piece + 1)
    }
    return lines.next(after: position.line).map { LogPosition(line: $0) }
  }

  private func previous(before position: LogPosition) -> LogPosition? {
    if position.piece > 0 { return LogPosition(line: position.line, piece: position.piece - 1) }
    return lines.previous(before: position.line).map { LogPosition(line: $0, piece: pieceCount(of: $0) - 1) }
  }

  private func pieceCount(of line: Int) -> Int {
    guard request.isWrapped, let row = lines.row(line) else { return 1 }
    return pieces(of: row).count
  }

  /// A line broken where the pane ends; a wide character is not cut in two.
  private func pieces(of row: LogRow) -> [LogRow] {
    let width = max(2, request.columnCount)
    guard request.isWrapped, case .output(let cells) = row.content, cells.count > width else { return [row] }
    var pieces: [LogRow] = []
    var start = 0
    while start < cells.count {
      var end = min(start + width, cells.count)
      if end < cells.count, cells[end].isFiller { end -= 1 }
      var piece = row
      piece.content = .output(Array(cells[start..<end]))
      piece.position.piece = pieces.count
      pieces.append(piece)
      start = end
    }
    return pieces
  }
}
