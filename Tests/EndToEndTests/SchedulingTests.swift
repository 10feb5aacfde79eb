import Glibc
import Host
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
    let message = "tox.ini:12:1: error: 'docs' needs 'lnt' to pass: there is no environment 'lnt'"
    #expect(run.output.contains(message), "\(run.output)")
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

  // MARK: Pausing

  @Test func `a run is paused and resumed by signals`() async throws {
    let place = try place("", core: "env_list = a, b\n[testenv:a]\ncommands = sh wait.sh")
    try place.write("touch up; while [ ! -e go ]; do sleep 0.05; done; echo a >> ran\n", to: "wait.sh")
    let output = OutputText()
    let child = try place.start(["--headless", "-j", "1"]) { output.append($0) }
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    kill(child.processID, SIGUSR1)
    try await until("nothing new is started for now: signal USR1", in: { output.text })
    try place.write("", to: "go")
    try await until("a pass", in: { output.text })
    #expect(ran(place) == ["a"])
    kill(child.processID, SIGUSR2)
    #expect(await child.report().ending == .exited(code: 0))
    #expect(ran(place) == ["b"] && output.text.contains("starting again: signal USR2"))
    let journal = try place.read(".swtox/runs/1/journal.jsonl")
    #expect(journal.contains(#""e":"starts-paused","cause":"user""#))
  }

  @Test(.enabled(if: Program.find("tmux") != nil, "there is no tmux on PATH"))
  func `a run is paused and resumed in the dashboard`() async throws {
    let place = try place("", core: "env_list = a, b\n[testenv:a]\ncommands = sh wait.sh")
    try place.write("touch up; while [ ! -e go ]; do sleep 0.05; done; echo a >> ran\n", to: "wait.sh")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui run -j 1; echo code=$?")
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    // What is typed before the dashboard is there goes to nobody.
    try await until("run: sh wait.sh", in: terminal.screen)
    try await terminal.type("P")
    try await until("paused", in: terminal.screen)
    try place.write("", to: "go")
    try await until("a", in: { (try? place.read("ran")) ?? "" })
    try await until("P go on", in: terminal.screen)
    #expect(ran(place) == ["a"])
    try await terminal.type("P")
    try await until("2 passed", in: terminal.screen)
    #expect(ran(place) == ["b"])
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    try await terminal.end()
  }

  @Test func `where no threshold is set nothing is held up`() async throws {
    // How hard this machine has to work is not for a test to say.
    let place = try place("[limits]\ncpu_pressure = off\nmemory_pressure = off\nio_pressure = off\n")
    let run = try await place.run(["--headless", "-j", "2"], variables: ["TOX_NO_BACK_PRESSURE": ""])
    #expect(run.code == 0 && !run.output.contains("pressure"), "\(run.output)")
    let wrong = try await place.run("--headless", "--limit", "cpu_pressure=all")
    #expect(wrong.code == 2 && wrong.output.contains("'all' is no threshold for 'cpu_pressure'"))
  }

  @Test func `no more commands run than there are descriptors for`() async throws {
    let names = (0..<60).map { "e\($0)" }.joined(separator: ", ")
    let place = try place("", core: "env_list = \(names)")
    let run = try await place.bash("ulimit -n 90; \(Program.path) --headless -j 60 -x 'testenv.commands=sleep 0.2'")
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("60 environments: 60 passed"))
  }

  // MARK: Jobs of programs

  /// Environments in which `make` counts how many of all its rules are at work at once.
  ///
  /// - Parameter count: For how many at once the first ones wait.
  private func making(_ count: Int, _ sections: String = "") throws -> Workplace {
    let place = try place(sections, core: "env_list = a, b, c")
    try place.write("all: 1 2 3 4 5 6 7 8\n1 2 3 4 5 6 7 8: ; @sh work.sh \(count)\n", to: "rules.mk")
    try place.write(
      """
      file=$(mktemp running.XXXXXX)
      count=$(ls running.* | wc -l)
      echo $count >> counts
      if [ $count -ge $1 ]; then touch full; fi
      tries=0
      while [ ! -e full ] && [ $tries -lt 600 ]; do sleep 0.05; tries=$((tries + 1)); done
      rm -f $file
      """, to: "work.sh")
    return place
  }

  private func counts(_ place: Workplace) throws -> [Int] {
    try place.read("counts").split(separator: "\n").compactMap { Int($0.filter { $0 != " " }) }
  }

  @Test(.enabled(if: Program.find("make") != nil, "there is no make on PATH"))
  func `make in environments shares their jobs`() async throws {
    let place = try making(3)
    let run = try await place.run(
      "--headless", "-j", "3", "--jobserver", "-x", "testenv.commands=make -f rules.mk", "-x",
      "testenv.set_env=MAKEFLAGS=s")
    #expect(run.code == 0, "\(run.output)")
    let counts = try counts(place)
    #expect(counts.count == 24 && counts.max() == 3, "\(counts)")
    for file in ["counts", "full"] { try Program.host.files.remove("\(place.project)/\(file)") }
    let alone = try await place.run(
      "--headless", "-j", "3", "--jobserver", "-e", "a", "-x", "testenv.commands=make -f rules.mk")
    #expect(alone.code == 0 && !alone.output.contains("warning"), "\(alone.output)")
    #expect(try self.counts(place).max() == 3, "what no environment needs is for the programs of others")
    #expect(!Program.host.files.exists("\(place.project)/.swtox/runs/2/jobserver"))
  }

  @Test(.enabled(if: Program.find("make") != nil, "there is no make on PATH"))
  func `jobs of a make that was killed are there again`() async throws {
    let place = try making(
      4,
      """
      [testenv:a]
      ignore_outcome = true
      commands = make -f hang.mk
      [testenv:b]
      depends = a
      commands = make -f rules.mk
      """)
    // Rules that never end, and one that ends the make which waits for them.
    try place.write("all: 1 2 3\n1 2: ; @sleep 1000\n3: ; @kill -9 $$PPID\n", to: "hang.mk")
    let run = try await place.run("--headless", "-j", "4", "--jobserver", "-e", "a,b")
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("there again that its programs had taken and not given back"), "\(run.output)")
    #expect(try counts(place).max() == 4)
  }
}
