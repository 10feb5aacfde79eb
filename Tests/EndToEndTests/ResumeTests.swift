import Glibc
import Host
import Testing

/// Runs that are finished after they were broken off.
@Suite struct ResumeTests {
  /// Each environment tells that it ran; `b` waits for a file that is not there at first.
  private static let script = """
    echo "$@" >> ran.$1
    if [ "$1" = b ] && [ ! -e go ]; then : > up; sleep 1000; fi
    """

  private func place(_ keys: String = "") throws -> Workplace {
    let place = try Workplace()
    try place.write(Self.script, to: "command.sh")
    try write("", keys, place)
    return place
  }

  private func write(_ suffix: String, _ keys: String = "", _ place: Workplace, names: String = "a, b, c") throws {
    let lines = [
      "[tox]", "no_package = true", "env_list = \(names)", "[envdef:here]", "kind = system", "match = *", "[testenv]",
      "allowlist_externals = *", "commands = sh command.sh {env_name}\(suffix) {posargs}", "interrupt_timeout = 0.1",
      "terminate_timeout = 0.1", keys,
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
  }

  /// A run of `a`, `b` and `c`, one after the other, that a signal ended in the middle of `b`.
  private func interrupted(_ signal: Int32, _ place: Workplace) async throws {
    let child = try place.start(["--headless", "--jobs", "1", "-x", "testenv.description=x", "--", "p q"])
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    kill(child.processID, signal)
    _ = await child.report()
    try place.write("", to: "go")
  }

  private func times(_ name: String, _ place: Workplace) -> Int {
    ((try? place.read("ran.\(name)")) ?? "").split(separator: "\n").count  // not there: never ran
  }

  @Test(arguments: [SIGKILL, SIGINT])
  func `what had passed is kept, and the rest runs as it was to`(signal: Int32) async throws {
    let place = try place()
    try await interrupted(signal, place)
    let run = try place.read(".swtox/runs/1/journal.jsonl")
    let options = #""jobs":1,"options":["--no-back-pressure","--jobs","1"],"overrides":["testenv.description=x"]"#
    #expect(run.contains(#""request":{\#(options),"arguments":["p q"]}"#))
    let ending = try await place.run("resume", "--headless")
    #expect(ending.code == 0, "\(ending.output)")
    #expect(ending.output.contains("1 of 3 environments had passed"))
    #expect(ending.output.contains("a  pass"))
    #expect(ending.output.contains("passed in run "))
    #expect(ending.output.contains("3 environments: 3 passed"))
    #expect(times("a", place) == 1 && times("b", place) == 2 && times("c", place) == 1)
    #expect(try place.read("ran.c") == "c p q\n")
    let again = try await place.run("resume", "--headless")
    #expect(again.code == 2 && again.output.contains("came to its end: nothing of it is left to do"))
  }

  @Test func `the number of failures that ended a run counts no more, unless it is said again`() async throws {
    let place = try Workplace()
    let keys = "[envdef:here]\nkind = system\nmatch = *\n[testenv]\nallowlist_externals = *\ncommands = false\n"
    try place.write("[tox]\nno_package = true\nenv_list = a, b, c\n" + keys, to: "tox.ini")
    let first = try await place.run("--headless", "-j1", "--fail-fast")
    #expect(first.code == 1 && first.output.contains("nothing more was started: 1 failed (--fail-fast, --max-fail 1)"))
    let second = try await place.run("resume", "--headless", "--max-fail", "2")
    #expect(second.output.contains("3 environments: 1 cancelled, 2 failed"), "\(second.output)")
    let third = try await place.run("resume", "--headless")
    #expect(third.output.contains("3 environments: 3 failed"), "\(third.output)")
  }

  @Test func `without a terminal nothing is announced before it is refused`() async throws {
    let place = try place()
    try await interrupted(SIGINT, place)
    let ending = try await place.run("resume")
    #expect(ending.code == 2 && ending.output.contains("use '--headless'") && !ending.output.contains("goes on with"))
  }

  @Test func `a resumed run that is broken off too is resumed with all that had passed`() async throws {
    let place = try place()
    try await interrupted(SIGKILL, place)
    try Program.host.files.remove("\(place.project)/go")
    try Program.host.files.remove("\(place.project)/up")
    let child = try place.start(["resume", "--headless"])
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    kill(child.processID, SIGKILL)
    _ = await child.report()
    try place.write("", to: "go")
    let ending = try await place.run("resume", "--headless")
    #expect(ending.code == 0 && ending.output.contains("1 of 3 environments had passed"), "\(ending.output)")
    #expect(times("a", place) == 1)
  }

  @Test func `results of other settings are not mixed`() async throws {
    let place = try place()
    try await interrupted(SIGKILL, place)
    try write("", "set_env = X=1", place)
    let changed = try await place.run("resume", "--headless")
    #expect(changed.code == 2)
    #expect(changed.output.contains("'a' has passed with other settings than it has now: set_env"), "\(changed.output)")
    try write("", "", place, names: "b, c")
    let gone = try await place.run("resume", "--headless")
    #expect(gone.code == 2 && gone.output.contains("'a'"), "\(gone.output)")
    #expect(times("b", place) == 1)
  }

  @Test func `what cannot be resumed says why`() async throws {
    let place = try place()
    let none = try await place.run("resume", "--headless")
    #expect(none.code == 2 && none.output.contains("there is no run in '.swtox'"))
    try await interrupted(SIGKILL, place)
    let other = try await place.run("resume", "--headless", "--", "x")
    #expect(other.code == 2 && other.output.contains("had other arguments behind '--'"), "\(other.output)")
    try Program.host.files.remove("\(place.project)/go")
    try Program.host.files.remove("\(place.project)/up")
    let live = try place.start(["--headless", "-e", "b"])
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    let refused = try await place.run("resume", "--headless")
    #expect(refused.code == 2 && refused.output.contains("is going on in another swtox"), "\(refused.output)")
    kill(live.processID, SIGINT)
    _ = await live.report()
  }

  @Test(.enabled(if: Program.find("tmux") != nil, "there is no tmux on PATH"))
  func `the dashboard goes on with a run that had no terminal`() async throws {
    let place = try place()
    try await interrupted(SIGKILL, place)
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui resume; echo code=$?")
    try await until("run 2 ended: 3 passed", in: terminal.screen)
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    #expect(times("a", place) == 1 && times("c", place) == 1)
    try await terminal.end()
  }
}
