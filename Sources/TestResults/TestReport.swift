/// The results of tests as a tool wrote them down.
package struct TestReport: Hashable, Sendable {
  /// In the order of the report.
  package var cases: [TestCase]

  package init(cases: [TestCase]) { self.cases = cases }

  /// Reads JUnit XML as pytest, CTest, GoogleTest, Surefire, Swift, node's reporters and others write it.
  ///
  /// There is no standard; taken are `testsuites`, `testsuite` in any nesting, and `testcase` with `failure`, `error`,
  /// `skipped`, the reruns of Surefire and the output. What is not known is passed over.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  package init(junit bytes: [UInt8]) throws(XMLFault) {
    var reader = try XMLReader(bytes)
    var fold = JUnitFold()
    while let piece = try reader.next() { try fold.take(piece) }
    cases = fold.cases
  }
}
