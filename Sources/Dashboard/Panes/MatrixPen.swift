import RunModel
import Screen

/// Draws cells of the matrix, with what all of them have in common worked out once.
struct MatrixPen {
  private let form: CellForm
  private let isFocused: Bool
  /// The mark of each status in its look, by the status's index.
  private let symbols: [Cell]

  init(_ state: DashboardState) {
    form = state.geometry.form
    isFocused = state.focus == .matrix
    let (glyphs, set) = (state.theme.glyphs, state.glyphSet)
    symbols = MatrixStatus.allCases.map { Cell(scalar: glyphs.scalar(of: $0, in: set), style: CellStyle($0.role)) }
  }

  /// Draws a cell whose slot begins at a point.
  func draw(_ cell: MatrixViewModel.CellModel, at point: Point, on canvas: inout Canvas) {
    var symbol = symbols[cell.status.index]
    if cell.isSelected {
      // Without room for brackets and stars the cell itself has to tell.
      symbol.style.attributes = isFocused ? .reverse : form == .packed ? .underline : .none
    }
    guard form != .packed else {
      if cell.isMarked { symbol.style.role = .mark }
      canvas[point.row, point.column] = symbol
      return
    }
    canvas[point.row, point.column + 1] = symbol
    if form == .times {
      drawTime(of: cell, at: Point(row: point.row, column: point.column + 2), symbol.style, on: &canvas)
    }
    drawSigns(of: cell, at: point, symbol.style, on: &canvas)
  }

  /// The brackets of what is selected, the star of what is marked, and braces for what is both.
  ///
  /// Brackets look like what they hold, so that the terminal is told of one look and not of three.
  private func drawSigns(
    of cell: MatrixViewModel.CellModel, at point: Point, _ style: CellStyle, on canvas: inout Canvas
  ) {
    if cell.isSelected {
      let style = cell.isMarked ? CellStyle(.mark) : style
      let end = point.column + (form == .times ? 6 : 2)
      canvas[point.row, point.column] = Cell(scalar: cell.isMarked ? 0x7B : 0x5B, style: style)
      canvas[point.row, end] = Cell(scalar: cell.isMarked ? 0x7D : 0x5D, style: style)
    } else if cell.isMarked {
      canvas[point.row, point.column] = Cell(scalar: 0x2A, style: CellStyle(.mark))
    }
  }

  /// How long it took or takes, or how many of those that share the cell are like it; four columns in all.
  private func drawTime(
    of cell: MatrixViewModel.CellModel, at point: Point, _ style: CellStyle, on canvas: inout Canvas
  ) {
    var text: Scalars = (0x20, 0x20, 0x20, 0x20)
    if let share = cell.share {
      text = Self.text(of: share)
    } else if let microseconds = cell.microseconds {
      text = DurationText.compact(microseconds: microseconds)
    }
    canvas[point.row, point.column] = Cell(scalar: text.0, style: style)
    canvas[point.row, point.column + 1] = Cell(scalar: text.1, style: style)
    canvas[point.row, point.column + 2] = Cell(scalar: text.2, style: style)
    canvas[point.row, point.column + 3] = Cell(scalar: text.3, style: style)
  }

  private typealias Scalars = (UInt32, UInt32, UInt32, UInt32)

  private static func text(of share: (count: Int, total: Int)) -> Scalars {
    let text = share.count == share.total ? "\(share.total)" : "\(share.count)/\(share.total)"
    let shown = Array((text.utf8.count <= 4 ? text : "\(share.count)").utf8)
    let scalar = { (index: Int) in index < shown.count ? UInt32(shown[index]) : 0x20 }
    return (scalar(0), scalar(1), scalar(2), scalar(3))
  }
}
