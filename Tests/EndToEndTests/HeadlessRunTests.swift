import Glibc
import Host
import Testing

@Suite(.enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
struct HeadlessRunTests {
  @Test(arguments: [false, true])
  func `commands_post run after an interrupt where somebody wants that`(isTwice: Bool) async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = a
      [testenv]
      kind = system
      allowlist_externals = *
      interrupt_post_commands = true
      commands = sh -c 'touch begun; sleep 7301'
      commands_post =
          - false
          ! false
          sh -c 'touch post; test -z "$SLOW" || sleep 7302'
          touch last

      """, to: "tox.ini")
    let output = OutputText()
    let slow = isTwice ? ["-x", "testenv.set_env=SLOW=1"] : []
    let child = try place.start(["--headless"] + slow, variables: [:]) { output.append($0) }
    func there(_ name: String) async throws {
      try await until("there") { Program.host.files.exists("\(place.project)/\(name)") ? "there" : output.text }
    }
    try await there("begun")
    kill(child.processID, SIGINT)
    try await there("post")
    if isTwice { kill(child.processID, SIGINT) }
    #expect(await child.report().ending == .exited(code: 130), "\(output.text)")
    #expect(Program.host.files.exists("\(place.project)/last") == !isTwice, "\(output.text)")
  }

  @Test func `exactly the failing environments fail, and the exit code says so`() async throws {
    let place = try Workplace(copying: "\(Program.root)/Examples/failing")
    try place.write(try place.read("tox.ini").replacing("py{311,312,313}", with: "py{a,b}"), to: "tox.ini")
    let run = try await place.run("--headless", "--jobs", "2")
    #expect(run.code == 1)
    #expect(run.output.contains("✓ pya-gregorian  pass"))
    #expect(run.output.contains("✗ pya-julian     fail"))
    #expect(run.output.contains("AssertionError: False != True"))
    #expect(run.output.contains("run these again: swtox-tui --headless -e pya-julian,pyb-julian"))
    #expect(run.output.contains("4 environments: 2 passed, 2 failed"))
    let good = try await place.run("--headless", "-e", "pyb-gregorian")
    #expect(good.code == 0)
    #expect(!good.output.contains("created in"), "the environment is used again")
  }

  @Test func `one build serves all, and nothing is built again when nothing changed`() async throws {
    let place = try Workplace(copying: "\(Program.root)/Examples/failing")
    try place.write(try place.read("tox.ini").replacing("py{311,312,313}", with: "py{a,b}"), to: "tox.ini")
    let first = try await place.run("--headless", "-e", "pya-gregorian,pyb-gregorian")
    #expect(first.code == 0)
    #expect(first.output.split(separator: "\n").count { $0.contains("package:wheel: built") } == 1)
    let second = try await place.run("--headless", "-e", "pya-gregorian,pyb-gregorian")
    #expect(!second.output.contains("built"))
    try place.write("CHANGED = 1\n", to: "src/leapyears/more.py")
    let third = try await place.run("plan", "-e", "pya-gregorian")
    #expect(third.output.contains("build wheel: src/leapyears/more.py changed"))
  }

  @Test func `live output has its environment before each line`() async throws {
    let place = try Workplace()
    try place.write(
      "[testenv]\nskip_install = true\ncommands = python -c \"print('one'); print('two')\"\n[tox]\nenv_list = a, bb\n",
      to: "tox.ini")
    let run = try await place.run("--headless", "--output", "live")
    #expect(run.code == 0)
    for line in ["a  │ one", "a  │ two", "bb │ one"] { #expect(run.output.contains(line + "\n")) }
  }

  @Test func `positional arguments, set_env and change_dir reach the command`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = a
      no_package = true
      [testenv]
      change_dir = {tox_root}/sub
      set_env = GREETING = hello {env_name}
      commands = python -c "import os, sys; print(os.environ['GREETING'], os.path.basename(os.getcwd()), sys.argv[1:])" {posargs}
      """, to: "tox.ini")
    try Program.host.files.createDirectory("\(place.project)/sub")
    let run = try await place.run("--headless", "--output", "all", "--", "x y", "-z")
    #expect(run.output.contains("hello a sub ['x y', '-z']\n"))
    #expect(run.code == 0)
  }

  @Test func `a project without package files has nothing built, and empty names run nothing`() async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = a\n[testenv]\ncommands = python -c \"raise SystemExit(3)\" {posargs}\n", to: "tox.ini")
    let run = try await place.run("--headless", "--", "x y")
    #expect(run.code == 1)
    #expect(!run.output.contains("package"))
    #expect(run.output.contains("run these again: swtox-tui --headless -e a -- 'x y'\n"))
    for names in ["", ","] {
      let empty = try await place.run("--headless", "-e", names)
      #expect(empty.code == 2)
      #expect(empty.output.contains("no environment is named"))
    }
  }

  @Test(arguments: ["{tox_root}/lib", "{tox_root}", "{work_dir}"])
  func `a folder that swtox did not make is never emptied for an environment`(folder: String) async throws {
    let place = try Workplace()
    try Program.host.files.createDirectory("\(place.project)/lib")
    try place.write("mine", to: "lib/data.txt")
    try place.write("[tox]\nenv_list = a\n[testenv]\nenv_dir = \(folder)\ncommands = python -c pass\n", to: "tox.ini")
    let run = try await place.run("--headless")
    #expect(run.code == 2)
    #expect(run.output.contains("env_dir '"))
    #expect(try place.read("lib/data.txt") == "mine")
  }

  @Test func `a locale without UTF-8 gets ASCII`() async throws {
    let place = try Workplace()
    try place.write("[tox]\nenv_list = a\n[testenv]\ncommands = python -c pass\n", to: "tox.ini")
    let run = try await place.run("--headless", variables: ["LC_ALL": "C"])
    #expect(run.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(run.output.contains("+ a"))
  }

  @Test func `Ctrl-C ends the processes of all environments and says so`() async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = a\n[testenv]\nskip_install = true\ninterrupt_timeout = 60\n"
        + "commands = python -c \"import time; print('up', flush=True); time.sleep(600)\"\n",
      to: "tox.ini")
    let output = OutputText()
    let child = try place.start(["--headless", "--output", "live"]) { output.append($0) }
    try await until("a │ up", in: { output.text })
    let pids = child.livingProcesses().map(\.processID)
    kill(child.processID, SIGINT)
    let report = await child.report()
    #expect(report.ending == .exited(code: 130))
    #expect(output.text.contains("stopped: Ctrl-C"))
    #expect(output.text.contains("a (run): signalled INT: 'python"))
    #expect(!pids.isEmpty)
    #expect(child.livingProcesses().isEmpty)
  }

  @Test func `the environments are there for programs too`() async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = py311-x\nlabels =\n  site = docs\n[testenv:docs]\nlabels = slow\ndescription = the manual\n",
      to: "tox.ini")
    let run = try await place.run("list", "--json", "-m", "slow")
    #expect(run.code == 0)
    #expect(
      run.output == """
        [
          {
            "name": "docs",
            "default": false,
            "labels": [
              "slow",
              "site"
            ],
            "factors": [
              "docs"
            ],
            "description": "the manual"
          }
        ]

        """)
  }

  @Test func `two programs at work in one environment take turns`() async throws {
    let place = try Workplace()
    let script = "import time; f = open('marks', 'a', 1); f.write('<'); f.flush(); time.sleep(0.5); f.write('>')"
    try place.write(
      "[tox]\nenv_list = a\n[testenv]\ncommands = python -c \"\(script)\"\n", to: "tox.ini")
    async let first = place.run("--headless")
    async let second = place.run("--headless")
    let runs = try await [first, second]
    #expect(runs.map(\.code) == [0, 0], "\(runs)")
    #expect(try place.read("marks") == "<><>")
    #expect(runs.contains { $0.output.contains("waits for another swtox that works in '") })
  }

  @Test func `a command may call swtox for the same environments`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = outer
      [testenv:outer]
      allowlist_externals = *swtox-tui
      pass_env = *SAN_OPTIONS
      commands = \(Program.path) --headless -e inner
      [testenv:inner]
      env_dir = {work_dir}/outer
      commands = python -c "print('within')"
      """, to: "tox.ini")
    let run = try await place.run("--headless", "--output", "all")
    #expect(run.code == 0, "\(run.output)")
  }

  @Test(.enabled(if: RealProject.pluggy != nil, "no packages can be downloaded"), arguments: ["sdist", "wheel"])
  func `hatchling does not pack the work directory`(package: String) async throws {
    let place = try Workplace()
    try place.write(
      """
      [build-system]
      requires = ["hatchling"]
      build-backend = "hatchling.build"
      [project]
      name = "egg"
      version = "1"

      """, to: "pyproject.toml")
    try Program.host.files.createDirectory("\(place.project)/egg")
    try place.write("[tox]\nenv_list = a, b\n[testenv]\npackage = \(package)\n", to: "tox.ini")
    for text in ["A = 1", "A = 2"] {
      try place.write(text, to: "egg/__init__.py")
      let run = try await place.run("--headless")
      #expect(run.code == 0, "\(run.output)")
    }
    let folder = "\(place.project)/.swtox/.package-\(package)/dist"
    for name in try Program.host.files.list(folder) {
      let size = try #require(Program.host.files.status("\(folder)/\(name)")).byteCount
      #expect(size < 20_000, "\(name) has more in it than the package")
    }
  }

  @Test(.enabled(if: RealProject.pluggy != nil, "pluggy 1.7.0 could not be downloaded"))
  func `pluggy's own tests pass in every interpreter there is, from one build`() async throws {
    let place = try Workplace(copying: RealProject.pluggy)
    let names = RealProject.interpreters.joined(separator: ",")
    let run = try await place.run(
      "--headless", "--output", "all", "-e", names, variables: ["SETUPTOOLS_SCM_PRETEND_VERSION": "1.7.0"])
    #expect(run.code == 0, "\(run.output.suffix(3000))")
    #expect(run.output.split(separator: "\n").count { $0.contains("219 passed") } == RealProject.interpreters.count)
    #expect(run.output.split(separator: "\n").count { $0.contains("package:sdist: built") } == 1)
  }

  @Test(arguments: [
    ("stall_timeout = 0.5", [], "it was silent for 0.5 s, ending it"),
    ("timeout = 0.5", [], "its time is over after 0.5 s, ending it"),
    ("timeout = 60", ["--timeout", "0.5"], "its time is over after 0.5 s, ending it"),
  ])
  func `a command that hangs is ended`(
    keys: String, words: [String], note: String
  ) async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = a\nno_package = true\n[testenv]\n\(keys)\ncommands = - python -c 'import time; time.sleep(600)'\n",
      to: "tox.ini")
    let run = try await place.run(["--headless"] + words)
    #expect(run.code == 1)
    #expect(run.output.contains("a: \(note)"), "\(run.output)")
    #expect(run.output.contains("1 environment: 1 failed"))
  }

  @Test func `what passes at another attempt is told as flaky, and does well`() async throws {
    let place = try Workplace()
    let lines = [
      "[tox]", "env_list = a", "no_package = true", "[testenv]", "kind = system", "allowlist_externals = *",
      "commands_retry = 2", "commands = sh -c 'test -e there || { touch there; exit 1; }'",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    let run = try await place.run("--headless", "--report", "tap=t.tap")
    #expect(run.code == 0 && run.output.contains("↻ a  flaky"), "\(run.output)")
    #expect(
      run.output.contains("passed at attempt 2 of") && run.output.contains("1 environment: 1 flaky"), "\(run.output)")
    #expect(try place.read("t.tap").contains("\nok 1"))
    #expect(try await place.run("list", "--no-desc", "-E", "status:passed").output == "a\n")
    #expect(try await place.run("--headless", "--failed").output.contains("nothing failed"))
    #expect(try await place.run("history", "env", "a").output.hasPrefix("a: flaky"))
  }

  @Test func `a run can end at the first failure`() async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = a, b, c\nno_package = true\n[testenv]\ncommands = python -c 'import sys; sys.exit(4)'\n",
      to: "tox.ini")
    let run = try await place.run("--headless", "-j1", "--fail-fast")
    #expect(run.code == 1)
    #expect(run.output.contains("nothing more is started: 1 failed (--fail-fast, --max-fail 1)"), "\(run.output)")
    #expect(run.output.contains("3 environments: 2 cancelled, 1 failed"))
    let rest = try await place.run("resume", "--headless")
    #expect(rest.output.contains("3 environments: 3 failed"), "\(rest.output)")
    for words in [["--max-fail", "0"], ["--timeout", "0"], ["--timeout", "inf"], ["--timeout", "1e300"]] {
      #expect(try await place.run(["--headless"] + words).code == 2, "\(words)")
    }
  }

  /// Environments whose commands note when they begin and end, and fail where another is between the two.
  private func meetings(_ keys: String, _ more: String = "") throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      import os, sys, time
      try:
          os.mkdir("occupied")
      except FileExistsError:
          sys.exit("another one is here")
      time.sleep(0.3)
      os.rmdir("occupied")
      """, to: "meet.py")
    try place.write(
      """
      [tox]
      env_list = a, b, c
      no_package = true
      [testenv]
      commands = python meet.py
      \(keys)
      \(more)
      """, to: "tox.ini")
    return place
  }

  @Test(arguments: [
    ("exclusive = db", "", []), ("weight = 3", "", []), ("memory = 2 GB", "[limits]\nmemory = 3 GB", []),
    ("", "[limits]\ntest = 1", []), ("", "[limits]\nvirtualenv = 3", ["--limit", "venv=1"]),
  ])
  func `environments that may not run at once do not`(keys: String, more: String, words: [String]) async throws {
    let place = try meetings(keys, more)
    let run = try await place.run(["--headless", "-j", "3"] + words)
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("3 environments: 3 passed"))
  }

  @Test func `a limit that is none is told with the help`() async throws {
    let run = try await meetings("").run("--headless", "--limit", "conad=1")
    #expect(run.code == 2)
    #expect(run.output.contains("there is nothing called 'conad' to limit; did you mean 'conda'?"))
  }
}
