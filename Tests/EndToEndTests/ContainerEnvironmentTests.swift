import Glibc
import Host
import Testing

/// Environments that are containers, by the real engines.
@Suite(.enabled(if: !KindScene.engines.isEmpty, "there is no engine of containers"))
struct ContainerEnvironmentTests {
  private static func scene(_ engine: String, _ keys: String, list: String = "a") throws -> KindScene {
    try KindScene(
      """
      [tox]
      env_list = \(list)
      no_package = true
      [testenv]
      kind = container
      engine = \(engine)
      network = none
      \(keys.contains("image =") ? "" : "image = swtox/box:1")
      \(keys)

      """)
  }

  /// The containers of a scene that are there, running or not.
  private func containers(_ engine: String, _ scene: KindScene) async throws -> String {
    let listing = try await scene.program(
      engine, "ps", "-a", "--format", "{{.Names}}", "--filter", "label=swtox.project=\(scene.place.project)")
    return listing.output
  }

  @Test(arguments: KindScene.engines)
  func `commands run inside with their variables, one after the other in one container, and the next run begins anew`(
    engine: String
  ) async throws {
    let scene = try Self.scene(
      engine,
      "commands_pre = sh -c 'test ! -e /tmp/left && echo left > /tmp/left'\n"
        + "commands =\n  sh -c 'cat /tmp/left; echo \"$WORDS\"; pwd; test ! -e /etc/debian_version; echo >&2 warned'\n"
        + "set_env = WORDS = it's \"two\" words $HOME")
    for count in 1...2 {
      let run = try await scene.run("--headless", "--output", "all")
      #expect(run.code == 0, "\(count): \(run.output)")
      let wanted = "left\nit's \"two\" words $HOME\n\(scene.place.project)\nwarned\n"
      #expect(run.output.contains(wanted), "\(count): \(run.output)")
      #expect(run.output.contains("created in") == (count == 1), "\(run.output)")
    }
    let left = try await containers(engine, scene)
    #expect(left.isEmpty, "\(left)")
  }

  @Test(arguments: KindScene.engines)
  func `an exit code is the command's own, also where engines have a meaning for it`(engine: String) async throws {
    let scene = try Self.scene(
      engine, "commands = sh -c 'exit {env:CODE}'", list: "a")
    for code in [0, 1, 125, 126, 127, 137] {
      let run = try await scene.run("--headless", "-x", "testenv.commands=sh -c 'exit \(code)'")
      #expect(run.code == (code == 0 ? 0 : 1), "\(run.output)")
      #expect(run.output.contains("exit code \(code) from") == (code != 0), "\(run.output)")
    }
    let missing = try await scene.run("--headless", "-x", "testenv.commands=nobody-has-this")
    #expect(missing.code != 0 && missing.output.contains("there is no program 'nobody-has-this' in the container"))
    let image = try await scene.run(
      "--headless", "-x", "testenv.image=localhost/nobody/has-this:1", "-x", "testenv.commands=true")
    #expect(image.code == 3 && image.output.contains("create: exit code "), "\(image.output)")
    let option = try await scene.run(
      "--headless", "-x", "testenv.engine_args=--no-such-option", "-x", "testenv.commands=true")
    #expect(option.output.contains("\(engine) could not start the container"), "\(option.output)")
  }

