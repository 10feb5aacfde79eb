import Testing

/// What a run starts, and when, as people see it.
@Suite struct SchedulingTests {
  /// Environments of the calling Python, which tell that they ran.
  private func place(_ sections: String, core: String = "env_list = a, b") throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      no_package = true
      \(core)
      [envdef:here]
      kind = system
      match = *
      [testenv]
      allowlist_externals = *
      commands = sh -c "echo {env_name} >> ran; exit {env:CODE:0}"
      \(sections)
      """, to: "tox.ini")
    return place
  }

  private func ran(_ place: Workplace) -> [String] {
    let text = (try? place.read("ran")) ?? ""  // not there: nothing ran
    try? place.write("", to: "ran")
    return text.split(separator: "\n").map(String.init)
  }

  @Test func `what has to pass runs too, and a failure of it blocks`() async throws {
    let place = try place(
      """
      [testenv:lint]
      commands = sh -c "echo lint >> ran; exit $(cat code)"
      [testenv:docs]
      depends = lint
      requires_success = true
      [testenv:web]
      depends = docs
      """)
    try place.write("1\n", to: "code")
    let failed = try await place.run("--headless", "-e", "docs")
    #expect(failed.code == 1 && ran(place) == ["lint"], "\(failed.output)")
    #expect(failed.output.contains(" by lint (run)"), "\(failed.output)")
    #expect(try await place.run("--style", "tox", "run", "-e", "docs").code != 0)
    #expect(ran(place) == ["lint"])
    try place.write("0\n", to: "code")
    #expect(try await place.run("--headless", "-e", "docs").code == 0)
    #expect(ran(place) == ["lint", "docs"])
    // Only the order counts without it.
    #expect(try await place.run("--headless", "-e", "web").code == 0)
    #expect(ran(place) == ["web"])
    #expect(try await place.run("--headless", "-e", "web", "--with-deps").code == 0)
    #expect(ran(place) == ["lint", "docs", "web"])
    let plan = try await place.run("plan", "-e", "web", "--with-deps", "--json")
    #expect(plan.output.contains("\"lint\""))
    #expect(try await place.run("exec", "-e", "docs", "--", "true").code == 0)
    #expect(ran(place) == [])
  }

  @Test func `what is needed and not there is told with who needs it`() async throws {
    let place = try place("[testenv:lint]\n[testenv:docs]\ndepends = lnt\nrequires_success = true\n")
    let run = try await place.run("--headless", "-e", "docs")
    #expect(run.code == 2 && ran(place) == [])
    #expect(run.output.contains("'docs' needs 'lnt' to pass: there is no environment 'lnt'"), "\(run.output)")
    #expect(run.output.contains("did you mean 'lint'?"))
  }

  @Test func `failures that end a run early leave its exit code as documented`() async throws {
    let place = try place("[testenv:a]\nkind = virtualenv\ndeps = ./missing\ninstall_command = false\n")
    let run = try await place.run("--headless", "--fail-fast", "-j", "1")
    #expect(run.code == 3, "\(run.output)")
    #expect(run.output.contains("1 cancelled"))
  }

  @Test(arguments: [
    (["--timeout", "-1"], "--timeout -1.0: use a number of seconds"), (["--max-fail", "-1"], "use a number from 1 on"),
    (["--limit", "test=1", "--limit", "test=2"], "'test' is limited twice"),
    (["--limit", "memory=6"], "without a unit"), (["-j", "-1"], "invalid for '-j <n>'"),
  ])
  func `numbers that make no sense are told`(words: [String], message: String) async throws {
    let run = try await place("").run(["--headless"] + words)
    #expect(run.code == 2 && run.output.contains(message), "\(run.output)")
  }

  @Test func `a command of exec has the time that it is given`() async throws {
    let place = try place("")
    let late = try await place.run("exec", "-e", "a", "--timeout", "0.5", "--", "sh", "-c", "sleep 1000; echo no")
    #expect(late.code == 124, "\(late.output)")
    #expect(late.output.contains("the time of the command is over"))
    let timely = try await place.run("exec", "-e", "a", "--timeout", "60", "--", "sh", "-c", "echo out; exit 7")
    #expect(timely.code == 7 && timely.output.hasSuffix("out\n"))
    let signalled = try await place.run("exec", "-e", "a", "--timeout", "60", "--", "sh", "-c", "kill -9 $$")
    #expect(signalled.code == 137)
    #expect(try await place.run("exec", "-e", "a", "--max-fail", "1", "--", "true").code == 2)
  }

  @Test func `under tox's words a run goes by keys that tox does not have`() async throws {
    let place = try place(
      "[testenv:b]\ntimeout = 0.5\ncommands = sleep 1000\n[testenv:c]\nexclusive = x\ncommands = sh meet.sh\n"
        + "[testenv:d]\nexclusive = x\ncommands = sh meet.sh\n", core: "env_list = c, d")
    try place.write("mkdir occupied || exit 1; sleep 0.3; rmdir occupied\n", to: "meet.sh")
    #expect(try await place.run("--style", "tox", "run", "-e", "b").code != 0)
    let parallel = try await place.run("--style", "tox", "run-parallel", "-p", "2")
    #expect(parallel.code == 0, "\(parallel.output)")
    let shown = try await place.run("--style", "tox", "config", "-e", "b")
    #expect(shown.output.contains("!!! unused: timeout") && !shown.output.contains("stall_timeout"))
  }
}
