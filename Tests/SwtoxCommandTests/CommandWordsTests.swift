import Testing

@testable import SwtoxCommand

@Suite struct CommandWordsTests {
  @Test(arguments: [
    ([], ["dashboard"]), (["-c", "x"], ["dashboard", "-c", "x"]), (["--headless"], ["run", "--headless"]),
    (["-e", "py311"], ["run", "-e", "py311"]), (["--headless", "run", "-e", "a"], ["run", "--headless", "-e", "a"]),
    (["-e", "list"], ["run", "-e", "list"]), (["r", "-j", "2"], ["run", "-j", "2"]), (["l"], ["list"]),
    (["-c", "list", "config"], ["config", "-c", "list"]), (["--theme", "mono"], ["dashboard", "--theme", "mono"]),
    (["--theme=mono", "--conf=x"], ["dashboard", "--theme=mono", "--conf=x"]), (["--version"], ["--version"]),
    (["--workdir=x"], ["dashboard", "--workdir=x"]), (["--key", "list", "config"], ["config", "--key", "list"]),
    (["--jobs=2"], ["run", "--jobs=2"]), (["-j2", "-epy312,-x"], ["run", "-j", "2", "-e", "py312,-x"]),
    (["-f", "py311", "x", "--headless"], ["run", "-f", "py311 x", "--headless"]),
    (["-m", "a", "b", "list"], ["list", "-m", "a b"]), (["run", "-f", "x", "-f", "y"], ["run", "-f", "x", "-f", "y"]),
    (["-kdeps", "config"], ["config", "-k", "deps"]),
    (["run", "--help"], ["run", "--help"]), (["--help"], ["--help"]),
    (["run", "--failed", "-j", "2"], ["run", "--failed=last", "-j", "2"]), (["--failed", "4"], ["run", "--failed=4"]),
    (["--changed", "run"], ["run", "--changed=last"]), (["--changed", "main"], ["run", "--changed=main"]),
    (["--not-run", "x"], ["run", "--not-run=last", "x"]),
    (["--skip-missing-interpreters", "true", "run"], ["run", "--skip-missing-interpreters", "true"]),
  ])
  func `the command is made explicit`(arguments: [String], words: [String]) {
    #expect(CommandWords(arguments).words == words)
  }

  @Test func `what follows two dashes belongs to the tests`() {
    let line = CommandWords(["--headless", "--", "-k", "list", "--", "x"])
    #expect(line.words == ["run", "--headless"])
    #expect(line.positionalArguments == ["-k", "list", "--", "x"])
    #expect(CommandWords(["list"]).positionalArguments == nil)
    #expect(CommandWords(["run", "--"]).positionalArguments == [])
  }
}
