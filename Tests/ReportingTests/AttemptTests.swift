import RunModel
import Testing

@testable import Reporting

@Suite struct AttemptTests {
  @Test func `attempts at one command are one case that tells how they ended`() throws {
    var run = RunRehearsal(["a"])
    run.end("a", .createEnvironment, .reused)
    run.begin("a")
    run.command("pytest", of: "a", code: 1)
    run.command("pytest", of: "a", index: 1, code: nil, signal: 9)
    run.command("pytest", of: "a", index: 2)
    run.command("pytest", of: "a", index: 3)
    run.end("a")
    run.finish()
    let root = try XMLNode.read(JUnitReport(run.reported).text)
    try JUnitSchema.check(root)
    let cases = root.children.flatMap(\.children).filter { $0.name == "testcase" }
    #expect(cases.map { $0.attributes["name"] } == ["create", "commands[0] pytest", "commands[1] pytest"])
    #expect(cases[1].children.map(\.text) == ["attempt 1 of 3: exit code 1\nattempt 2 of 3: signal 9"])
    #expect(cases[1].attributes["time"] == "3.750" && cases[2].children.isEmpty)
  }
}
