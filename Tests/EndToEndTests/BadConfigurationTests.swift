import Host
import Testing

@Suite struct BadConfigurationTests {
  @Test(arguments: [
    (
      "[tox]\nenv_list = a\n[testenv]\ncommands = echo {toxinidr}\n", 0,
      "tox.ini:4:17: warning: unknown substitution '{toxinidr}'"
    ),
    (
      "[testenv:a]\ndescription = {[testenv:a]description}\n[tox]\nenv_list = a\n", 2,
      "tox.ini:2:1: error: 'description'"
    ),
    (
      "[tox]\nenv_list = a\n[testenv]\ncommands = {[testnev]x}\n", 0,
      "help: there is no section [testnev]; did you mean [testenv]?"
    ),
    (
      "[tox]\nenv_list = a\n[testenv]\ncommands = {[testenv]commend}\n", 0,
      "help: section [testenv] has no key 'commend'"
    ),
    ("[tox]\nenv_list = py{311,312\n", 2, "tox.ini:2:14: error: 'py{311,312'"),
    ("[other]\nkey = 1\n", 2, "has no [tox] or [testenv] section"),
    ("[tox\nenv_list = a\n", 2, "tox.ini:1:1: error:"),
    ("key = 1\n[tox]\n", 2, "tox.ini:1:1: error:"),
    ("[testenv]\ncommands_retry = 1e30\n[tox]\nenv_list = a\n", 2, "tox.ini:2:1: error: 'commands_retry'"),
    ("[tox]\nwork_dir = {work_dir}/x\n[testenv]\n", 2, "tox.ini:2:1: error: 'work_dir'"),
    ("", 2, "has no [tox] or [testenv] section"),
  ])
  func `what is wrong is told with its place`(text: String, code: Int32, message: String) async throws {
    let place = try Workplace()
    try place.write(text, to: "tox.ini")
    let run = try await place.run("config")
    #expect(run.output.contains(message), "\(run.output.prefix(600))")
    #expect(run.code == code)
  }

  @Test(arguments: [
    ("commands = python -c pass\nrecreate = maybe\n", 2, "'recreate' has no value"),
    ("commands = {[testenv:a]commands}\n", 2, "'commands' has no value"),
    ("description = {[testenv:a]description}\ncommands = python -c pass\n", 0, "1 passed"),
    ("commands = no-such-program\n", 1, "there is no program 'no-such-program'"),
    ("commands = sh -c true\n", 1, "add 'sh' to allowlist_externals"),
    ("base_python = python3.99\n", 3, "no interpreter for"),
    ("base_python = python3.99\n[packagedef:wheel]\nmatch = {a\n", 2, "this brace is never closed"),
    ("commands = ./tox.ini\n", 1, "'./tox.ini' is not executable"),
    ("commands = ./nowhere\n", 1, "there is no program './nowhere'; its path is taken from"),
    ("kind = system\ncommands = true\n[packagedef:wheel]\nmatch = {a\n", 2, "this brace is never closed"),
    (
      "kind = system\ncommands = true\n[packagedef:x]\nmatch = b\n", 0,
      "warning: package definition 'x': it has no builder"
    ),
  ])
  func `the exit code of a run tells whose fault it is`(text: String, code: Int32, message: String) async throws {
    let place = try Workplace()
    try place.write("[tox]\nenv_list = a\nno_package = true\n[testenv:a]\n\(text)", to: "tox.ini")
    let run = try await place.run("--headless")
    #expect(run.output.contains(message), "\(run.output.prefix(600))")
    #expect(run.code == code)
  }

  @Test func `a faulty definition keeps nobody from a command in an environment`() async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = a\nno_package = true\n[testenv:a]\nkind = system\n[packagedef:wheel]\nmatch = {a\n",
      to: "tox.ini")
    let run = try await place.run("exec", "-e", "a", "--", "echo", "here")
    #expect(run.code == 0 && run.output.contains("here"), "\(run.output)")
  }

  @Test func `a definition counts for whom its commands speak of it, and for nobody else`() async throws {
    let place = try Workplace()
    let keys = "kind = system\nallowlist_externals = *\nskip_install = true\n"
    try place.write(
      "[tox]\nenv_list = a, b\n[testenv:a]\n\(keys)commands = echo {package:x}\n[testenv:b]\n\(keys)commands = true\n"
        + "[packagedef:x]\nbuilder = whel\nmatch = zz\n", to: "tox.ini")
    let one = try await place.run("--headless", "-e", "b")
    #expect(one.code == 0 && one.output.contains("warning: package definition 'x'"), "\(one.output)")
    let both = try await place.run("--headless")
    #expect(both.code == 2 && both.output.contains("error: package definition 'x'"), "\(both.output)")
    let override = try await place.run("--headless", "-e", "b", "-x", "testenv:b.commands=echo {package:x}")
    #expect(override.code != 0 && override.output.contains("error: package definition 'x'"), "\(override.output)")
  }

  @Test func `environments that wait for each other end at once`() async throws {
    let place = try Workplace()
    try place.write("[tox]\nenv_list = a, b\n[testenv:a]\ndepends = b\n[testenv:b]\ndepends = a\n", to: "tox.ini")
    let run = try await place.run("--headless")
    #expect(run.code == 2)
    #expect(run.output.contains("'depends' goes round in a circle: a -> b -> a"))
  }

  @Test func `binary rubbish is a diagnostic`() async throws {
    let place = try Workplace()
    try Program.host.files.write(
      (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }, to: "\(place.project)/tox.ini")
    let run = try await place.run("list")
    #expect(run.code == 2)
    #expect(run.output.contains("tox.ini:1:"))
  }

  @Test func `ten megabytes are read, and asking for what is not there is told`() async throws {
    let place = try Workplace()
    let lines = (0..<250_000).map { "    python -c pass  # this is line \($0)\n" }.joined()
    try place.write("[tox]\nenv_list = a\n[testenv]\ncommands =\n\(lines)", to: "tox.ini")
    let list = try await place.run("list", "--no-desc")
    #expect(list.code == 0)
    #expect(list.output == "a\n")
    let run = try await place.run("--headless", "-e", "nope")
    #expect(run.code == 2)
    #expect(run.output.contains("there is no environment 'nope'"))
  }

  @Test func `a folder without configuration says what to do`() async throws {
    let run = try await Workplace().run("list")
    #expect(run.code == 2)
    #expect(run.output.contains("there is no tox.ini in"))
  }

  @Test func `without a terminal the dashboard suggests headless`() async throws {
    let place = try Workplace(copying: "\(Program.root)/Examples/quickstart")
    let run = try await place.run()
    #expect(run.code == 2)
    #expect(run.output.contains("--headless"))
  }

  @Test func `help and version need no project`() async throws {
    let place = try Workplace()
    #expect(try await place.run("--version").output.split(separator: ".").count == 3)
    let help = try await place.run("--help")
    #expect(help.code == 0)
    #expect(help.output.contains("exit codes"))
    for arguments in [["run", "--help"], ["help", "run"]] {
      let run = try await place.run(arguments[0], arguments[1])
      #expect(run.code == 0)
      #expect(run.output.contains("--skip-missing-interpreters"))
    }
  }
}
