/// The line of a failed command's output that says most about why it failed.
package struct FirstError: Hashable, Sendable {
  /// The place of the line in what was looked through, from zero.
  package let index: Int
  /// The line without blanks at its ends and without the mark in front of an assertion.
  package let text: String
  /// Whether the line says by itself that something went wrong; else it is merely the last one.
  package let isTelling: Bool

  /// Where in the sources it is, if something tells.
  package var place: ErrorPlace?

  /// Looks through the lines of a log, as plain text.
  ///
  /// From most telling to least: what a pattern of the project's own matches; what pytest marks with `E`; an issue of
  /// Swift's tests; a compiler's `file:line: error:`; the exception that ends the first Python traceback, of chained ones
  /// the last; a test reported as failed; a line that begins like an error message; one with an error in it; how an
  /// installer or make sums up a failure; the last line that is not blank. Of equals the first counts; what merely looks
  /// like an error counts only among the last lines.
  ///
  /// - Parameter recentCount: How many those are.
  /// - Returns: `nil` when all lines are blank.
  /// - Complexity: O(*n*) in the length of the text.
  package static func find(
    in texts: [String], patterns: [ErrorPattern] = [], recentCount: Int = 200
  ) -> FirstError? {
    let lines = texts.map(PlainLine.init)
    let recent = max(0, lines.count - recentCount)
    let exception =
      TracebackReader.exceptionLine(in: Array(lines[recent...])).map { $0 + recent }
      ?? TracebackReader.exceptionLine(in: lines)
    var best: (evidence: ErrorEvidence, index: Int) = (.none, lines.lastIndex { !$0.isBlank } ?? 0)
    for (index, line) in lines.enumerated() where !line.isBlank {
      if let named = patterns.lazy.compactMap({ $0.finding(in: texts[index]) }).first {
        return FirstError(index: index, text: trimmed(named.text), isTelling: true, place: named.place)
      }
      let evidence = index == exception ? .exception : ErrorEvidence(line)
      if evidence > best.evidence, evidence.isStrong || index >= recent { best = (evidence, index) }
    }
    guard lines.indices.contains(best.index), !lines[best.index].isBlank else { return nil }
    let line = lines[best.index]
    return FirstError(
      index: best.index,
      text: line.assertion ?? InstallerCause.text(of: line) ?? String(decoding: line.trimmed, as: UTF8.self),
      isTelling: best.evidence > .none, place: ErrorPlace.find(for: best.evidence, at: best.index, in: texts))
  }

  /// Whether a line of plain text says by itself that something went wrong.
  package static func tells(_ line: String) -> Bool { ErrorEvidence(PlainLine(line)) > .mention }

  private static func trimmed(_ text: String) -> String { String(decoding: PlainLine(text).trimmed, as: UTF8.self) }
}
