import EnvironmentModel
import RunModel
import Screen

// How the matrix is laid out: axes, slices, folds, order, filter, zoom.
extension DashboardState {
  /// The environment that stands for a cell: the worst of those that share it.
  func representative(at place: MatrixPlace) -> EnvironmentName? {
    let members = arrangement.members(at: place)
    if members.count < 2 { return members.first }
    // Of equals the first.
    return members.reversed().max { status(of: .environment($0)).severity < status(of: .environment($1)).severity }
  }

  /// Selects something that is shown, when what was selected is hidden.
  mutating func selectShown() {
    guard arrangement.hiddenCount > 0, let name = selectedEnvironment, !isShown(name) else { return }
    guard let first = arrangement.order.first ?? arrangement.others.first else { return }
    select(.environment(first))
  }

  mutating func changeMatrix(_ command: DashboardCommand) -> [DashboardEffect] {
    switch command {
    case .axes: beginAxes()
    case .fold: return fold()
    case .unfoldAll: return unfoldAll()
    case .filter: begin(.filter, text: choice.filter?.text ?? "")
    case .sort:
      notice = "rows: \(choice.order.next.words)"
      return change { $0.order = $0.order.next }
    case .previousGroup: return moveGroup(.previous)
    default: return moveGroup(.next)
    }
    return []
  }

  /// Lays the matrix out anew by a changed choice, and has it remembered.
  mutating func change(_ change: (inout MatrixChoice) -> Void) -> [DashboardEffect] {
    change(&choice)
    arrange()
    keepSelectionInView()
    return live.isEmpty ? [.remember(choice.text)] : []
  }

  /// Shows what a filter admits; an empty one shows all.
  mutating func filter(by text: String) -> [DashboardEffect] {
    do throws(MatrixFilter.Mistake) {
      choice.filter = try MatrixFilter(text, axes: project.matrix.axes)
    } catch {
      begin(.filter, text: text)
      notice = error.text
      return []
    }
    arrange()
    if choice.filter != nil, arrangement.environmentCount == 0 { notice = "no environment is like this; Esc shows all" }
    return []
  }

  /// Lays out anew what a filter or an order by state shows, once states have changed.
  mutating func arrangeByStatus() {
    guard choice.filter?.asksForStatus == true || choice.order != .configuration else { return }
    let (scroll, column, rangeStart) = (scroll, column, rangeStart)
    arrange()
    (self.scroll, self.column, self.rangeStart) = (scroll, column, rangeStart)
  }

  /// The names of axes that may be folded or moved.
  var freeAxes: [MatrixAxis] { project.matrix.axes.filter { $0.values.count > 1 } }

  private mutating func fold() -> [DashboardEffect] {
    let candidates = arrangement.columnAxisNames.reversed() + arrangement.rowAxisNames.reversed()
    guard let axis = candidates.first, candidates.count > 1, axis != "environment" else {
      notice = "there is nothing left to fold"
      return []
    }
    notice = "folded: \(axis)"
    return change { $0.places[axis] = .folded }
  }

  private mutating func unfoldAll() -> [DashboardEffect] {
    notice = "unfolded, in cells as large as there is room for"
    return change { choice in
      for (axis, place) in choice.places where place == .folded { choice.places[axis] = nil }
      choice.zoom = nil
    }
  }

  /// More or less of each environment.
  mutating func zoomCells(by step: Int) -> [DashboardEffect] {
    guard let zoom = MatrixZoom(rawValue: geometry.zoom.rawValue + step) else {
      notice = step < 0 ? "cells are as large as they get" : "cells are as small as they get"
      return []
    }
    notice = "zoom: \(zoom.name)"
    return change { $0.zoom = zoom }
  }

  /// Another value of the first slice; without one the next row with another outermost label.
  private mutating func moveGroup(_ direction: Direction) -> [DashboardEffect] {
    if let axis = freeAxes.first(where: { choice.pinned($0.name) != nil }) { return step(axis, direction) }
    guard let place = selectedPlace, let label = arrangement.rowLabels[place.row].first else {
      moveSelection(direction == .next ? .pageDown : .pageUp)
      return []
    }
    let labels = arrangement.rowLabels
    let isGrouped = labels.count > 1 && labels.first.map { $0.count > 1 } ?? false
    if !isGrouped { return moveColumnGroup(from: place, direction) }
    var row = place.row + direction.rawValue
    while labels.indices.contains(row), labels[row].first == label { row += direction.rawValue }
    guard labels.indices.contains(row) else { return [] }
    // Upwards to the first row of the group.
    if direction == .previous { while row > 0, labels[row - 1].first == labels[row].first { row -= 1 } }
    let columns = arrangement.columnLabels.indices.sorted { abs($0 - column) < abs($1 - column) }
    let nearest = columns.first { arrangement[MatrixPlace(row: row, column: $0)] != nil }
    if let nearest, let name = representative(at: MatrixPlace(row: row, column: nearest)) {
      let column = column
      select(.environment(name))
      self.column = column
    }
    return []
  }

  /// The next column with another outermost label, for rows that have no groups.
  private mutating func moveColumnGroup(from place: MatrixPlace, _ direction: Direction) -> [DashboardEffect] {
    let labels = arrangement.columnLabels
    var column = place.column + direction.rawValue
    while labels.indices.contains(column), labels[column].first == labels[place.column].first {
      column += direction.rawValue
    }
    guard labels.indices.contains(column), labels[column].count > 1 else {
      moveSelection(direction == .next ? .rowEnd : .rowStart)
      return []
    }
    if direction == .previous { while column > 0, labels[column - 1].first == labels[column].first { column -= 1 } }
    if let name = representative(at: MatrixPlace(row: place.row, column: column)) { select(.environment(name)) }
    return []
  }

  /// Shows another value of an axis that is sliced.
  mutating func step(_ axis: MatrixAxis, _ direction: Direction) -> [DashboardEffect] {
    let index = choice.pinned(axis.name).flatMap { axis.values.firstIndex(of: $0) } ?? 0
    let value = axis.values[(index + direction.rawValue + axis.values.count) % axis.values.count]
    return change { $0.places[axis.name] = .pinned(value) }
  }
}

extension MatrixChoice.Order {
  var words: String {
    switch self {
    case .configuration: "as configured"
    case .worst: "the worst first"
    case .slowest: "the slowest first"
    }
  }
}