  @Test(arguments: KindScene.engines)
  func `a user, volumes and variables of the image are as they are wanted`(engine: String) async throws {
    let scene = try Self.scene(
      engine, "user = 1000\nvolumes = ./shared:/given:ro\ncommands = sh -c 'id -u; cat /given/file; touch /given/no'")
    try scene.place.write("from outside\n", to: "shared/file")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 1 && run.output.contains("1000\nfrom outside\n"), "\(run.output)")
    #expect(run.output.contains("Read-only file system"), "\(run.output)")
  }

  @Test(arguments: KindScene.engines)
  func `a file builds the image, and what changes in it makes the environment anew`(engine: String) async throws {
    let scene = try Self.scene(
      engine, "commands = sh -c 'cat /level; test ! -e /second'\ncontainerfile = box/Containerfile\ntarget = first")
    func file(_ level: Int) -> String {
      "FROM swtox/box:1 AS first\nCOPY level\(level) /level\nFROM first\nCOPY level1 /second\n"
    }
    for level in 1...2 { try scene.place.write("level \(level)\n", to: "box/level\(level)") }
    try scene.place.write(file(1), to: "box/Containerfile")
    let first = try await scene.run("--headless", "--output", "all", "-x", "testenv.image=")
    #expect(first.code == 0 && first.output.contains("level 1"), "\(first.output)")
    try scene.place.write(file(2), to: "box/Containerfile")
    let second = try await scene.run("--headless", "--output", "all", "-x", "testenv.image=")
    #expect(second.code == 0 && second.output.contains("level 2"), "\(second.output)")
    let both = try await scene.run("--headless")
    #expect(both.code == 2 && both.output.contains("exclude each other"), "\(both.output)")
  }

  @Test(arguments: KindScene.engines)
  func `what a command leaves running inside ends with it`(engine: String) async throws {
    let seconds = "71\(getpid() % 10000)\(engine == "podman" ? 1 : 2)"
    let scene = try Self.scene(engine, "commands = sh -c 'setsid sleep \(seconds) & echo gone'")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("left processes behind"), "\(run.output)")
    try await scene.waitUntilNothingIsLeft(orWith: "sleep \(seconds)")
  }

  @Test(arguments: KindScene.engines)
  func `commands get signals as if nobody watched, and a daemon nobody knows keeps nobody waiting`(
    engine: String
  ) async throws {
    let seconds = "75\(getpid() % 10000)\(engine == "podman" ? 1 : 2)"
    let scene = try Self.scene(
      engine,
      "commands =\n  grep SigIgn /proc/self/status\n  sh -c 'env -i sleep \(seconds) & echo \"$control $folder $UID\"'\n"
        + "set_env =\n  control = mine\n  folder = own\n  UID = 7")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("SigIgn:\t0000000000000000\n"), "\(run.output)")
    #expect(run.output.contains("mine own"), "\(run.output)")
    try await scene.waitUntilNothingIsLeft(orWith: "sleep \(seconds)")
  }

  @Test(arguments: KindScene.engines)
  func `an image's user runs the commands, and an image that is gone is told`(engine: String) async throws {
    let scene = try Self.scene(engine, "commands = id -u\ncontainerfile = Containerfile\nimage =")
    try scene.place.write("FROM swtox/box:1\nUSER 1000\nENV MARK=\(getpid())\n", to: "Containerfile")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("\n1000\n"), "\(run.output)")
    let identity = try scene.place.read(".swtox/a/.swtox/image").split(separator: "\n").first.map(String.init) ?? ""
    let removed = try await scene.program(engine, "rmi", "-f", identity)
    #expect(removed.code == 0, "\(removed.output)")
    let gone = try await scene.run("--headless")
    #expect(gone.code != 0 && gone.output.contains("the image of the environment is gone; '-r'"), "\(gone.output)")
    let again = try await scene.run("--headless", "-r")
    #expect(again.code == 0, "\(again.output)")
  }

  private static let stops = KindScene.engines.flatMap { engine in
    [SIGINT, SIGTERM, SIGKILL].map { (engine, $0) }
  }

  @Test(arguments: stops)
  func `a stop leaves neither process nor container, daemons inside too`(engine: String, signal: Int32) async throws {
    let seconds = "72\(getpid() % 10000)\(signal)\(engine == "podman" ? 1 : 2)"
    let scene = try Self.scene(
      engine, "commands = sh -c 'setsid sleep \(seconds) & sleep \(seconds)'")
    let output = OutputText()
    let child = try scene.start("--headless", output: output)
    try await until("there") {
      scene.living(orWith: "sleep \(seconds)").count { $0.words == "sleep \(seconds)" } == 2 ? "there" : output.text
    }
    kill(child.processID, signal)
    let ending = await child.report().ending
    #expect(
      ending == (signal == SIGKILL ? .signalled(SIGKILL) : .exited(code: 128 + signal)), "\(ending) \(output.text)")
    try await scene.waitUntilNothingIsLeft(orWith: "sleep \(seconds)")
    if signal == SIGKILL { _ = try await scene.run("--headless", "-x", "testenv.commands=true") }
    try await until("") { try await containers(engine, scene) }
    let again = try await scene.run("--headless", "-x", "testenv.commands=true")
    #expect(again.code == 0, "\(again.output)")
  }

  @Test(arguments: KindScene.engines)
  func `a command that takes too long is ended inside, and says what it has to say before`(engine: String) async throws
  {
    let seconds = "73\(getpid() % 10000)\(engine == "podman" ? 1 : 2)"
    let scene = try Self.scene(
      engine,
      "commands = sh -c 'trap \"echo told; exit 3\" INT; sleep \(seconds) & wait'\ntimeout = 1")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 1 && run.output.contains("told"), "\(run.output)")
    #expect(run.output.contains("timed out"), "\(run.output)")
    try await scene.waitUntilNothingIsLeft(orWith: "sleep \(seconds)")
  }

  @Test(arguments: KindScene.engines)
  func `exec is inside, with the variables, the folder and the exit code of the command`(engine: String) async throws {
    let scene = try Self.scene(engine, "set_env = WORDS = it's \"two\" words\ncommands = true")
    let inside = try await scene.run(
      "exec", "-e", "a", "--", "sh", "-c", "echo \"$WORDS\"; pwd; test ! -e /etc/debian_version; exit 125")
    #expect(inside.code == 125, "\(inside.output)")
    #expect(inside.output.hasSuffix("it's \"two\" words\n\(scene.place.project)\n"), "\(inside.output)")
    let late = try await scene.run("exec", "-e", "a", "--timeout", "1", "--", "sleep", "60")
    #expect(late.code == 124, "\(late.output)")
    let left = try await containers(engine, scene)
    #expect(left.isEmpty, "\(left)")
  }

  @Test(arguments: KindScene.engines)
  func `six at once with different exit codes are all told rightly`(engine: String) async throws {
    let scene = try Self.scene(
      engine, "commands = sh -c 'exit ${TOX_ENV_NAME\\#e}'", list: "e0, e1, e2, e3, e125, e127")
    for count in 1...3 {
      let run = try await scene.run("--headless", "-j", "6")
      #expect(
        run.code == 1 && run.output.contains("1 passed, 5 failed") || run.output.contains("5 failed, 1 passed"),
        "\(count): \(run.output)")
      for code in [1, 2, 3, 125, 127] {
        let line = run.output.split(separator: "\n").last { $0.contains(" e\(code) ") } ?? ""
        #expect(line.contains("exit code \(code) from"), "\(count): \(run.output)")
      }
    }
  }

  @Test(arguments: KindScene.engines)
  func `commands run in a container of somebody else's, which stays`(engine: String) async throws {
    let name = "swtox-test-\(getpid())-\(engine)"
    let scene = try KindScene(
      """
      [tox]
      env_list = a
      no_package = true
      [testenv]
      kind = system
      engine = \(engine)
      attach = container:\(name)
      change_dir = /tmp
      commands = sh -c 'cat /mark; pwd; exit 4'

      """)
    let begun = try await scene.program(
      engine, "run", "-d", "--rm", "--network=none", "--name", name, "swtox/box:1", "sh", "-c",
      "echo theirs > /mark; exec sleep 7200")
    #expect(begun.code == 0, "\(begun.output)")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 1 && run.output.contains("theirs\n/tmp\n"), "\(run.output)")
    #expect(run.output.contains("exit code 4 from"), "\(run.output)")
    let listed = try await scene.program(engine, "ps", "--format", "{{.Names}}")
    #expect(listed.output.contains(name), "\(listed.output)")
    let left = try await scene.program(engine, "exec", name, "sh", "-c", "ls /tmp")
    #expect(left.output.isEmpty, "\(left.output)")
    _ = try await scene.program(engine, "rm", "-f", name)
    let gone = try await scene.run("--headless")
    #expect(gone.code != 0 && gone.output.contains("\(engine) could not run the command"), "\(gone.output)")
  }
}
