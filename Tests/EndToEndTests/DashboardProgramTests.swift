import Glibc
import Host
import Testing

@Suite(
  .enabled(if: Program.find("tmux") != nil, "there is no tmux on PATH"),
  .enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
struct DashboardProgramTests {
  private func failingProject() throws -> Workplace {
    let place = try Workplace(copying: "\(Program.root)/Examples/failing")
    try place.write(try place.read("tox.ini").replacing("py{311,312,313}", with: "py{a,b}"), to: "tox.ini")
    return place
  }

  /// The first lines of every run's journal, which say what was to run.
  private func journals(_ place: Workplace) throws -> [String] {
    try Program.host.files.list("\(place.project)/.swtox/runs").sorted().map { run in
      try place.read(".swtox/runs/\(run)/journal.jsonl")
    }
  }

  @Test func `a run is watched, its failures rerun, and the terminal given back`() async throws {
    let place = try failingProject()
    let terminal = try await Tmux(place)
    try await terminal.enter("stty -a > before; swtox-tui; code=$?; stty -a > after; echo code=$code")
    try await until("gregorian", in: terminal.screen)
    #expect(!Program.host.files.exists("\(place.project)/.swtox/runs"), "nothing runs before it is asked for")
    try await terminal.type("a")
    try await until("2 failed", in: terminal.screen)
    let finished = try await terminal.screen()
    for text in ["gregorian", "julian", "✗", "✓"] { #expect(finished.contains(text), "\(finished)") }
    try await terminal.type("f")
    try await until("run 2", in: terminal.screen)
    try await until("2 failed", in: terminal.screen)
    let second = try #require(try journals(place).last)
    #expect(second.contains(#""environments":["pya-julian","pyb-julian"]"#))
    try await terminal.type("q")
    try await until("code=1", in: terminal.screen)
    let shell = try await terminal.screen()
    #expect(shell.contains("ready> stty -a > before"), "the screen of before is back: \(shell)")
    #expect(try place.read("before") == place.read("after"))
    try await terminal.end()
  }

  @Test func `a window that changes its size is drawn anew, however small`() async throws {
    let terminal = try await Tmux(try failingProject())
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("gregorian", in: terminal.screen)
    let shown = [(30, 8, "julian"), (5, 3, "too s"), (200, 60, "q quit"), (80, 24, "gregorian")]
    for (columnCount, rowCount, text) in shown {
      try await terminal.resize(columnCount: columnCount, rowCount: rowCount)
      try await until(text, in: terminal.screen)
    }
    try await until("gregorian", in: terminal.screen)
    try await terminal.type("?")
    try await until("─ Keys", in: terminal.screen)
    try await terminal.type("Escape")
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    try await terminal.end()
  }

  @Test func `after a kill the dashboard shows what had finished and what had not, and no byte is lost`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = quick, slow
      [testenv]
      skip_install = true
      commands =
        quick: python -c "print('done')"
        slow: python -c "import time; print('begun', flush=True); time.sleep(600)"
      """, to: "tox.ini")
    let output = OutputText()
    let child = try place.start(["--headless", "--output", "live"]) { output.append($0) }
    try await until("slow  │ begun", in: { output.text })
    try await until("✓ quick", in: { output.text })
    let commands = child.livingProcesses()
    child.signalTree(.kill)
    _ = await child.report()
    #expect(commands.count > 1)
    #expect(try place.read(".swtox/runs/1/slow.commands.log") == "begun\n")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("run 1 was broken off", in: terminal.screen)
    let screen = try await terminal.screen()
    #expect(screen.contains("✓") && screen.contains("⊗"), "\(screen)")
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    try await terminal.end()
  }

  @Test func `what is left of a run when the dashboard is left is stopped, and told`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = slow, asks
      [testenv]
      skip_install = true
      commands =
        slow: python -c "import time; print('begun', flush=True); time.sleep(600)"
        asks: python -c "input('what? ')"
      """, to: "tox.ini")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui run; echo code=$?")
    try await until("begun", in: terminal.screen)
    // Nobody can answer a command that asks; it gets the end of its input.
    try await until("✗1", in: terminal.screen)
    let other = try await Tmux(place, session: "other")
    try await other.enter("swtox-tui; echo code=$?")
    try await until("running elsewhere", in: other.screen)
    try await other.type("q")
    try await until("code=0", in: other.screen)
    try await other.end()
    try await terminal.type("q")
    try await until("Leave swtox?", in: terminal.screen)
    try await terminal.type("s")
    try await until("code=130", in: terminal.screen)
    let shell = try await terminal.screen()
    #expect(shell.contains("slow (run): signalled INT: 'python"), "\(shell)")
    #expect(shell.contains("2 environments: 1 cancelled, 1 failed"), "\(shell)")
    try await terminal.end()
  }

  @Test func `a configuration that changes counts for the next run`() async throws {
    let place = try Workplace()
    let text = "[tox]\nenv_list = one\n[testenv]\ncommands = python -c pass\n"
    try place.write(text, to: "tox.ini")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("one", in: terminal.screen)
    try place.write("[tox\n", to: "tox.ini")
    try await terminal.type("a")
    try await until("tox.ini:1:1:", in: terminal.screen)
    try place.write(text.replacing("= one", with: "= one, two"), to: "tox.ini")
    try await terminal.type("a")
    try await until("run 1 ended: 2 passed", in: terminal.screen)
    try await until("two", in: terminal.screen)
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    try await terminal.end()
  }

  @Test func `the dashboard takes the terminal wherever standard output and input go`() async throws {
    let place = try failingProject()
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui | cat > told; echo code=$?")
    try await until("gregorian", in: terminal.screen)
    try await terminal.type("a")
    try await until("2 failed", in: terminal.screen)
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    #expect(try place.read("told").contains("2 failed"))
    try await terminal.enter("clear; swtox-tui < /dev/null; echo code=$?")
    try await until("gregorian", in: terminal.screen)
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    try await terminal.end()
  }

  @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131)])
  func `a signal leaves the terminal whole`(signal: Int32, code: Int) async throws {
    let place = try failingProject()
    let terminal = try await Tmux(place)
    try await terminal.enter(
      "stty -a > before; sh -c 'echo $$ > pid; exec swtox-tui'; code=$?; stty -a > after; echo code=$code")
    try await until("gregorian", in: terminal.screen)
    let text = try place.read("pid")
    kill(try #require(Int32(text.prefix { $0.isNumber })), signal)
    try await until("code=\(code)", in: terminal.screen)
    #expect(try place.read("before") == place.read("after"))
    try await terminal.end()
  }
}
