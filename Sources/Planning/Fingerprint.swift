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
    let removed = old.filter { !wanted.contains($0) }
    let added = lines.filter { !known.contains($0) }
    // Of two marks of a content people learn nothing.
    let marked = Set(removed.compactMap(Self.markedName)).intersection(added.compactMap(Self.markedName))
    func isChange(_ line: String) -> Bool { Self.markedName(line).map(marked.contains) ?? false }
    let changes =
      removed.filter { !isChange($0) }.map { "-\($0)" } + added.filter { !isChange($0) }.map { "+\($0)" }
      + marked.sorted().map { "\($0) changed" }
    if changes.isEmpty { return "order changed" }
    let shown = changes.prefix(4).joined(separator: " ")
    return changes.count > 4 ? "\(shown) and \(changes.count - 4) more" : shown
  }

  /// What a line says before a mark of a content, as ``Digest`` makes them; `nil` for lines without one.
  private static func markedName(_ line: String) -> String? {
    guard let blank = line.lastIndex(of: " ") else { return nil }
    let mark = line[line.index(after: blank)...]
    let digits = mark.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return digits && (12...16).contains(mark.utf8.count) ? String(line[..<blank]) : nil
  }
}
