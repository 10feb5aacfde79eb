import RunModel

/// The last line on a terminal, written anew when something changes: how far the run is and what is under way.
struct StatusLine {
  private var shown = ""

  /// What takes the line off the screen before other text is written.
  mutating func cleared() -> String {
    if shown.isEmpty { return "" }
    shown = ""
    return "\r\u{1B}[K"
  }

  /// What puts another text in the line's place; nothing when it is there already.
  mutating func replaced(by text: String) -> String {
    if text == shown { return "" }
    let clear = cleared()
    shown = text
    return clear + text
  }

  /// `2/12 done, 1 failed · py311 run, py312 create`, cut to the width.
  static func text(of state: RunState, _ style: TextStyle, columnCount: Int) -> String {
    let summaries = state.environments.map { state.summary(of: .environment($0)) }
    let doneCount = summaries.count { $0.status.isSettled }
    let badCount = summaries.count { $0.status.isBad }
    let running = state.stepOrder.filter { state.steps[$0]?.phase == .running }
    let names = running.map { "\($0.owner.label) \($0.kind.label)" }.joined(separator: ", ")
    let failed = badCount > 0 ? ", \(badCount) failed" : ""
    let text = "\(doneCount)/\(summaries.count) done\(failed)\(names.isEmpty ? "" : style.separator + names)"
    return String(text.prefix(max(0, columnCount - 1)))
  }
}
