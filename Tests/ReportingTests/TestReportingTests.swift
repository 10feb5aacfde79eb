import EnvironmentModel
import RunModel
import TestKit
import TestResults
import Testing

@testable import Reporting

/// Single tests across environments, in the summary and in reports.
@Suite struct TestReportingTests {
  @Test(arguments: [ReportFormat.json, .junit, .markdown, .html])
  func `which tests fail where is told in every format that has room for it`(format: ReportFormat) throws {
    try Golden.compare(format.text(of: RunRehearsal.tested.reported), with: "tests-\(format.rawValue).txt")
  }

  @Test func `a summary tells the tests that failed, and history all of them`() throws {
    let run = RunRehearsal.tested
    let style = TextStyle(isColored: false, isUnicode: true)
    try Golden.compare(
      run.text(.none) + "\n" + style.text(of: run.reported.testLines(style: style) ?? []), with: "tests-text.txt")
    #expect(RunRehearsal.mixed.reported.testLines(style: style) == nil)
  }

  @Test func `suites of several environments keep to the schema, and each class is one of its environment`() throws {
    let root = try XMLNode.read(JUnitReport(RunRehearsal.tested.reported).text)
    try JUnitSchema.check(root)
    let merged = root.children.filter { $0.attributes["name"]?.contains(" ") == true }
    #expect(merged.map { $0.attributes["name"] } == ["py311 pytest", "py312 pytest", "py313 tests"])
    let classes = merged.flatMap(\.children).compactMap { $0.attributes["classname"] }
    #expect(classes.contains("py311.test_a.TestX") && classes.contains("py313"))
    let cases = root.children.flatMap(\.children).filter { $0.name == "testcase" }
    #expect(root.attributes["tests"] == String(cases.count))
    for (key, tag) in [("failures", "failure"), ("errors", "error")] {
      #expect(root.attributes[key] == String(cases.count { $0.children.contains { $0.name == tag } }))
    }
  }

  @Test func `of many tests the first ones are told, and where the others are`() {
    var run = RunRehearsal(["a"])
    let cases = (0..<13).map { TestCase(id: TestID(className: "", name: "t\(10 + $0)"), verdict: .failed) }
    run.leave(TestReport(cases: cases), in: "a", code: 1)
    run.finish()
    let text = run.text(.none)
    #expect(text.contains("  t10  in a\n") && text.contains("  t19  in a\n") && !text.contains("  t20  in a\n"))
    #expect(text.contains("  and 3 more: swtox-tui history tests\n"))
  }
}

extension RunRehearsal {
  /// Commands of an environment that leave a report.
  fileprivate mutating func leave(_ report: TestReport, in name: String, code: Int32) {
    let id = Self.step(name, .runCommands)
    end(name, .createEnvironment, .reused)
    begin(name)
    command("pytest --junitxml=r.xml", of: name, output: ["tests"], code: code)
    reports[id] = [report]
    add(.testsNoted(id, CollectedTests(reports: [id.testReportName(1)], tally: TestTally(report.cases))))
    end(name, .runCommands, code == 0 ? .succeeded : .failed(exitCode: code))
  }

  /// A test of the sample project.
  private static func test(
    _ name: String, _ verdict: TestVerdict = .passed, class className: String = "test_a.TestX", _ message: String = ""
  ) -> TestCase {
    var test = TestCase(
      id: TestID(className: className, name: name), suite: "pytest", verdict: verdict, microseconds: 1500,
      message: message)
    if verdict.isBad { (test.detail, test.file, test.line) = ("E   \(message)", "test_a.py", 12) }
    return test
  }

  /// Three environments with tests, of which some fail, and one without.
  fileprivate static var tested: RunRehearsal {
    var run = RunRehearsal(["py311", "py312", "py313", "lint"])
    var flaky = test("test_flaky")
    flaky.isFlaky = true
    run.leave(
      TestReport(cases: [
        test("test_one"), test("test_two", .failed, "assert 2 == 1\nmore"), test("test_db", .error, "no database 7"),
        flaky,
      ]), in: "py311", code: 1)
    run.leave(
      TestReport(cases: [
        test("test_one"), test("test_two"), test("test_db", .error, "no database 8"),
        test("test_win", .skipped, "not on Linux"),
      ]), in: "py312", code: 1)
    var alone = test("all", class: "")
    (alone.suite, alone.output) = ("", "written <&>")
    run.leave(TestReport(cases: [alone]), in: "py313", code: 0)
    run.end("lint", .createEnvironment, .reused)
    run.perform("lint", .runCommands, "ruff check")
    run.finish()
    return run
  }
}
