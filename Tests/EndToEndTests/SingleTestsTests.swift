import Host
import Testing

/// Single tests from the reports that commands leave.
@Suite struct SingleTestsTests {
  /// Environments whose test `two` fails in `b` as long as there is no file `fixed`.
  private func place() throws -> Workplace {
    let place = try Workplace()
    let lines = [
      "[tox]", "no_package = true", "env_list = a, b", "[envdef:here]", "kind = system", "match = *", "[testenv]",
      "allowlist_externals = *", "commands = sh command.sh {env_name} --junitxml={env_tmp_dir}/r.xml",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    let script = """
      failure= code=0
      if [ "$1" = b ] && [ ! -e fixed ]; then failure='<failure message="assert 1 == 2"/>' code=1; fi
      cat > "${2#*=}" <<END
      <testsuite name="suite"><testcase classname="t" name="one"/><testcase classname="t" name="two">$failure</testcase>
      </testsuite>
      END
      exit $code
      """
    try place.write(script, to: "command.sh")
    return place
  }

  @Test func `the tests that fail are told at the end, afterwards, and in reports`() async throws {
    let place = try place()
    let run = try await place.run("--headless", "--junit", "j.xml")
    #expect(run.code == 1)
    #expect(run.output.contains("\ntests that failed:\n  t::two  in b of 2: assert 1 == 2\n"))
    #expect(run.output.contains("1 failed, 1 passed\n"))
    let junit = try place.read("j.xml")
    #expect(junit.contains("<testsuite name=\"b suite\" tests=\"2\" failures=\"1\""))
    #expect(junit.contains("<testcase name=\"one\" classname=\"a.t\""))
    let told = try await place.run("history", "tests")
    #expect(told.code == 0)
    #expect(told.output.hasSuffix("\nt::two\n  failed   b: assert 1 == 2\n  passed   a\n"))
  }

  @Test func `a rerun keeps the tests of what had passed`() async throws {
    let place = try place()
    _ = try await place.run("--headless")
    try place.write("", to: "fixed")
    #expect(try await place.run("--headless", "--failed").code == 0)
    let told = try await place.run("history", "tests", "2")
    #expect(told.output == "✓ a  2 passed\n✓ b  2 passed\n")
    #expect(
      try place.read(".swtox/runs/2/a.commands.tests-1.xml") == place.read(".swtox/runs/1/a.commands.tests-1.xml"))
    #expect(try await place.run("replay", "2", "--headless").output.contains("passed in run 1"))
  }

  @Test func `a run without reports says how to have some`() async throws {
    let place = try place()
    try place.write("", to: "command.sh")
    _ = try await place.run("--headless")
    let told = try await place.run("history", "tests")
    #expect(told.code == 4 && told.output.contains("warning: run 1 has no reports of tests\n"))
    #expect(told.output.contains("--junitxml={env_tmp_dir}/junit.xml"))
    let asJSON = try await place.run("history", "tests", "--json")
    #expect(asJSON.code == 0 && asJSON.output.contains("\"environments\": {}"))
  }
}
