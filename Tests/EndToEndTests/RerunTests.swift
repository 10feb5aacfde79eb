import Glibc
import Host
import Testing

/// Runs of what earlier runs leave to do, which add up to one result with them.
@Suite struct RerunTests {
  /// Environments fail whose names stand in the file `bad`.
  private static let configuration = """
    [tox]
    env_list = a, b, c, d
    no_package = true
    [testenv]
    kind = system
    allowlist_externals = *
    commands = sh -c '! grep -q {env_name} bad'

    """

  private func place(bad: String) throws -> Workplace {
    let place = try Workplace()
    try place.write(Self.configuration, to: "tox.ini")
    try place.write(bad, to: "bad")
    return place
  }

  private func git(_ place: Workplace, _ words: String...) async throws {
    let git = try #require(Program.find("git"), "there is no git")
    let identity = ["-c", "user.name=x", "-c", "user.email=x@y", "-c", "init.defaultBranch=main"]
    let child = try Program.host.processes.start(
      ProcessRequest(
        executable: git, arguments: ["git", "-C", place.project] + identity + words, workingDirectory: place.project,
        environment: Program.variables(home: place.home))
    ) { _ in }
    #expect(await child.report().ending == .exited(code: 0), "\(words)")
  }

  @Test func `a run of something else does not make failures forgotten`() async throws {
    let place = try place(bad: "b\nc\n")
    _ = try await place.run("--headless")
    #expect(try await place.run("--headless", "-e", "a").code == 0)
    try place.write("c\n", to: "bad")
    #expect(try await place.run("--headless", "-e", "b").code == 0)
    let again = try await place.run("--headless", "--failed")
    #expect(again.code == 1 && again.output.contains("goes on from run 1, the newest in which something failed"))
    #expect(again.output.contains("4 environments: 3 passed, 1 failed"), "\(again.output)")
    #expect(again.output.contains("b  pass                 passed in run 3"), "\(again.output)")
    #expect(!again.output.contains("but since then"), "\(again.output)")
    let chosen = try await place.run("--headless", "--failed", "-e", "a")
    #expect(chosen.code == 0 && chosen.output.contains("nothing failed"), "\(chosen.output)")
  }

  @Test func `what failed runs again, and what passed is kept`() async throws {
    let place = try place(bad: "b\nc\n")
    let first = try await place.run("--headless")
    #expect(first.code == 1 && first.output.contains("4 environments: 2 passed, 2 failed"), "\(first.output)")
    try place.write("c\n", to: "bad")
    let second = try await place.run("run", "--failed", "--headless")
    #expect(second.code == 1 && second.output.contains("4 environments: 3 passed, 1 failed"), "\(second.output)")
    #expect(second.output.contains("✓ a  pass                 passed in run 1"), "\(second.output)")
    try place.write("", to: "bad")
    // The run before may be named; what passed in it was partly kept from another one.
    let third = try await place.run("--headless", "--failed", "2")
    #expect(third.code == 0 && third.output.contains("4 environments: 4 passed"), "\(third.output)")
    #expect(
      third.output.contains("passed in run 1") && third.output.contains("b  pass                 passed in run 2"))
    let fourth = try await place.run("--headless", "--failed")
    #expect(fourth.code == 0 && fourth.output.contains("nothing failed in run 3"), "\(fourth.output)")
    // What only sets up is no run to go on from.
    _ = try await place.run("--headless", "--notest")
    let last = try await place.run("--headless", "--failed")
    #expect(last.code == 0 && last.output.contains("nothing failed in run 3"), "\(last.output)")
    let missing = try await place.run("--headless", "--failed", "9")
    #expect(missing.code == 2 && missing.output.contains("there is no run 9"), "\(missing.output)")
  }

  @Test func `what a run did not come to runs, and new environments with it`() async throws {
    let place = try place(bad: "b\n")
    let first = try await place.run("--headless", "-j1", "--fail-fast")
    #expect(first.output.contains("2 cancelled, 1 failed") || first.output.contains("3 cancelled, 1 failed"))
    try place.write(Self.configuration.replacing("a, b, c, d", with: "a, b, c, d, e"), to: "tox.ini")
    let second = try await place.run("--headless", "--not-run")
    #expect(second.code == 0 && second.output.contains("e  pass"), "\(second.output)")
    #expect(second.output.contains("b failed there and will be no part of this run"), "\(second.output)")
    let both = try await place.run("--headless", "--not-run", "1", "--failed", "1")
    #expect(both.code == 1 && both.output.contains("b  fail"), "\(both.output)")
  }

  @Test func `what changed since it passed runs, and the rest is kept`() async throws {
    let place = try place(bad: "c\n")
    try place.write(".swtox\n", to: ".gitignore")
    try await git(place, "init", "-q")
    try await git(place, "add", "-A")
    try await git(place, "commit", "-q", "-m", "one")
    let first = try await place.run("--headless")
    #expect(first.code == 1, "\(first.output)")
    let second = try await place.run("--headless", "--changed")
    #expect(
      second.code == 1 && second.output.contains("passed in run 1, and nothing changed since"), "\(second.output)")
    try place.write("", to: "bad")
    let third = try await place.run("--headless", "--changed")
    #expect(third.code == 0 && !third.output.contains("nothing changed since"), "\(third.output)")
    try await git(place, "commit", "-q", "-a", "-m", "two")
    _ = try await place.run("--headless")
    let fourth = try await place.run("--headless", "--changed")
    #expect(fourth.code == 0 && fourth.output.contains("nothing changed in 4 environments"), "\(fourth.output)")
    try place.write(Self.configuration + "[testenv:a]\ndescription = new\n", to: "tox.ini")
    let unknown = try await place.run("--headless", "--changed", "nowhere")
    #expect(unknown.code == 2 && unknown.output.contains("git knows no commit 'nowhere'"), "\(unknown.output)")
    // The history knows when what happened.
    try place.write("d\n", to: "bad")
    _ = try await place.run("--headless")
    let broke = try await place.run("history", "broke")
    #expect(
      broke.code == 0 && broke.output.contains("changed between: files that differ from the commit"), "\(broke.output)")
    let runs = try await place.run("history")
    #expect(runs.output.contains("3 passed, 1 failed"), "\(runs.output)")
    let record = try await place.run("history", "env", "d", "--json")
    #expect(record.output.contains("\"verdict\": \"broken\""), "\(record.output)")
  }

  @Test func `what gets no package is concerned by files of every package`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = lint
      [packagedef:core]
      builder = wheel
      root = core
      match = none
      [testenv:lint]
      kind = system
      skip_install = true
      allowlist_externals = *
      commands = true
      """, to: "tox.ini")
    try Program.host.files.createDirectory("\(place.project)/core")
    try place.write("x = 1\n", to: "core/core.py")
    try place.write(".swtox\n", to: ".gitignore")
    try await git(place, "init", "-q")
    try await git(place, "add", "-A")
    try await git(place, "commit", "-q", "-m", "one")
    _ = try await place.run("--headless")
    try place.write("x = 2\n", to: "core/core.py")
    for base in ["--changed", "--changed=HEAD"] {
      let run = try await place.run("--headless", base)
      #expect(run.code == 0 && run.output.contains("lint pass"), "\(run.output)")
      #expect(!run.output.contains("passed in run"), "\(run.output)")
      try place.write("x = 3\n", to: "core/core.py")
    }
  }
}
