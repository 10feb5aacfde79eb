import Host
import Testing

/// A flaky and a broken environment: found, told apart, run alone, and the change behind the break named.
@Suite(.enabled(if: Program.find("git") != nil, "there is no git on PATH"))
struct FlakyAndBrokenTests {
  /// A repository in which `flaky` fails every third time, and `broken` where the limit is not ten.
  private func place() async throws -> Workplace {
    let place = try Workplace()
    let lines = [
      "[tox]", "no_package = true", "env_list = good, flaky, broken", "[envdef:here]", "kind = system", "match = *",
      "[testenv]", "allowlist_externals = *", "commands = sh command.sh {env_name}",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    let script = """
      count=$(cat count 2>/dev/null || echo 0)
      case $1 in
        flaky) echo $((count + 1)) > count; [ $((count % 3)) != 1 ] || { echo 'error: no answer'; exit 1; } ;;
        broken) [ "$(cat limit)" = 10 ] || { echo "error: the limit is $(cat limit)"; exit 1; } ;;
      esac
      """
    try place.write(script, to: "command.sh")
    try place.write(".swtox\ncount\n", to: ".gitignore")
    try await commit("10", place)
    return place
  }

  private func commit(_ limit: String, _ place: Workplace) async throws {
    try place.write(limit + "\n", to: "limit")
    let git = "git -c user.name=a -c user.email=a@example.org -c init.defaultBranch=main"
    let done = try await place.bash(
      "\(git) init -q . && \(git) add -A && \(git) commit -qm 'limit \(limit)' && echo done")
    #expect(done.output == "done\n")
  }

  @Test func `both are found and told apart, and the change is named`() async throws {
    let place = try await place()
    for _ in 1...4 { _ = try await place.run("--headless", "-j", "1") }
    let before = try await place.bash("git rev-parse --short=10 HEAD").output.split(separator: "\n").first ?? ""
    try await commit("11", place)
    let after = try await place.bash("git rev-parse --short=10 HEAD").output.split(separator: "\n").first ?? ""
    for _ in 5...6 { _ = try await place.run("--headless", "-j", "1") }
    let told = try await place.run("history", "env", "flaky", "broken")
    #expect(told.output.contains("flaky: flaky: 50 % of the last results changed"), "\(told.output)")
    #expect(told.output.contains("broken: broken\n") && told.output.contains("✗✗✓✓✓✓  newest first"), "\(told.output)")
    let broke = try await place.run("history", "broke")
    #expect(broke.output.contains("broken\n  broke in run 5"), "\(broke.output)")
    #expect(broke.output.contains("error: the limit is 11") && broke.output.contains("commit \(before) -> \(after)"))
    let rerun = try await place.run("run", "--headless", "--failed")
    #expect(rerun.code == 1 && rerun.output.contains("3 environments: 2 passed, 1 failed"), "\(rerun.output)")
    #expect(!rerun.output.contains("count") && rerun.output.contains("passed in run 6"))
    let report = try await place.run("report", "--format", "markdown")
    #expect(report.output.contains("### When it broke\n\n- broken: broke in run 5"), "\(report.output)")
    #expect(
      report.output.contains("error: the limit is 11") && report.output.contains("commit \(before) -&gt; \(after)"))
  }
}
