import EnvironmentModel
package import Screen

/// The screen at a state; the same state gives the same screen.
///
/// - Complexity: O(cells of the screen + environments outside the matrix), whatever the length of logs.
package func view(of state: DashboardState, size: Size) -> Canvas {
  guard size == state.size else { return view(of: state.resized(to: size), size: size) }
  var canvas = Canvas(size)
  let layout = DashboardLayout(state, size: size)
  guard layout.mode != .tooSmall else {
    canvas.write("too small \(size.columnCount)x\(size.rowCount)", at: Point(row: 0, column: 0), role: .warning)
    return canvas
  }
  HeaderPane(state: state, area: layout.header).draw(on: &canvas)
  drawPanes(of: state, layout, on: &canvas)
  let footer = FooterPane(state: state)
  footer.drawHints(in: layout.hints, on: &canvas)
  footer.drawStatus(in: layout.status, on: &canvas)
  switch state.overlay {
  case .help(let firstLine): HelpPane(state: state, firstLine: firstLine).draw(on: &canvas)
  case .plan(let plan):
    TextPane(
      title: "Plan of \(plan.names.count == 1 ? plan.names[0].text : "\(plan.names.count) environments")",
      lines: plan.runs,
      firstLine: plan.firstLine, hint: "Enter runs it  Esc leaves", columnLimit: canvas.size.columnCount
    ).draw(on: &canvas, borders: state.borders)
  case .page(let page): PagePane(state: state, page: page).draw(on: &canvas)
  case .axes(let axes): AxesPane(state: state, view: axes).draw(on: &canvas)
  case .quitQuestion: QuitPane(state: state).draw(on: &canvas)
  case nil: break
  }
  if let prompt = state.prompt { PromptPane(state: state, prompt: prompt, area: layout.status).draw(on: &canvas) }
  return canvas
}

private func drawPanes(of state: DashboardState, _ layout: DashboardLayout, on canvas: inout Canvas) {
  let isFramed = layout.mode == .panes
  if !layout.matrix.isEmpty {
    if isFramed {
      MatrixPane(state, in: layout.matrix).draw(on: &canvas)
    } else {
      ListPane(state: state, area: layout.matrix).draw(on: &canvas)
    }
  }
  if !layout.running.isEmpty { RunningPane(state: state, area: layout.running).draw(on: &canvas) }
  if !layout.groups.isEmpty { GroupsPane(state: state, area: layout.groups).draw(on: &canvas) }
  if !layout.aside.isEmpty { AsidePane(state: state, area: layout.aside).draw(on: &canvas) }
  if !layout.log.isEmpty { LogPane(state, in: layout.log, isFramed: isFramed).draw(on: &canvas) }
  if !layout.detail.isEmpty {
    DetailPane(state: state, area: layout.detail, isFramed: isFramed).draw(on: &canvas)
  }
}
