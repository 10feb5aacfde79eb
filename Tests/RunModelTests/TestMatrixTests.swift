import EnvironmentModel
import RunModel
import TestResults
import Testing

@Suite struct TestMatrixTests {
  private func name(_ text: String) -> EnvironmentName { EnvironmentName(text) }

  private func report(_ verdicts: KeyValuePairs<String, TestVerdict>) -> TestReport {
    TestReport(
      cases: verdicts.map { name, verdict in
        TestCase(id: TestID(className: "t", name: name), verdict: verdict, message: verdict.isBad ? "no \(name)" : "")
      })
  }

  @Test func `tests that fail in most environments come first`() {
    var matrix = TestMatrix()
    matrix.add(name("a"), [report(["x": .failed, "y": .passed, "z": .passed])])
    matrix.add(name("b"), [report(["x": .passed, "y": .failed]), report(["z": .error])])
    matrix.add(name("c"), [report(["x": .failed, "y": .skipped, "w": .passed])])
    let rows = matrix.failing
    #expect(rows.map(\.test.name) == ["x", "y", "z"])
    #expect(rows[0].failed.map(\.environment.text) == ["a", "c"] && rows[0].passed.map(\.text) == ["b"])
    #expect(rows[1].skipped.map(\.text) == ["c"] && rows[1].count == 3)
    #expect(rows[2].verdicts == [name("a"): .passed, name("b"): .error])
    #expect(matrix.environments.map(\.text) == ["a", "b", "c"] && matrix.tests.count == 4)
  }

  @Test func `a test that was carried out several times counts once, by its worst result`() {
    var matrix = TestMatrix()
    matrix.add(name("a"), [report(["x": .passed, "y": .skipped]), report(["x": .failed, "y": .passed])])
    matrix.add(name("b"), [report(["x": .failed]), report(["x": .failed])])
    #expect(matrix.failing.map { $0.failed.map(\.message) } == [["no x", "no x"]])
    #expect(matrix.failing[0].passed.isEmpty && matrix.flaky.isEmpty)
  }

  @Test func `what passed only at another try is told`() {
    let test = TestCase(id: TestID(className: "", name: "x"), isFlaky: true)
    var matrix = TestMatrix()
    matrix.add(name("a"), [TestReport(cases: [test, test])])
    matrix.add(name("b"), [TestReport(cases: [test])])
    #expect(matrix.flaky.map(\.test.description) == ["x"])
    #expect(matrix.flaky.map { $0.environments.map(\.text) } == [["a", "b"]] && matrix.failing.isEmpty)
  }
}
