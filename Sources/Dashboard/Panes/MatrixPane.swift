import EnvironmentModel
import RunModel
import Screen

/// Draws the matrix with its headings, and the strips of what stands outside it.
struct MatrixPane {
  let state: DashboardState
  let area: Rectangle
  private let areas: MatrixAreas
  private let model: MatrixViewModel

  init(_ state: DashboardState, in area: Rectangle) {
    self.state = state
    self.area = area
    areas = MatrixAreas(state, inside: area.insidePane)
    model = MatrixViewModel(state, body: areas.body)
  }

  func draw(on canvas: inout Canvas) {
    canvas.frame(area, borders: state.borders, isFocused: state.focus == .matrix, title: title, footer: footer)
    drawHeadings(on: &canvas)
    let pen = MatrixPen(state)
    for row in model.rows { drawRow(row, pen, on: &canvas) }
    TotalsPane(state: state, areas: areas, model: model).draw(on: &canvas)
    drawStrip("other", state.arrangement.others.map { .environment($0) }, in: areas.others, on: &canvas)
    drawStrip("packages", state.packages, in: areas.packages, on: &canvas)
  }

  private var title: [TextRun] {
    let arrangement = state.arrangement
    if arrangement.rowAxisNames == ["environment"] { return [TextRun("Environments", .title)] + choices }
    var runs = [TextRun("Matrix", .title)]
    let join = { (names: [String]) in names.joined(separator: state.glyphSet == .ascii ? " > " : " ▸ ") }
    if !arrangement.rowAxisNames.isEmpty { runs.append(TextRun("  rows: " + join(arrangement.rowAxisNames), .dim)) }
    if !arrangement.columnAxisNames.isEmpty {
      runs.append(TextRun("  columns: " + join(arrangement.columnAxisNames), .dim))
    }
    return runs + choices
  }

  /// What somebody has chosen to see: `only conda`, `dj=dj42`, `folded: arch`, `the worst first`.
  private var choices: [TextRun] {
    var words = state.freeAxes.compactMap { axis in
      state.choice.pinned(axis.name).map { "\(axis.name)=\($0.isEmpty ? "-" : $0)" }
    }
    let folded = state.arrangement.foldedAxisNames
    if !folded.isEmpty { words.append("folded: \(folded.joined(separator: " "))") }
    if let filter = state.choice.filter { words.append("only \(filter.text)") }
    if state.choice.order != .configuration { words.append(state.choice.order.words) }
    return words.map { TextRun("  \($0)", .warning) }
  }

  private var footer: [TextRun] {
    var facts: [String] = []
    if !state.marked.isEmpty { facts.append("\(state.marked.count) marked") }
    if !state.arrangement.constants.isEmpty, state.size.columnCount >= 100 {
      facts.append(state.arrangement.constants.joined(separator: " "))
    }
    let rowCount = state.arrangement.rowLabels.count
    if model.rows.count < rowCount {
      facts.append("rows \(model.rows.lowerBound + 1)-\(model.rows.upperBound) of \(rowCount)")
    }
    let columnCount = state.arrangement.columnLabels.count
    if model.columns.count < columnCount {
      facts.append("columns \(model.columns.lowerBound + 1)-\(model.columns.upperBound) of \(columnCount)")
    }
    let count = state.arrangement.environmentCount
    let hidden = state.arrangement.hiddenCount
    facts.append((count == 1 ? "1 environment" : "\(count) environments") + (hidden > 0 ? ", \(hidden) hidden" : ""))
    return [TextRun(facts.joined(separator: "  "), .dim)]
  }

  private func drawHeadings(on canvas: inout Canvas) {
    let lines = state.geometry.headings.suffix(areas.headings.rowCount)
    for (index, line) in lines.enumerated() {
      let isInnermost = index == lines.count - 1
      for heading in line where heading.columns.overlaps(model.columns) {
        draw(heading, row: areas.headings.row + index, isRuled: !isInnermost, on: &canvas)
      }
    }
  }

