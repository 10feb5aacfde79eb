import Testing

@testable import TestResults

/// Reports as test tools write them.
@Suite struct JUnitTests {
  private func cases(_ text: String) throws -> [TestCase] { try TestReport(junit: Array(text.utf8)).cases }

  @Test func `a report of pytest`() throws {
    let cases = try cases(
      """
      <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" \
      failures="1" skipped="1" tests="4" time="0.047" timestamp="2026-11-27T13:47:11+00:00" hostname="h">\
      <testcase classname="test_a.TestX" name="test_p[2]" time="0.001"><failure message="AssertionError: no &amp;&#10;\
      assert (2 == 1)">self = &lt;x&gt;
      E   AssertionError</failure></testcase>\
      <testcase classname="test_a" name="test_skip" time="0.000"><skipped type="pytest.skip" message="not here">\
      /p/test_a.py:7: not here</skipped></testcase>\
      <testcase classname="test_a" name="test_err" time="0.000"><error message="failed on setup">ValueError</error>\
      <system-out>one</system-out><system-err>two</system-err></testcase>\
      <testcase classname="test_a" name="test_ok" time="1,234.5" file="test_a.py" line="12" /></testsuite></testsuites>
      """)
    #expect(cases.map(\.verdict) == [.failed, .skipped, .error, .passed])
    #expect(cases[0].id.description == "test_a.TestX::test_p[2]" && cases[0].suite == "pytest")
    #expect(cases[0].message == "AssertionError: no &\nassert (2 == 1)")
    #expect(cases[0].shortMessage == "AssertionError: no &")
    #expect(cases[0].detail == "self = <x>\nE   AssertionError" && cases[0].microseconds == 1000)
    #expect(cases[1].type == "pytest.skip" && cases[1].message == "not here")
    #expect(cases[2].output == "onetwo" && cases[2].detail == "ValueError")
    #expect(cases[3].microseconds == 1_234_500_000 && cases[3].file == "test_a.py" && cases[3].line == 12)
    #expect(TestTally(cases).text == "1 failed, 1 error, 1 passed, 1 skipped")
  }

  @Test func `reruns of Surefire are flaky or failed`() throws {
    let cases = try cases(
      """
      <testsuite name="A"><testcase name="a" classname="A" time="0.1"><flakyFailure message="no" type="E">at 1\
      </flakyFailure></testcase><testcase name="b" classname="A"><failure message="first"/><rerunFailure message="again"/>\
      </testcase></testsuite>
      """)
    #expect(cases[0].verdict == .passed && cases[0].isFlaky && cases[0].message.isEmpty)
    #expect(cases[1].verdict == .failed && cases[1].message == "first" && !cases[1].isFlaky)
  }

  @Test(arguments: [("notrun", TestVerdict.skipped), ("disabled", .skipped), ("run", .passed), ("fail", .failed)])
  func `CTest and GoogleTest say by a status what did not run`(status: String, verdict: TestVerdict) throws {
    #expect(try cases("<testsuite><testcase name='a' status='\(status)'/></testsuite>").map(\.verdict) == [verdict])
  }

  @Test func `suites may be nested, and tests may stand in the outer one`() throws {
    let cases = try cases(
      """
      <testsuites><testsuite name="Mocha"><testcase name="x"/><testsuite name="inner"><testcase name="y"/></testsuite>\
      <testsuite/><testcase name="z"/></testsuite></testsuites>
      """)
    #expect(cases.map { "\($0.suite): \($0.id)" } == ["Mocha: x", "Mocha / inner: y", "Mocha: z"])
  }

  @Test func `what is no report is told, and odd values are passed over`() throws {
    let fault = #expect(throws: XMLFault.self) { try cases("<html/>") }
    #expect(fault?.message == "line 1: it is no report of tests: its root is <html>, not <testsuites> or <testsuite>")
    let odd = try cases("<testsuite><testcase time='NaN' line='x'/><testcase time='-1'/><other/></testsuite>")
    #expect(odd.map(\.microseconds) == [nil, nil] && odd.map(\.id.description) == ["", ""])
    #expect(try cases("<testsuite/>") == [] && TestTally([]).text == "no tests")
  }

  @Test func `what is written anew says the same`() throws {
    var flaky = TestCase(id: TestID(className: "t", name: "a <b>"), suite: "s / u", microseconds: 1500, output: "x & y")
    flaky.isFlaky = true
    let cases = TestVerdict.allCases.map { verdict in
      TestCase(
        id: TestID(className: "", name: verdict.word), verdict: verdict, file: "a.py", line: 3,
        message: verdict == .passed ? "" : "no\nway", type: verdict == .passed ? "" : "E",
        detail: verdict == .passed ? "" : "a.py:3: \"x\"")
    }
    let report = TestReport(cases: [flaky] + cases)
    #expect(try TestReport(junit: Array(report.junit.utf8)) == report)
    #expect(report.mapped { $0.replacing("a", with: "b") }.cases[0].id.name == "b <b>")
  }

  @Test(
    arguments: [
      ("E\n\ntests/a.py:12: AssertionError", "tests/a.py", 12), ("127.0.0.1:8080: refused", nil, nil),
      ("a b.py:3: x", nil, nil), ("at\nlib/x.rb:7:in y\n", "lib/x.rb", 7), ("", nil, nil),
    ] as [(String, String?, Int?)])
  func `the place of a failure is the last that its traceback tells`(text: String, file: String?, line: Int?) {
    let place = SourcePlace.last(in: text)
    #expect(place.file == file && place.line == line)
  }

  @Test func `a suite that could not begin is an error`() throws {
    let cases = try cases(
      "<testsuite name='db'><error message='no server'>at 1</error><testcase name='a'/></testsuite>")
    #expect(cases.map(\.verdict) == [.error, .passed] && cases[0].id.description == "db::(suite)")
    #expect(cases[0].message == "no server" && cases[0].detail == "at 1")
    #expect(
      try self.cases("<testsuite name='x'><testcase name='a' time='0,012'/></testsuite>")[0].microseconds == 12_000)
  }

  @Test func `of a very long output the end is kept`() throws {
    let text = String(repeating: "x", count: 100_000) + "end"
    let test = try cases("<testsuite><testcase name='a'><system-out>\(text)</system-out></testcase></testsuite>")[0]
    #expect(test.output.hasPrefix("[… 34467 bytes before this are left out]\nxxx") && test.output.hasSuffix("xend"))
  }
}
