import Glibc
import Host
import Testing

/// What people do with the dashboard beyond running: look closer, take things out, have it their way.
@Suite(
  .enabled(if: Program.find("tmux") != nil, "there is no tmux on PATH"),
  .enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
struct DashboardToolsTests {
  /// Environments of a product, of which those with `b` fail at a place of a file.
  private func project() throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = {one,two,three}-{a,b}-{x,y}
      axes =
        number = one, two, three
        letter = a, b
      [testenv]
      skip_install = true
      commands = python check.py {env_name} {posargs}
      """, to: "tox.ini")
    try place.write(
      """
      import sys
      print("checking", *sys.argv[1:])
      if "-b-" in sys.argv[1]:
          raise ValueError("bad letter")
      """, to: "check.py")
    return place
  }

  private func quit(_ terminal: Tmux, _ code: Int = 0) async throws {
    try await terminal.type("q")
    try await until("code=\(code)", in: terminal.screen)
    try await terminal.end()
  }

  @Test func `a matrix is laid out, filtered and kept for the next time`() async throws {
    let place = try project()
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("12 environments", in: terminal.screen)
    #expect(try await terminal.screen().contains("number"), "axes have the names that they were given")
    try await terminal.type(":")
    try await terminal.enter("axes letter|number")
    try await until("rows: letter  columns: number", in: terminal.screen)
    try await terminal.type("\\")
    try await terminal.enter("number:one")
    try await until("4 environments, 8 hidden", in: terminal.screen)
    try await terminal.type("Escape")
    try await until("12 environments", in: terminal.screen)
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    try await terminal.enter("clear; swtox-tui; echo code=$?")
    try await until("rows: letter  columns: number", in: terminal.screen)
    #expect(!Program.host.files.exists("\(place.project)/.swtox"), "a choice of the user's is none of the project's")
    try await quit(terminal)
  }

  @Test func `the cause of a failure is reached, opened in an editor, and what runs again passes`() async throws {
    let place = try project()
    try place.write("#!/bin/sh\necho \"$@\" > editor.txt\n", to: "editor")
    try place.write("#!/bin/sh\ncat \"$1\" > pager.txt\n", to: "pager")
    let terminal = try await Tmux(place)
    try await terminal.enter("chmod +x editor pager; export EDITOR=./editor PAGER=./pager; swtox-tui run; echo code=$?")
    try await until("6 failed", in: terminal.screen)
    try await terminal.type("n")
    try await until("ValueError: bad letter", in: terminal.screen)
    try await terminal.type("e")
    try await until("+4 \(place.project)/check.py", in: { (try? place.read("editor.txt")) ?? "" })
    try await until("ValueError: bad letter", in: terminal.screen)
    try await terminal.type("o")
    try await until("checking one-b-x", in: { (try? place.read("pager.txt")) ?? "" })
    try await terminal.type("S")
    try await until("save the log as:", in: terminal.screen)
    try await terminal.type("C-u")
    try await terminal.enter("out/saved.log")
    try await until("saved as", in: terminal.screen)
    #expect(try place.read("out/saved.log").contains("== run  exit code 1"))
    try await terminal.type("C-g")
    try await terminal.enter("bad letter")
    try await until("matches in 6 of 12 environments", in: terminal.screen)
    try await terminal.type("Escape")
    try place.write("import sys\nprint('fine', *sys.argv[2:])\n", to: "check.py")
    try await terminal.type(":")
    try await terminal.enter("run *-b-* -- --quick")
    try await until("6 passed", in: terminal.screen)
    try await until("fine --quick", in: terminal.screen)
    try await quit(terminal)
  }

  @Test func `files that are watched run what depends on them`() async throws {
    let place = try project()
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("12 environments", in: terminal.screen)
    try await terminal.type("w")
    // From then on no change is missed.
    try await until("watching:", in: terminal.screen)
    try place.write("print('new')\n", to: "check.py")
    try await until("12 passed", in: terminal.screen)
    #expect(try await terminal.screen().contains("run 1"))
    try await terminal.type("w")
    try await until("not watching", in: terminal.screen)
    try await quit(terminal)
  }

  @Test func `keys and settings are the user's`() async throws {
    let place = try project()
    let terminal = try await Tmux(place)
    try await terminal.enter(
      "mkdir conf; export SWTOX_CONFIG_DIR=$PWD/conf; printf 'F5 = quit\\nq = none\\n' > conf/keys.conf; "
        + "printf 'glyphs = ascii\\nlayout = list\\n' > conf/tui.conf; swtox-tui; echo code=$?")
    try await until("+- Matrix", in: terminal.screen)
    try await terminal.type("q")
    try await until("q does nothing here", in: terminal.screen)
    try await terminal.type("F5")
    try await until("code=0", in: terminal.screen)
    try await terminal.enter("clear; echo 'q = leave' > conf/keys.conf; swtox-tui; echo code=$?")
    try await until("keys.conf:1:5", in: terminal.screen)
    try await until("code=2", in: terminal.screen)
    try await terminal.end()
  }

  @Test func `the cause of a failure among 1,632 environments is three keys away, and its rerun passes`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = py{39,310,311,312,313,314}-dj{42,50,52,60}-{pg,my,lite,ora}-o{1,2,3,4,5,6,7,8}-{x,y}, \
        extra{1-96}
      [testenv]
      kind = system
      skip_install = true
      allowlist_externals = sh
      commands = sh check.sh {env_name}
      """, to: "tox.ini")
    try place.write(
      "case $1 in py312-dj52-ora-o7-y) echo 'E   assert 2 == 1'; exit 1;; esac\n", to: "check.sh")
    let recorded = try await place.run("--headless", "--output", "none", "-j", "4")
    #expect(recorded.code == 1)
    #expect(recorded.output.contains("1632 environments: 1631 passed, 1 failed"), "\(recorded.output.suffix(500))")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("✓1631 ✗1", in: terminal.screen)
    try await terminal.type("n")
    try await until("assert 2 == 1", in: terminal.screen)
    #expect(try await terminal.screen().contains("py312-dj52-ora-o7-y"))
    try place.write("exit 0\n", to: "check.sh")
    try await terminal.type("r")
    try await until("run 2 ended: 1 passed", in: terminal.screen)
    try await until("✓1632", in: terminal.screen)
    try await quit(terminal)
  }

  @Test func `what is copied reaches the clipboard, and errors are shown alone`() async throws {
    let place = try project()
    let lines = try place.read("tox.ini") + "\nstderr = apart\n"
    try place.write(lines, to: "tox.ini")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui run -e one-b-x; echo code=$?")
    try await until("1 failed", in: terminal.screen)
    try await terminal.type("Enter")
    try await until("checking one-b-x", in: terminal.screen)
    try await terminal.type("s")
    try await until("stderr only", in: terminal.screen)
    #expect(try await !terminal.screen().contains("checking one-b-x"))
    #expect(try await terminal.screen().contains("ValueError: bad letter"))
    try await terminal.type("y")
    try await until("ValueError: bad letter", in: terminal.clipboard)
    try await terminal.type("s")
    try await until("checking one-b-x", in: terminal.screen)
    #expect(try await !terminal.screen().contains("ValueError: bad letter"))
    try await terminal.type("Y")
    try await until("one-b-x.commands.log", in: terminal.clipboard)
    try await terminal.type("Escape")
    try await quit(terminal, 1)
  }

  @Test func `a run goes on as text when the dashboard is left`() async throws {
    let place = try project()
    try place.write("import os, time\nwhile not os.path.exists('go'): time.sleep(0.05)\n", to: "check.py")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui run -e one-a-x,one-b-x; echo code=$?")
    try await until("►", in: terminal.screen)
    try await terminal.type("q")
    try await until("leave it running", in: terminal.screen)
    try await terminal.type("d")
    try await until("the run goes on", in: terminal.screen)
    try place.write("", to: "go")
    try await until("code=0", in: terminal.screen)
    let shell = try await terminal.screen()
    #expect(shell.contains("✓ one-a-x") && shell.contains("✓ one-b-x"), "\(shell)")
    #expect(shell.contains("2 environments: 2 passed"), "\(shell)")
    try await terminal.end()
  }

  @Test func `a debugger gets the keyboard and gives it back`() async throws {
    let place = try project()
    try place.write("x = 41\nbreakpoint()\nprint('answer', x)\n", to: "check.py")
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui; echo code=$?")
    try await until("12 environments", in: terminal.screen)
    try await terminal.type("I")
    try await until("(Pdb)", in: terminal.screen)
    #expect(try await terminal.screen().contains("the keyboard is one-a-x's"))
    try await terminal.enter("x = x + 1")
    try await terminal.type("C-]")
    try await until("12 environments", in: terminal.screen)
    try await terminal.type("I")
    try await until("(Pdb)", in: terminal.screen)
    try await terminal.enter("continue")
    try await until("answer 42", in: terminal.screen)
    try await until("1 passed", in: terminal.screen)
    try await quit(terminal)
  }

  @Test(arguments: [(SIGTERM, 143), (SIGSEGV, 139)])
  func `a signal while a debugger has the keyboard leaves the terminal whole`(signal: Int32, code: Int) async throws {
    let place = try project()
    try place.write("breakpoint()\n", to: "check.py")
    let terminal = try await Tmux(place)
    try await terminal.enter(
      "stty -a > before; SWIFT_BACKTRACE=interactive=no sh -c 'echo $$ > pid; exec swtox-tui'; code=$?; stty -a > after; echo code=$code"
    )
    try await until("12 environments", in: terminal.screen)
    try await terminal.type("I")
    try await until("(Pdb)", in: terminal.screen)
    kill(try #require(Int32(try place.read("pid").prefix { $0.isNumber })), signal)
    try await until("code=\(code)", in: terminal.screen)
    #expect(try place.read("before") == place.read("after"))
    try await terminal.end()
  }

  @Test func `a terminal without places gets lines and a prompt`() async throws {
    let place = try project()
    let terminal = try await Tmux(place)
    try await terminal.enter("TERM=dumb swtox-tui; echo code=$?")
    try await until("swtox>", in: terminal.screen)
    try await terminal.enter("run -e one-a-x,one-b-x")
    try await until("2 environments: 1 passed, 1 failed", in: terminal.screen)
    try await terminal.enter("history env one-b-x")
    try await until("one-b-x", in: terminal.screen)
    try await terminal.enter("quit")
    try await until("code=1", in: terminal.screen)
    try await terminal.end()
  }
}

