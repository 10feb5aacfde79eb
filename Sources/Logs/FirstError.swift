/// The line of a failed command's output that says most about why it failed.
package struct FirstError: Hashable, Sendable {
  /// The place of the line in what was looked through, from zero.
  package let index: Int
  /// The line without blanks at its ends and without the mark in front of an assertion.
  package let text: String
  /// Whether the line says by itself that something went wrong; else it is merely the last one.
  package let isTelling: Bool

  /// Looks through lines of plain text, usually the last hundred or two of a log.
  ///
  /// From most telling to least: what pytest marks with `E`; a compiler's `file:line: error:`; the exception that ends
  /// the first Python traceback, of chained ones the last; a test reported as failed; a line that begins like an error
  /// message; one with an error in it; how an installer or make sums up a failure; the last line that is not blank. Of
  /// equals the first counts.
  ///
  /// - Returns: `nil` when all lines are blank.
  /// - Complexity: O(*n*) in the length of the text.
  package static func find(in lines: [String]) -> FirstError? {
    let lines = lines.map(PlainLine.init)
    let exception = TracebackReader.exceptionLine(in: lines)
    var best: (evidence: ErrorEvidence, index: Int) = (.none, lines.lastIndex { !$0.isBlank } ?? 0)
    for (index, line) in lines.enumerated() where !line.isBlank {
      let evidence = index == exception ? .exception : ErrorEvidence(line)
      if evidence > best.evidence { best = (evidence, index) }
    }
    guard lines.indices.contains(best.index), !lines[best.index].isBlank else { return nil }
    let line = lines[best.index]
    return FirstError(
      index: best.index, text: line.assertion ?? String(decoding: line.trimmed, as: UTF8.self),
      isTelling: best.evidence > .none)
  }
}
