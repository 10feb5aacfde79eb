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

  /// `━━──────────  2/12 done, 1 failed, 2 blocked · 0:00:42 · py311 run, py312 create`, cut to the width.
  ///
  /// - Parameter time: Now, in microseconds since 1970.
  static func text(of state: RunState, _ style: TextStyle, columnCount: Int, at time: Int64) -> String {
    let summaries = state.environments.map { state.summary(of: .environment($0)) }
    let doneCount = summaries.count { $0.status.isSettled }
    let running = state.stepOrder.filter { state.steps[$0]?.phase == .running }
    let names = running.map { "\($0.owner.label) \($0.kind.label)" }.joined(separator: ", ")
    let counts = [
      ("failed", summaries.count { [.fail, .error].contains($0.status) && !$0.isBlocked }),
      ("blocked", summaries.count(where: \.isBlocked)), ("cancelled", summaries.count { $0.status == .cancelled }),
    ]
    let bad = counts.filter { $0.1 > 0 }.map { ", \($0.1) \($0.0)" }.joined()
    let elapsed = state.startTime.map { "\(style.separator)\(DurationText.clock(microseconds: time - $0))" } ?? ""
    let done = "\(doneCount)/\(summaries.count) done\(bad)\(elapsed)"
    let text =
      "\(bar(doneCount, of: summaries.count, style, columnCount))\(done)"
      + (names.isEmpty ? "" : style.separator + names)
    return String(text.prefix(max(0, columnCount - 1)))
  }

  /// `━━━━━━──────  `, where there is room for it.
  private static func bar(_ doneCount: Int, of count: Int, _ style: TextStyle, _ columnCount: Int) -> String {
    let width = 12
    if columnCount < 60 || count == 0 { return "" }
    let full = doneCount * width / count
    let (done, left) = style.isUnicode ? ("━", "─") : ("#", "-")
    return String(repeating: done, count: full) + String(repeating: left, count: width - full) + "  "
  }
}