/// Pictures, keys and themes without a terminal.
@Suite struct DashboardPictureTests {
  private func project() throws -> Workplace {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = {a,b}-{x,y}\n[testenv]\nskip_install = true\ncommands = python -c pass\n", to: "tox.ini")
    return place
  }

  @Test func `a picture of the dashboard is made without a terminal`() async throws {
    let place = try project()
    let text = try await place.run(["screen", "--size", "80x24"])
    #expect(text.code == 0)
    #expect(text.output.contains("4 environments"))
    #expect(text.output.split(separator: "\n", omittingEmptySubsequences: false).count == 25)
    let help = try await place.run(["screen", "--size", "80x24", "--keys", "?"])
    #expect(help.output.contains("─ Keys"))
    let svg = try await place.run(["screen", "--size", "80x24", "--format", "svg", "-o", "out/shot.svg"])
    #expect(svg.code == 0)
    let picture = try place.read("out/shot.svg")
    #expect(picture.hasPrefix("<svg ") && picture.contains("4 environments") && picture.hasSuffix("</svg>\n"))
  }

  @Test(arguments: [
    (["screen", "--size", "big"], "--size 'big' is no size"), (["screen", "--keys", "Hyper-X"], "'Hyper-X' is no key"),
    (["themes", "check", "nowhere"], "there is no theme 'nowhere'"),
  ])
  func `mistakes are told`(words: [String], message: String) async throws {
    let result = try await project().run(words)
    #expect(result.code == 2)
    #expect(result.output.contains(message))
  }

  @Test func `keys and themes are listed, shown and checked`() async throws {
    let place = try project()
    let keys = try await place.run(["keys"])
    #expect(keys.output.contains("rerun-failed"))
    let file = try await place.run(["keys", "--default"])
    #expect(file.output.contains("[matrix]\n"))
    let themes = try await place.run(["themes"])
    #expect(themes.output.split(separator: "\n").count == 8)
    let check = try await place.run(["themes", "check"])
    #expect(check.code == 0, "\(check.output)")
    let preview = try await place.run(["themes", "preview", "mono"])
    #expect(preview.output.contains("✓ P +  passed"))
  }
}
