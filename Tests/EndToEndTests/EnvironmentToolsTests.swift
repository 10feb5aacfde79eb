import Host
import Testing

/// What people do with environments beside running their tests.
@Suite(.enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
struct EnvironmentToolsTests {
  private func place(_ keys: String, environments: String = "a") throws -> Workplace {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = \(environments)\nno_package = true\n[testenv]\nallowlist_externals = *\n\(keys)\n",
      to: "tox.ini"
    )
    return place
  }

  @Test func `Pythons are told, and what a name means`() async throws {
    let place = try place("")
    let all = try await place.run("interpreters")
    #expect(all.code == 0 && all.output.contains("swtox goes by /"), "\(all.output)")
    #expect(all.output.contains("\nlooked in PATH"), "\(all.output)")
    let named = try await place.run("interpreters", "py3", "py399", "nonsense", "/nowhere/python")
    #expect(named.code == 3, "\(named.output)")
    #expect(named.output.contains("py399          none: install it with 'uv python install 3.99'"), "\(named.output)")
    #expect(named.output.contains("nonsense       none: it is no name of a Python"), "\(named.output)")
    #expect(named.output.contains("none: there is no Python at that path"), "\(named.output)")
    let json = try await place.run("interpreters", "--json", "py3", "py399")
    #expect(json.output.contains(#""py399": null"#) && json.output.contains(#""places": ["#), "\(json.output)")
  }

  @Test func `a shell is in the environment, and its end is the command's`() async throws {
    let place = try place("")
    try place.write("#!/bin/sh\necho \"in $TOX_ENV_NAME by $(command -v python)\"\nexit 7\n", to: "shell")
    _ = try await place.bash("chmod +x shell")
    let run = try await place.run("shell", "a", variables: ["SHELL": "\(place.project)/shell"])
    #expect(run.code == 7, "\(run.output)")
    #expect(run.output.hasSuffix("in a by \(place.project)/.swtox/a/bin/python\n"), "\(run.output)")
    let refused = try await place.run("shell", "a", "--", "ls")
    #expect(refused.code == 2 && refused.output.contains("a shell takes no command"), "\(refused.output)")
  }

  @Test func `what a user's shell does when it starts does not lead it out of the environment`() async throws {
    let place = try place("")
    try place.write("PS1='mine> '\nexport PATH=/usr/bin:/bin OWN=1\n", to: "home/.bashrc")
    let terminal = try await Tmux(place)
    try await terminal.enter("export HOME=$PWD/home SHELL=/bin/bash; swtox-tui shell -e a; echo code=$?")
    try await until("(a) mine>", in: terminal.screen)
    try await terminal.enter("echo \"$OWN $(command -v python)\" >told; exit 3")
    try await until("code=3", in: terminal.screen)
    #expect(try place.read("told") == "1 \(place.project)/.swtox/a/bin/python\n")
    try await terminal.end()
  }

  @Test func `what may not run fails, whatever is ignored`() async throws {
    let place = try place("commands = - sh -c true")
    let run = try await place.run("--headless", "-x", "testenv.allowlist_externals=")
    #expect(run.code != 0 && run.output.contains("add 'sh' to allowlist_externals"), "\(run.output)")
    let marks = try await place.run("--headless", "-x", "testenv.commands=- ! python -c pass")
    #expect(marks.code != 0 && marks.output.contains("a command has one such mark alone"), "\(marks.output)")
  }

  @Test func `commands run in place, and nothing is made or installed`() async throws {
    let place = try place("deps = nobody-has-this\ncommands = python3 -c \"import sys; print('in', sys.prefix)\"")
    let run = try await place.run("--headless", "--in-place", "--output", "all")
    #expect(run.code == 0 && run.output.contains("in /"), "\(run.output)")
    #expect(!Program.host.files.exists("\(place.project)/.swtox/a/bin"))
    let plan = try await place.run("plan", "--in-place")
    #expect(plan.code == 0 && !plan.output.contains("create"), "\(plan.output)")
    let failed = try await place.run("--headless", "--in-place", "-x", "testenv.commands=false")
    #expect(failed.code == 1 && failed.output.contains("--in-place"), "\(failed.output)")
  }

  @Test func `environments that are alike are one, and their commands run at once`() async throws {
    let commands = """
      share = true
      commands = sh -c 'touch {env_name}; for n in 1 2 3 4 5 6 7 8 9; do test -f a -a -f b && exit 0; sleep 1; done; exit 1'
      [testenv:c]
      deps = ./thing
      """
    let place = try place(commands, environments: "a, b, c")
    try place.writeTinyProject("thing", in: "thing")
    let run = try await place.run("--headless", "-j", "3")
    #expect(run.code == 0 && run.output.contains("3 passed"), "\(run.output)")
    let shared = try Program.host.files.list("\(place.project)/.swtox/.shared")
    #expect(shared.count == 2, "\(shared)")
    let again = try await place.run("--headless", "-j", "3")
    #expect(again.code == 0 && !again.output.contains("created in"), "\(again.output)")
    let account = try await place.run("inspect", "c")
    #expect(account.output.contains("thing 1.0") && account.output.contains("/.swtox/.shared/"), "\(account.output)")
    let kept = try await place.run("prune", variables: ["XDG_CACHE_HOME": "\(place.home)/cache"])
    #expect(!kept.output.contains(".shared"), "\(kept.output)")
    try place.write(try place.read("tox.ini").replacing("a, b, c", with: "a, b"), to: "tox.ini")
    try place.write(try place.read("tox.ini").replacing("[testenv:c]\ndeps = ./thing\n", with: ""), to: "tox.ini")
    let pruned = try await place.run("prune", "--yes", variables: ["XDG_CACHE_HOME": "\(place.home)/cache"])
    #expect(pruned.output.contains("removed shared environment"), "\(pruned.output)")
    #expect(try Program.host.files.list("\(place.project)/.swtox/.shared").count == 1)
  }

  @Test func `what passes at another attempt is flaky, also when it is replayed`() async throws {
    let place = try place(
      "retries = 2\ncommands_pre = sh -c 'echo pre >>log'\ncommands = sh -c 'echo x >>n; test $(wc -l <n) -ge 3'")
    let run = try await place.run("--headless")
    #expect(run.code == 0 && run.output.contains("flaky"), "\(run.output)")
    #expect(run.output.contains("passed at attempt 3 of all commands"), "\(run.output)")
    #expect(try place.read("log") == "pre\npre\npre\n")
    let replay = try await place.run("replay", "1", "--headless")
    #expect(replay.output.contains("passed at attempt 3 of all commands"), "\(replay.output)")
    let failed = try await place.run("--headless", "-x", "testenv.retries=1", "-x", "testenv.commands=false")
    #expect(failed.code == 1 && failed.output.contains("attempt 1 of 2 failed, all commands run again"))
  }

  @Test func `commands are lines of a shell where somebody wants that`() async throws {
    let place = try place(
      "shell = true\ncommands =\n    printf 'a\\nb\\n' | grep b >out && echo {posargs} >>out\n    - exit 3\n    ! false"
    )
    let run = try await place.run("--headless", "--", "x y", "z")
    #expect(run.code == 0 && run.output.contains("exit code 3 is ignored"), "\(run.output)")
    #expect(try place.read("out") == "b\nx y z\n")
    try place.write(
      "env_list = ['a']\nno_package = true\n[env_run_base]\nshell = true\ncommands = [['echo 1 | tee two'], ['python', '-c', 'pass']]\n",
      to: "tox.toml")
    let toml = try await place.run("--headless", "-c", "tox.toml")
    #expect(try toml.code == 0 && place.read("two") == "1\n", "\(toml.output)")
  }
}
