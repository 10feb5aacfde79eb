import EnvironmentModel
import RunModel
import Screen

extension DashboardState {
  /// A press selects, a double press opens, the wheel scrolls what is under it.
  mutating func take(_ event: MouseEvent) -> [DashboardEffect] {
    guard overlay == nil else { return [] }
    let layout = DashboardLayout(self)
    switch event.action {
    case .press, .doublePress:
      if layout.log.contains(event.point) {
        focus = .log
      } else if layout.detail.contains(event.point) {
        focus = .detail
      } else if let owner = owner(at: event.point, layout) {
        focus = .matrix
        select(owner)
      }
      if event.action == .doublePress { return perform(.open) }
    case .wheelUp: turnWheel(.previous, at: event.point, layout)
    case .wheelDown: turnWheel(.next, at: event.point, layout)
    }
    return []
  }

  private mutating func turnWheel(_ direction: Direction, at point: Point, _ layout: DashboardLayout) {
    if layout.log.contains(point) {
      scrollLog(by: 3 * direction.rawValue)
    } else if layout.detail.contains(point) {
      for _ in 0..<3 { scrollDetail(direction == .next ? .moveDown : .moveUp) }
    } else if layout.matrix.contains(point) {
      moveSelection(direction == .next ? .moveDown : .moveUp)
    }
  }

  /// What stands at a point of the matrix pane.
  private func owner(at point: Point, _ layout: DashboardLayout) -> StepOwner? {
    guard layout.matrix.contains(point) else { return nil }
    if layout.mode == .list {
      let owners = owners
      let index = ListPane.firstIndex(self, owners, rowCount: layout.matrix.rowCount) + point.row - layout.matrix.row
      return owners.indices.contains(index) ? owners[index] : nil
    }
    let areas = MatrixAreas(self, inside: layout.matrix.insidePane)
    if areas.body.contains(point) { return cell(at: point, areas.body) }
    let strips = [(areas.others, arrangement.others.map { StepOwner.environment($0) }), (areas.packages, packages)]
    for (row, owners) in strips where row.contains(point) {
      let strip = StripLayout(owners, selected: selection, in: StripLayout.columns(of: row))
      return strip.items.first { $0.columns.contains(point.column) }?.owner
    }
    return nil
  }

  private func cell(at point: Point, _ body: Rectangle) -> StepOwner? {
    let model = MatrixViewModel(self, body: body)
    guard let column = model.column(at: point.column - body.column) else { return nil }
    let place = MatrixPlace(row: scroll.row + point.row - body.row, column: column)
    return representative(at: place).map { .environment($0) }
  }
}
