import Testing

@testable import Drivers

/// What `debian/tests/control` says.
@Suite struct DebianTestTests {
  @Test func `scripts and commands are tests, each with what it needs and how it is judged`() {
    let tests = DebianTest.read(
      """
      # a comment
      Tests: first, second
       third
      Depends: @, git (>= 1:2) | mercurial, python3:any [amd64], @builddeps@
      Restrictions: allow-stderr, flaky
      Tests-Directory: tests/deb

      Test-Command: make
       check
      Features: test-name=whole

      Test-Command: true

      Nothing: at all
      """)
    #expect(tests.map(\.name) == ["first", "second", "third", "whole", "command2"])
    #expect(tests[0].packages == ["git", "python3"] && tests[0].needsBuiltTree)
    #expect(tests[0].restrictions == ["allow-stderr", "flaky"])
    #expect(tests[1].command.contains("tests/deb/second"))
    #expect(tests[3].command == "make\ncheck" && !tests[3].needsBuiltTree && tests[3].packages.isEmpty)
  }

  @Test func `an empty file has none`() { #expect(DebianTest.read("").isEmpty) }
}