  private func draw(_ heading: MatrixGeometry.Heading, row: Int, isRuled: Bool, on canvas: inout Canvas) {
    let columns = heading.columns.clamped(to: model.columns)
    guard let last = columns.last else { return }
    let start = areas.body.column + model.offset(of: columns.lowerBound) + (state.geometry.form == .packed ? 0 : 1)
    let end = min(areas.body.endColumn, areas.body.column + model.endOffset(of: last))
    // A single column says nothing of a longer word.
    if end <= start + 1, TextWidth.width(of: heading.text) > 1 { return }
    let next = canvas.writeCut(
      heading.text, at: Point(row: row, column: start), style: CellStyle(.header), limit: max(start + 1, end))
    guard isRuled, state.geometry.form != .packed else { return }
    let rule = Cell(scalar: FramePen(state.borders).horizontal, style: CellStyle(.border))
    for column in (next + 1)..<max(next + 1, end - 1) { canvas[row, column] = rule }
  }

  private func drawRow(_ row: Int, _ pen: MatrixPen, on canvas: inout Canvas) {
    let line = areas.body.row + row - model.rows.lowerBound
    drawLabels(of: row, line: line, on: &canvas)
    // The area's column by itself: a closure that took the pane would copy it, with all of the state.
    let column = areas.body.column
    model.forEachCell(inRow: row) { offset, cell in
      pen.draw(cell, at: Point(row: line, column: column + offset), on: &canvas)
    }
    if state.arrangement.isList { drawReason(of: row, line: line, on: &canvas) }
  }

  private func drawLabels(of row: Int, line: Int, on canvas: inout Canvas) {
    let isSelected = state.selectedPlace?.row == row
    var column = areas.body.column
    for (label, width) in zip(model.changedLabels(of: row), state.geometry.labelWidths) {
      if let label {
        let style = CellStyle(isSelected ? .title : .header)
        canvas.writeCut(label, at: Point(row: line, column: column), style: style, limit: column + width)
      }
      column += width
    }
  }

  /// In a list the room behind the only column tells why a state is as it is.
  private func drawReason(of row: Int, line: Int, on canvas: inout Canvas) {
    guard let name = state.arrangement[MatrixPlace(row: row, column: 0)], let last = model.columns.last else { return }
    let start = areas.body.column + model.endOffset(of: last) + 1
    canvas.writeCut(
      state.situation(of: .environment(name)), at: Point(row: line, column: start), style: CellStyle(.dim),
      limit: areas.body.endColumn - 1)
  }

  private func drawStrip(_ label: String, _ owners: [StepOwner], in row: Rectangle, on canvas: inout Canvas) {
    guard !row.isEmpty, !owners.isEmpty else { return }
    canvas.write(label, at: row.origin, role: .header)
    let columns = StripLayout.columns(of: row)
    let strip = StripLayout(owners, selected: state.selection, in: columns)
    if strip.isCutBefore { canvas.write("<", at: Point(row: row.row, column: columns.lowerBound - 2), role: .key) }
    if strip.isCutAfter { canvas.write(">", at: Point(row: row.row, column: row.endColumn - 1), role: .key) }
    for item in strip.items { draw(item, row: row.row, limit: columns.upperBound, on: &canvas) }
  }

  private func draw(_ item: StripLayout.Item, row: Int, limit: Int, on canvas: inout Canvas) {
    let status = state.status(of: item.owner)
    let isSelected = item.owner == state.selection
    let attributes: TextAttributes = isSelected && state.focus == .matrix ? .reverse : .none
    let start = item.columns.lowerBound
    let name = Point(row: row, column: start)
    let end = canvas.writeCut(item.name, at: name, style: CellStyle(.text, attributes: attributes), limit: limit - 2)
    canvas[row, end] = Cell(scalar: 0x20, style: CellStyle(.text, attributes: attributes))
    canvas[row, end + 1] = Cell(
      scalar: state.theme.glyphs.scalar(of: status, in: state.glyphSet),
      style: CellStyle(status.role, attributes: attributes))
    if isSelected {
      canvas[row, start - 1] = Cell(scalar: 0x5B, style: CellStyle(.text, attributes: attributes))
      canvas[row, end + 2] = Cell(scalar: 0x5D, style: CellStyle(status.role, attributes: attributes))
    }
    guard case .environment(let name) = item.owner, state.marked.contains(name) else { return }
    canvas[row, start - 1] = Cell(scalar: 0x2A, style: CellStyle(.mark))
  }
}
