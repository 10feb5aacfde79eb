/// The inputs of a step as lines of text: equal lines mean its result can be used again.
///
/// The text is kept beside what the step made, so that a later plan can say what changed.
package struct Fingerprint: Hashable, Sendable {
  package let lines: [String]

  package init(_ lines: [String]) { self.lines = lines }

  /// One input a line.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// What differs from a recorded text, as `-old +new`; `nil` when nothing does.
  package func difference(from recorded: String) -> String? {
    if recorded == text { return nil }
    let old = recorded.split(separator: "\n").map(String.init)
    let (known, wanted) = (Set(old), Set(lines))
    let removed = old.filter { !wanted.contains($0) }.map { "-\($0)" }
    let added = lines.filter { !known.contains($0) }.map { "+\($0)" }
    let changes = removed + added
    if changes.isEmpty { return "order changed" }
    let shown = changes.prefix(4).joined(separator: " ")
    return changes.count > 4 ? "\(shown) and \(changes.count - 4) more" : shown
  }
}
