package import TestResults

/// The results of single tests that the commands of a step left in reports, which the run keeps.
package struct CollectedTests: Hashable, Sendable {
  /// The names of the reports in the run's folder, as ``StepID/testReportName(_:)`` makes them.
  package var reports: [String]
  package var tally: TestTally

  package init(reports: [String], tally: TestTally) {
    self.reports = reports
    self.tally = tally
  }
}

extension StepID {
  /// The name, in the run's folder, of a report of tests that the step's commands left.
  ///
  /// - Parameter number: Which of its reports, from one.
  package func testReportName(_ number: Int) -> String { "\(logName.dropLast(4)).tests-\(number).xml" }
}
