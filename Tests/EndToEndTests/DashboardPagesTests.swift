import Host
import Testing

/// The dashboard's pages of history, differences and failures.
@Suite(.enabled(if: Program.find("tmux") != nil, "there is no tmux on PATH"))
struct DashboardPagesTests {
  /// Environments of which `b` fails as long as there is no file `fixed`, with a report of its tests.
  private func place() throws -> Workplace {
    let place = try Workplace()
    let lines = [
      "[tox]", "no_package = true", "env_list = a, b", "[envdef:here]", "kind = system", "match = *", "[testenv]",
      "allowlist_externals = *", "set_env =", "  b: COLOUR = blue",
      "commands = sh command.sh {env_name} --junitxml={env_tmp_dir}/r.xml",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    let script = """
      echo "hello of $1"
      failure= code=0
      if [ "$1" = b ] && [ ! -e fixed ]; then failure='<failure message="no blue"/>' code=1; echo "error: no blue"; fi
      echo "<testsuite><testcase classname='t' name='colour'>$failure</testcase></testsuite>" > "${2#*=}"
      exit $code
      """
    try place.write(script, to: "command.sh")
    return place
  }

  @Test func `runs of the past, what changed, and what failed are looked at`() async throws {
    let place = try place()
    try place.write("", to: "fixed")
    #expect(try await place.run("--headless").code == 0)
    try Program.host.files.remove("\(place.project)/fixed")
    try place.write(try place.read("tox.ini").replacing("blue", with: "green"), to: "tox.ini")
    #expect(try await place.run("--headless").code == 1)
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("run 2", in: terminal.screen)
    try await terminal.type("F")
    try await until("1 environment: error: no blue", in: terminal.screen)
    let failures = try await terminal.screen()
    #expect(failures.contains("t::colour") && failures.contains("passed   a"), "\(failures)")
    try await terminal.type("Down", "Enter")
    try await until("hello of b", in: terminal.screen)
    try await terminal.type("d")
    try await until("changed between: setting set_env", in: terminal.screen)
    try await terminal.type("H")
    try await until("History of b", in: terminal.screen)
    try await until("✗✓  newest first", in: terminal.screen)
    try await terminal.type("Down", "Enter")
    try await until("run 1 as it was", in: terminal.screen)
    #expect(try await terminal.screen().contains("✓2"))
    try await terminal.type("Escape")
    try await until("swtox  project  run 2", in: terminal.screen)
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    try await terminal.end()
  }
}
