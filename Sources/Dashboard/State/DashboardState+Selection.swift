import EnvironmentModel
package import RunModel
import Screen

/// One of two ways through a sequence.
enum Direction: Int {
  case previous = -1
  case next = 1
}

extension DashboardState {
  /// Every environment and package in the order in which they are read on the screen.
  var owners: [StepOwner] {
    if DashboardLayout.mode(of: size) == .list {
      let isHiding = arrangement.hiddenCount > 0
      let shown = isHiding ? Set(arrangement.order + arrangement.others) : []
      let names = isHiding ? project.environments.filter(shown.contains) : project.environments
      return names.map { .environment($0) } + packages
    }
    return arrangement.order.map { .environment($0) } + others + packages
  }

  private var others: [StepOwner] { arrangement.others.map { .environment($0) } }

  /// Selects an environment or a package, whose log is shown from its end.
  package mutating func select(_ owner: StepOwner) {
    guard owner != selection else { return }
    selection = owner
    if pinned == nil { log = log.forAnotherLog() }
    detailFirstLine = 0
    if let place = selectedPlace { column = place.column }
  }

  mutating func moveSelection(_ command: DashboardCommand) {
    if DashboardLayout.mode(of: size) == .list { return moveInList(command) }
    switch command {
    case .moveUp: moveVertically(.previous)
    case .moveDown: moveVertically(.next)
    case .moveLeft: moveHorizontally(.previous)
    case .moveRight: moveHorizontally(.next)
    case .pageUp: for _ in 0..<pageRowCount { moveVertically(.previous) }
    case .pageDown: for _ in 0..<pageRowCount { moveVertically(.next) }
    case .rowStart: while moveHorizontally(.previous) {}
    case .rowEnd: while moveHorizontally(.next) {}
    case .first: if let first = owners.first { select(first) }
    case .last: if let last = owners.last(where: { if case .environment = $0 { true } else { false } }) { select(last) }
    default: break
    }
  }

  private var pageRowCount: Int {
    max(1, MatrixAreas(self, inside: DashboardLayout(self).matrix.insidePane).body.rowCount - 1)
  }

  private mutating func moveInList(_ command: DashboardCommand) {
    let owners = owners
    guard let selection, let index = owners.firstIndex(of: selection) else { return }
    let page = max(1, size.rowCount - 3)
    let target: Int
    switch command {
    case .moveUp, .moveLeft: target = index - 1
    case .moveDown, .moveRight: target = index + 1
    case .pageUp: target = index - page
    case .pageDown: target = index + page
    case .first, .rowStart: target = 0
    default: target = owners.count - 1
    }
    select(owners[min(max(0, target), owners.count - 1)])
  }

  /// The rows of the matrix, then the strips below it.
  private mutating func moveVertically(_ direction: Direction) {
    guard let selection else { return }
    let column = column
    if let place = selectedPlace {
      if let name = occupied(in: column, from: place.row, direction) {
        select(.environment(name))
      } else if direction == .next, let below = others.first ?? packages.first {
        select(below)
      }
    } else if others.contains(selection) {
      if direction == .next { packages.first.map { select($0) } } else { selectLastRow(column) }
    } else if direction == .previous {
      if let above = others.first { select(above) } else { selectLastRow(column) }
    }
    self.column = column
  }

  private mutating func selectLastRow(_ column: Int) {
    if let name = occupied(in: column, from: arrangement.rowLabels.count, .previous) { select(.environment(name)) }
  }

  /// The next environment up or down in a column; where the column has none left, one near it.
  private func occupied(in column: Int, from row: Int, _ direction: Direction) -> EnvironmentName? {
    let rows = arrangement.rowLabels.indices
    let columns = arrangement.columnLabels.indices
    for offset in 0..<columns.count {
      for column in offset == 0 ? [column] : [column - offset, column + offset] where columns.contains(column) {
        var row = row + direction.rawValue
        while rows.contains(row) {
          if let name = representative(at: MatrixPlace(row: row, column: column)) { return name }
          row += direction.rawValue
        }
      }
    }
    return nil
  }

  @discardableResult
  private mutating func moveHorizontally(_ direction: Direction) -> Bool {
    guard let selection else { return false }
    if let place = selectedPlace {
      var column = place.column + direction.rawValue
      while arrangement.columnLabels.indices.contains(column) {
        if let name = representative(at: MatrixPlace(row: place.row, column: column)) {
          select(.environment(name))
          return true
        }
        column += direction.rawValue
      }
      return false
    }
    let strip = others.contains(selection) ? others : packages
    guard let index = strip.firstIndex(of: selection), strip.indices.contains(index + direction.rawValue) else {
      return false
    }
    select(strip[index + direction.rawValue])
    return true
  }

  /// Goes to the next failure in reading order, round the end.
  mutating func goToFailure(_ direction: Direction) {
    let owners = owners
    let start = selection.flatMap { owners.firstIndex(of: $0) } ?? 0
    for step in 1...max(1, owners.count) {
      let index = (start + step * direction.rawValue + owners.count * 2) % max(1, owners.count)
      guard owners.indices.contains(index), status(of: owners[index]).isBad else { continue }
      let failures = owners.filter { status(of: $0).isBad }
      let number = failures.firstIndex(of: owners[index]).map { $0 + 1 } ?? 1
      notice = failures.count == 1 ? "this is the only failure" : "failure \(number) of \(failures.count): "
      if failures.count > 1 { notice += "\(owners[index].label)  \(situation(of: owners[index]))" }
      return select(owners[index])
    }
    notice = "nothing failed"
  }

  /// Scrolls the matrix no further than needed to show the selected cell.
  mutating func keepSelectionInView() {
    let layout = DashboardLayout(self)
    guard layout.mode == .panes, !layout.matrix.isEmpty else { return }
    let areas = MatrixAreas(self, inside: layout.matrix.insidePane)
    let rowCount = arrangement.rowLabels.count
    scroll.row = min(scroll.row, max(0, rowCount - areas.body.rowCount))
    guard let place = selectedPlace else { return }
    scroll.row = max(min(scroll.row, place.row), place.row - max(1, areas.body.rowCount) + 1)
    scroll.column = geometry.scroll(scroll.column, toShow: place.column, width: areas.body.columnCount)
  }
}
