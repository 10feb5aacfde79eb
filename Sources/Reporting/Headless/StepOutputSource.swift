package import RunModel
package import TestResults

/// A part of a step's log, ready to be printed.
package struct StepOutputPart: Hashable, Sendable {
  /// Lines without their line feeds and without anything that could upset a terminal.
  package var lines: [String]
  /// Where the part ends in the log; the same as where it began when there is nothing more.
  package var endOffset: Int
  /// The places among the lines of those that were written to standard error, where somebody asks for them.
  package var errorLines: Set<Int> = []

  /// A part of the log that ends at an offset.
  package init(lines: [String], endOffset: Int) {
    self.lines = lines
    self.endOffset = endOffset
  }
}

/// Reads the logs of steps for a reporter, which knows from events how far they have grown.
package protocol StepOutputSource: Sendable {
  /// The next lines of a step's log, of a size that fits into memory easily; called again until it is at the end.
  ///
  /// - Parameters:
  ///   - byteOffset: Where the part before ended, 0 at first.
  ///   - byteCount: The size of the log as events tell it.
  ///   - isWhole: Whether the log grows no more, so that a last line without line feed counts too.
  func part(of step: StepID, from byteOffset: Int, to byteCount: Int, isWhole: Bool) -> StepOutputPart
  /// The line of a step's log that says most about why it failed; `nil` when there is none.
  func firstError(of step: StepID) -> FailureLine?
  /// The reports of single tests that a step's commands left; empty where there are none.
  func testReports(of step: StepState) -> [TestReport]
}
