package import Screen

/// Where the panes stand at a size.
package struct DashboardLayout: Hashable, Sendable {
  /// How much of the dashboard there is room for.
  package enum Mode: Hashable, Sendable {
    /// Matrix and panes.
    case panes
    /// One environment a line, for very small terminals.
    case list
    case tooSmall
  }

  package let mode: Mode
  package private(set) var header = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)
  /// Panes that are not shown are empty. Frames are part of a pane's rectangle.
  package private(set) var matrix = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)
  package private(set) var log = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)
  package private(set) var detail = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)
  /// The columns beside the matrix of large screens: what runs, and failures that are alike.
  package private(set) var running = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)
  package private(set) var groups = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)
  /// Commands and history beside log and inspection of large screens.
  package private(set) var aside = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)
  package private(set) var hints = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)
  package private(set) var status = Rectangle(row: 0, column: 0, rowCount: 0, columnCount: 0)

  /// The layout at the state's own size.
  package init(_ state: DashboardState) { self.init(state, size: state.size) }

  /// The layout at a size, by what the state wants to be seen.
  package init(_ state: DashboardState, size: Size) {
    mode = Self.mode(of: size)
    guard mode != .tooSmall else { return }
    let screen = Rectangle(size)
    let (header, below) = screen.splitRows(at: 1)
    self.header = header
    let footer = below.splitRows(at: below.rowCount - (mode == .list ? 1 : 2))
    status = footer.bottom.splitRows(at: footer.bottom.rowCount - 1).bottom
    if mode == .panes { hints = footer.bottom.splitRows(at: 1).top }
    if Self.isSinglePane(size) || state.isZoomed {
      placeOne(state, in: footer.top)
    } else {
      placeAll(state, in: footer.top)
    }
  }

  private mutating func placeOne(_ state: DashboardState, in area: Rectangle) {
    guard state.isZoomed else {
      matrix = area
      return
    }
    if state.focus == .detail { detail = area } else { log = area }
  }

  private mutating func placeAll(_ state: DashboardState, in area: Rectangle) {
    let wanted = MatrixAreas.wantedRowCount(state) + 2
    let lowerMinimum = area.rowCount >= 30 ? 12 : area.rowCount >= 20 ? 8 : 6
    var lower: Rectangle
    let upper: Rectangle
    let least = Self.hasColumns(size: state.size) ? min(area.rowCount / 2, 24) : 0
    (upper, lower) = area.splitRows(at: min(max(wanted, least), area.rowCount - lowerMinimum))
    matrix = upper
    if Self.hasColumns(size: state.size) {
      let beside: Rectangle
      (matrix, beside) = upper.splitColumns(at: upper.columnCount - Self.columnWidth)
      (running, groups) = beside.splitRows(at: beside.rowCount / 2)
      (lower, aside) = lower.splitColumns(at: lower.columnCount - Self.columnWidth)
    }
    if Self.hasTwoLowerPanes(size: Size(rowCount: area.rowCount, columnCount: area.columnCount)) {
      (log, detail) = lower.splitColumns(at: lower.columnCount * 62 / 100)
    } else if state.lowerPane == .detail {
      detail = lower
    } else {
      log = lower
    }
  }

  /// What there is room for at a size.
  package static func mode(of size: Size) -> Mode {
    if size.columnCount < 20 || size.rowCount < 5 { return .tooSmall }
    return size.columnCount < 60 || size.rowCount < 12 ? .list : .panes
  }

  /// Whether log and inspection stand side by side.
  package static func hasTwoLowerPanes(size: Size) -> Bool { size.columnCount >= 120 }

  /// Whether what runs and failures that are alike stand beside the matrix.
  package static func hasColumns(size: Size) -> Bool { size.columnCount >= 180 && size.rowCount >= 45 }
  private static let columnWidth = 50

  /// The room for the rows and columns of the matrix, by which axes are shared out.
  static func matrixRoom(of size: Size) -> Size {
    let below = isSinglePane(size) ? 1 : size.rowCount >= 34 ? 12 : 8
    return Size(
      rowCount: max(1, size.rowCount - 5 - below),
      columnCount: max(1, size.columnCount - 4 - (hasColumns(size: size) ? columnWidth : 0)))
  }

  /// Whether matrix, log and inspection take turns, each with the whole screen.
  package static func isSinglePane(_ size: Size) -> Bool { mode(of: size) == .list || size.rowCount < 16 }
}

/// Where the parts of the matrix pane stand inside its frame.
package struct MatrixAreas: Hashable, Sendable {
  package let headings: Rectangle
  package let body: Rectangle
  /// The line below the body with what columns come to.
  package let totals: Rectangle
  /// One line each; empty when there is nothing to show in them.
  package let others: Rectangle
  package let packages: Rectangle

  /// Shares out the inside of the pane; the strips come before rows that can be scrolled to.
  package init(_ state: DashboardState, inside: Rectangle) {
    let stripCount = Self.stripCount(state)
    let room = max(0, inside.rowCount - stripCount)
    let (upper, strips) = inside.splitRows(at: min(room, Self.tableRowCount(state) + Self.gap(state, room)))
    let table = upper.splitRows(at: min(state.geometry.headings.count, max(0, upper.rowCount - 1)))
    headings = table.top
    let totalCount = TotalsPane.hasColumnTotals(state) && table.bottom.rowCount > 1 ? 1 : 0
    let bodyCount = min(state.arrangement.rowLabels.count, table.bottom.rowCount - totalCount)
    let cells = table.bottom.splitRows(at: bodyCount)
    body = cells.top
    totals = cells.bottom.splitRows(at: totalCount).top
    let first = strips.splitRows(at: state.arrangement.others.isEmpty ? 0 : 1)
    others = first.top
    packages = first.bottom.splitRows(at: state.packages.isEmpty ? 0 : 1).top
  }

  /// The rows inside the frame with which nothing needs scrolling.
  static func wantedRowCount(_ state: DashboardState) -> Int {
    let rows = tableRowCount(state) + stripCount(state)
    return rows + gap(state, .max)
  }

  private static func tableRowCount(_ state: DashboardState) -> Int {
    state.geometry.headings.count + state.arrangement.rowLabels.count + (TotalsPane.hasColumnTotals(state) ? 1 : 0)
  }

  private static func stripCount(_ state: DashboardState) -> Int {
    (state.arrangement.others.isEmpty ? 0 : 1) + (state.packages.isEmpty ? 0 : 1)
  }

  /// A blank line above the strips where there is room for it.
  private static func gap(_ state: DashboardState, _ room: Int) -> Int {
    stripCount(state) > 0 && state.size.rowCount >= 30 && room > tableRowCount(state) ? 1 : 0
  }
}
