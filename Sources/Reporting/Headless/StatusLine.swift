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

  /// `2/12 done, 1 failed, 2 blocked · py311 run, py312 create`, cut to the width.
  static func text(of state: RunState, _ style: TextStyle, columnCount: Int) -> String {
    let summaries = state.environments.map { state.summary(of: .environment($0)) }
    let doneCount = summaries.count { $0.status.isSettled }
    let running = state.stepOrder.filter { state.steps[$0]?.phase == .running }
    let names = running.map { "\($0.owner.label) \($0.kind.label)" }.joined(separator: ", ")
    let counts = [
      ("failed", summaries.count { [.fail, .error].contains($0.status) && !$0.isBlocked }),
      ("blocked", summaries.count(where: \.isBlocked)), ("cancelled", summaries.count { $0.status == .cancelled }),
    ]
    let bad = counts.filter { $0.1 > 0 }.map { ", \($0.1) \($0.0)" }.joined()
    let text = "\(doneCount)/\(summaries.count) done\(bad)\(names.isEmpty ? "" : style.separator + names)"
    return String(text.prefix(max(0, columnCount - 1)))
  }
}
