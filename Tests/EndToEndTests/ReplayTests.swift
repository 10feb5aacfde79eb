import Glibc
import Host
import Testing

/// Runs that are shown again.
@Suite struct ReplayTests {
  private static let script = """
    echo "hello of $1"
    if [ "$1" = b ]; then echo "error: no $1"; exit 3; fi
    """

  /// A project whose environments need nothing set up.
  private func place(_ names: String = "a, b", _ script: String = Self.script) throws -> Workplace {
    let place = try Workplace()
    try place.write(script, to: "command.sh")
    let lines = [
      "[tox]", "no_package = true", "env_list = \(names)", "[envdef:here]", "kind = system", "match = *", "[testenv]",
      "allowlist_externals = *", "commands = sh command.sh {env_name} {posargs}",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    return place
  }

  @Test(arguments: ["failed", "all", "live", "none"])
  func `a run is told again as it was`(output: String) async throws {
    let place = try place()
    let first = try await place.run("--headless", "--output", output, "--jobs", "1", "--", "x y")
    #expect(first.code == 1)
    let again = try await place.run("replay", "--headless", "--output", output)
    #expect(again.output == first.output && again.code == 0)
    #expect(try await place.run("replay", "1", "--headless", "--exit-code").code == 1)
  }

  @Test func `a run of before is found by its number, and one that is not there is told`() async throws {
    let place = try place()
    let none = try await place.run("replay", "--headless")
    #expect(none.code == 2 && none.output.contains("there is no run in '.swtox'"))
    let first = try await place.run("--headless", "-e", "a")
    _ = try await place.run("--headless", "-e", "b")
    #expect(try await place.run("replay", "1").output == first.output)
    let missing = try await place.run("replay", "7")
    #expect(missing.code == 2 && missing.output.contains("there is no run 7"))
    #expect(missing.output.contains("the last ones are 2, 1"))
  }

  @Test func `a run that was killed is told up to where it was broken off`() async throws {
    let place = try place("a, b, c", "if [ $1 = b ]; then echo half of b; : > up; sleep 1000; fi; echo done $1")
    let child = try place.start(["--headless", "--jobs", "1"])
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    kill(child.processID, SIGKILL)
    _ = await child.report()
    let again = try await place.run("replay", "--headless", "--exit-code")
    #expect(again.code == 130)
    #expect(again.output.contains("✓ a pass"))
    #expect(again.output.contains("run 1 was broken off here: swtox ended before it did\n⊗ b cancelled"))
    #expect(again.output.contains("half of b"))
    #expect(again.output.contains("⊗ c  cancelled"))
    #expect(again.output.contains("not started: swtox ended before"))
    #expect(again.output.contains("3 environments: 1 passed, 2 cancelled\nrun these again: "))
  }

  @Test func `a journal that was damaged is told with its place, and the rest is shown`() async throws {
    let place = try place()
    _ = try await place.run("--headless", "--jobs", "1")
    let path = ".swtox/runs/1/journal.jsonl"
    var lines = try place.read(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[4].replace("env", with: "eny")
    try place.write(lines.joined(separator: "\n"), to: path)
    let again = try await place.run("replay", "--headless")
    #expect(again.output.contains("\(path):5: line 5 is damaged and is left out"))
    #expect(again.output.contains("2 environments: 1 passed, 1 failed"))
  }

  @Test(.enabled(if: Program.find("tmux") != nil, "there is no tmux on PATH"))
  func `the dashboard shows a run alone, and runs nothing`() async throws {
    let place = try place()
    _ = try await place.run("--headless", "-e", "a")
    _ = try await place.run("--headless", "-e", "b")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui replay 1; echo code=$?")
    try await until("run 1 as it was", in: terminal.screen)
    let shown = try await terminal.screen()
    #expect(!shown.contains("✗") && shown.contains("hello of a"), "\(shown)")
    try await terminal.type("r")
    try await until("is shown as it was", in: terminal.screen)
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    #expect(!Program.host.files.exists("\(place.project)/.swtox/runs/3"))
    try await terminal.end()
  }
}
