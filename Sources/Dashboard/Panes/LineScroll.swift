/// Lines of which a part is seen, where they are more than fit.
struct LineScroll {
  var lineCount: Int
  /// How many are seen at once.
  var rowCount: Int

  /// The first line that is seen after a command to scroll; `nil` when the command is none.
  func firstLine(_ firstLine: Int, after command: DashboardCommand?) -> Int? {
    let last = max(0, lineCount - rowCount)
    let page = max(1, rowCount - 1)
    let target: Int
    switch command {
    case .moveUp: target = firstLine - 1
    case .moveDown: target = firstLine + 1
    case .pageUp: target = firstLine - page
    case .pageDown: target = firstLine + page
    case .first, .rowStart: target = 0
    case .last, .rowEnd: target = last
    default: return nil
    }
    return min(max(0, target), last)
  }
}
