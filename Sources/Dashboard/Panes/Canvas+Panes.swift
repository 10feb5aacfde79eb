import Screen

extension Canvas {
  /// Writes runs one after another; returns the column behind them.
  @discardableResult
  mutating func write(_ runs: [TextRun], at point: Point, limit: Int = .max) -> Int {
    var column = point.column
    for run in runs {
      column = write(run.text, at: Point(row: point.row, column: column), style: run.style, limit: limit)
    }
    return column
  }

  /// Writes runs so that they end before a column; returns the column they begin at.
  @discardableResult
  mutating func write(_ runs: [TextRun], row: Int, endingAt end: Int) -> Int {
    let start = end - runs.width
    write(runs, at: Point(row: row, column: start), limit: end)
    return start
  }

  /// Writes text and, where it does not fit, ends it with `~`.
  @discardableResult
  mutating func writeCut(_ text: String, at point: Point, style: CellStyle, limit: Int) -> Int {
    guard TextWidth.width(of: text) > limit - point.column, limit > point.column else {
      return write(text, at: point, style: style, limit: limit)
    }
    let end = write(text, at: point, style: style, limit: limit - 1)
    return write("~", at: Point(row: point.row, column: end), style: style, limit: limit)
  }

  /// Writes runs one after another and, where they do not fit, ends them with `~` and a blank.
  mutating func writeCut(_ runs: [TextRun], at point: Point, limit: Int) {
    let room = limit - point.column
    guard runs.width > room, room >= 2 else {
      write(runs, at: point, limit: limit)
      return
    }
    let end = write(runs, at: point, limit: limit - 2)
    write("~ ", at: Point(row: point.row, column: end), style: runs.last { $0.width > 0 }?.style ?? CellStyle())
  }

  /// Draws a frame with a title in its upper and facts in its lower line.
  mutating func frame(
    _ area: Rectangle, borders: Theme.Borders, isFocused: Bool, title: [TextRun] = [], rightTitle: [TextRun] = [],
    footer: [TextRun] = []
  ) {
    guard area.rowCount >= 2, area.columnCount >= 4 else { return }
    let style = CellStyle(isFocused ? .focus : .border)
    let pen = FramePen(borders)
    let bottom = area.endRow - 1
    for column in area.column..<area.endColumn {
      self[area.row, column] = Cell(scalar: pen.horizontal, style: style)
      self[bottom, column] = Cell(scalar: pen.horizontal, style: style)
    }
    for row in area.row..<area.endRow {
      self[row, area.column] = Cell(scalar: pen.vertical, style: style)
      self[row, area.endColumn - 1] = Cell(scalar: pen.vertical, style: style)
    }
    for (index, scalar) in pen.corners.enumerated() {
      let column = index % 2 == 0 ? area.column : area.endColumn - 1
      self[index < 2 ? area.row : bottom, column] = Cell(scalar: scalar, style: style)
    }
    var limit = area.endColumn - 2
    if rightTitle.width > 0, area.columnCount > rightTitle.width + 24 {
      limit = write(padded(rightTitle), row: area.row, endingAt: area.endColumn - 2) - 1
    }
    if title.width > 0 { writeCut(padded(title), at: Point(row: area.row, column: area.column + 2), limit: limit) }
    if footer.width > 0, area.columnCount > footer.width + 6 {
      write(padded(footer), row: bottom, endingAt: area.endColumn - 2)
    }
  }

  private func padded(_ runs: [TextRun]) -> [TextRun] { [TextRun(" ")] + runs + [TextRun(" ")] }
}

extension Rectangle {
  /// What is left for text inside a pane's frame, with a blank column at either side.
  var insidePane: Rectangle {
    let inside = insideFrame
    return Rectangle(
      row: inside.row, column: inside.column + 1, rowCount: inside.rowCount, columnCount: inside.columnCount - 2)
  }
}

/// The scalars of which frames and rules are made.
struct FramePen {
  let horizontal: UInt32
  let vertical: UInt32
  /// Top left, top right, bottom left, bottom right.
  let corners: [UInt32]

  init(_ borders: Theme.Borders) {
    switch borders {
    case .line: (horizontal, vertical, corners) = (0x2500, 0x2502, [0x250C, 0x2510, 0x2514, 0x2518])
    case .ascii: (horizontal, vertical, corners) = (0x2D, 0x7C, [0x2B, 0x2B, 0x2B, 0x2B])
    case .none: (horizontal, vertical, corners) = (0x20, 0x20, [0x20, 0x20, 0x20, 0x20])
    }
  }
}
