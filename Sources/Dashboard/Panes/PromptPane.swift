import Screen

/// Draws the line that is being typed, in the last line of the screen, and what the palette offers above it.
struct PromptPane {
  /// So many offers are seen at once.
  private static let offerCount = 10

  let state: DashboardState
  let prompt: Prompt
  let area: Rectangle

  func draw(on canvas: inout Canvas) {
    if prompt.purpose == .command || prompt.purpose == .filter { drawOffers(on: &canvas) }
    let row = area.row
    canvas.fill(Rectangle(row: row, column: 0, rowCount: 1, columnCount: area.endColumn))
    let start = canvas.write(
      prompt.purpose.sign, at: Point(row: row, column: area.column + 1), role: .key, limit: area.endColumn - 2)
    let room = max(1, area.endColumn - 1 - start)
    let before = Self.tail(of: prompt.before, width: room)
    let end = canvas.write(before, at: Point(row: row, column: start), role: .text, limit: area.endColumn - 1)
    canvas.cursor = Point(row: row, column: end)
    let behind = canvas.write(prompt.after, at: Point(row: row, column: end), role: .text, limit: area.endColumn)
    let hint = hint
    if behind + hint.width + 2 < area.endColumn { canvas.write(hint, row: row, endingAt: area.endColumn - 1) }
  }

  private var hint: [TextRun] {
    var pairs: [(String, String)] = [("Enter", prompt.purpose == .command ? "do it" : "ok"), ("Esc", "leave")]
    if prompt.purpose == .command || prompt.purpose == .filter { pairs.insert(("Tab", "complete"), at: 0) }
    if prompt.purpose.isSearch { pairs.insert(("Ctrl-R", prompt.isExpression ? "regex" : "text"), at: 0) }
    return pairs.flatMap { [TextRun($0, .key), TextRun(" \($1)  ", .hint)] }
  }

  /// The end of a text, where it is being typed on.
  private static func tail(of text: String, width: Int) -> String {
    var tail = Substring(text)
    while TextWidth.width(of: String(tail)) > max(0, width) { tail = tail.dropFirst() }
    return String(tail)
  }

  private func drawOffers(on canvas: inout Canvas) {
    let offers = state.offers(for: prompt)
    let chosen = state.chosenOffer(of: prompt)
    // A filter that is complete needs no help.
    if prompt.purpose == .filter, chosen == nil, prompt.text.isEmpty || prompt.text.hasSuffix(" ") { return }
    let count = min(Self.offerCount, offers.count, max(0, area.row - 4))
    guard count > 0, canvas.size.rowCount >= 12 else { return }
    let box = Rectangle(
      row: area.row - count - 2, column: 0, rowCount: count + 2, columnCount: min(canvas.size.columnCount, 84))
    canvas.fill(box)
    let facts = offers.count > count ? "\(offers.count) in all" : ""
    canvas.frame(
      box, borders: state.borders, isFocused: true,
      title: [TextRun(prompt.purpose == .command ? "Commands" : "Filter", .title)], footer: [TextRun(facts, .dim)]
    )
    let first = max(0, min((chosen ?? 0) - count + 1, offers.count - count))
    for (offset, offer) in offers.dropFirst(first).prefix(count).enumerated() {
      draw(offer, isChosen: first + offset == chosen, row: box.row + 1 + offset, box, on: &canvas)
    }
  }

  private func draw(_ offer: PaletteOffer, isChosen: Bool, row: Int, _ box: Rectangle, on canvas: inout Canvas) {
    let inside = box.insidePane
    let end = canvas.writeCut(
      offer.line, at: Point(row: row, column: inside.column), style: CellStyle(.key), limit: inside.endColumn)
    let limit = canvas.write([TextRun(offer.keys, .dim)], row: row, endingAt: inside.endColumn) - 1
    let start = max(inside.column + 20, end + 1)
    canvas.writeCut(offer.help, at: Point(row: row, column: start), style: CellStyle(.text), limit: limit)
    guard isChosen else { return }
    canvas.restyle(Rectangle(row: row, column: inside.column, rowCount: 1, columnCount: inside.columnCount)) {
      $0.attributes.insert(.reverse)
    }
  }
}
