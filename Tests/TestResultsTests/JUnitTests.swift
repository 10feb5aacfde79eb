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

  @Test func `of a very long output the end is kept`() throws {
    let text = String(repeating: "x", count: 100_000) + "end"
    let test = try cases("<testsuite><testcase name='a'><system-out>\(text)</system-out></testcase></testsuite>")[0]
    #expect(test.output.hasPrefix("[… 34467 bytes before this are left out]\nxxx") && test.output.hasSuffix("xend"))
  }
}
