import Glibc
import Host
import Testing

/// Kinds of environments that programs of their own know: the example, and programs that lie, hang and crash.
@Suite struct ExternalKindTests {
  private static let example = "\(Program.root)/Examples/external"

  /// - Parameter seconds: How long programs may take.
  private static func scene(_ configuration: String = "", copying source: String? = nil, seconds: Int = 60) throws
    -> KindScene
  { try KindScene(configuration, copying: source, ["SWTOX_KIND_TIMEOUT": "\(seconds)"]) }

  /// Runs swtox with the project's folder first on PATH.
  private func run(_ scene: KindScene, _ arguments: String...) async throws -> Ending {
    let words = arguments.joined(separator: " ")
    return try await scene.program("sh", "-c", "PATH=$PWD:$PATH exec \"$0\" \(words)", Program.path)
  }

  @Test func `the example makes, uses again and mends its environments`() async throws {
    let scene = try Self.scene(copying: Self.example)
    let first = try await run(scene, "--headless --output all")
    #expect(first.code == 0 && first.output.contains("2 passed"), "\(first.output)")
    let second = try await run(scene, "--headless")
    #expect(second.code == 0 && !second.output.contains("created in"), "\(second.output)")
    let plan = try await run(scene, "plan --recipe")
    #expect(
      plan.output.contains("reuse: wheel unchanged")
        && plan.output.contains("ask \(scene.place.project)/swtox-kind-folder"), "\(plan.output)")
    try Program.host.files.remove("\(scene.place.project)/.swtox/check/bin/python")
    let third = try await run(scene, "--headless")
    #expect(third.code == 0 && third.output.contains("check: created in"), "\(third.output)")
    #expect(!third.output.contains("plain: created in"), "\(third.output)")
    let other = try await run(scene, "--headless -e check -x testenv:check.kind_settings=python=nobody-has-this")
    #expect(other.code == 3 && other.output.contains("there is no Python 'nobody-has-this'"), "\(other.output)")
    let wrong = try await run(scene, "--headless -e check -x testenv:check.kind_settings=pythn=x")
    #expect(wrong.code == 2 && wrong.output.contains("has no setting 'pythn'; it has python"), "\(wrong.output)")
    let doctor = try await run(scene, "doctor folder")
    #expect(doctor.code == 0 && doctor.output.contains("installs wheel"), "\(doctor.output)")
  }

  @Test func `the example keeps to the protocol`() async throws {
    let scene = try Self.scene(copying: Self.example)
    let checked = try await run(scene, "check-kind folder")
    #expect(checked.code == 0 && checked.output.contains("13 ok, 0 amiss"), "\(checked.output)")
    let unknown = try await run(scene, "check-kind foldr")
    #expect(unknown.code == 2 && unknown.output.contains("did you mean 'folder'?"), "\(unknown.output)")
  }

  private static let description =
    #"echo '{"id":1,"answer":{"protocol":1,"kind":"odd","ready":true}}'; "#
  private static func answers(_ create: String) -> String {
    description + "echo '{\"id\":2,\"answer\":\(create)}'; "
      + (3...4).map { "echo '{\"id\":\($0),\"answer\":{\"nothing\":true}}'; " }.joined()
      + #"echo '{"id":5,"answer":{"programs":"any"}}'"#
  }

  /// Scripts of shells with what is told of them.
  private static let odd: [(String, String)] = [
    ("exit 3", "ended with exit code 3"),
    ("echo 'cannot load' >&2; exit 1", "ended with exit code 1: cannot load"),
    ("kill -SEGV $$", "was ended by signal 11"),
    ("sleep 60", "did not answer within 2 s and was ended"),
    ("echo hello", "writes what is no JSON"),
    ("printf '\\377\\n'", "writes what is not UTF-8"),
    ("cat >/dev/null", "has no answer to question 1"),
    (description, "has no answer to question 2, only to 1 of 5"),
    (#"echo '{"id":1,"answer":{"protocol":7,"kind":"odd","ready":true}}'"#, "has no answer to question 2"),
    (answers(#"{"nothing":true}"#), "does not say how an environment is made"),
    (answers(#"{"unavailable":"the moon is not full"}"#), "the moon is not full"),
    (answers(#"{"actions":[{"remove":"/etc"}]}"#), "would change '/etc', which is not in the environment's folder"),
    (answers(#"{"actions":[],"marks":["/nowhere/a"]}"#), "says that '/nowhere/a' is there once 'create' is done"),
    (answers(#"{"actions":[{"run":["nobody-has-this"]}]}"#), "nobody-has-this"),
  ]

  @Test(arguments: odd)
  func `a program that lies, hangs or crashes is told, and its environment does not pass`(
    script: String, words: String
  ) async throws {
    let scene = try Self.scene(
      "[tox]\nenv_list = a\nno_package = true\n[testenv]\nkind = odd\nallowlist_externals = *\ncommands = true\n",
      seconds: script == "sleep 60" ? 2 : 60)
    try scene.place.write("#!/bin/sh\n\(script)\n", to: "swtox-kind-odd")
    chmod("\(scene.place.project)/swtox-kind-odd", 0o755)
    let run = try await run(scene, "--headless")
    #expect([2, 3].contains(run.code) && run.output.contains(words), "\(run.output)")
    let check = try await self.run(scene, "check-kind odd")
    #expect(check.code == 1 && check.output.contains("FAULT"), "\(check.output)")
    try await scene.waitUntilNothingIsLeft()
  }

  @Test func `what cannot be told of an environment is a note, and a factor may name the kind`() async throws {
    let scene = try Self.scene(
      """
      [tox]
      env_list = a-odd, b
      env_kinds = odd
      no_package = true
      [testenv]
      skip_install = true
      allowlist_externals = *
      commands = true

      """)
    let script = Self.answers(#"{"actions":[{"tell":"making little"}],"fingerprint":["1"]}"#)
    try scene.place.write(
      "#!/bin/sh\nread line\ncase $line in *inspect*) exit 9 ;; esac\n\(script)\n", to: "swtox-kind-odd")
    chmod("\(scene.place.project)/swtox-kind-odd", 0o755)
    let run = try await run(scene, "--headless")
    #expect(run.code == 0 && run.output.contains("making little"), "\(run.output)")
    #expect(run.output.contains("ended with exit code 9"), "\(run.output)")
    let plan = try await self.run(scene, "plan")
    #expect(plan.output.contains("a-odd  odd"), "\(plan.output)")
  }

  @Test func `what was installed and is not wanted any more is gone, and a stop ends a program that hangs`()
    async throws
  {
    let scene = try Self.scene(
      "[tox]\nenv_list = a\nno_package = true\n[testenv]\nkind = odd\nallowlist_externals = *\ncommands = true\n")
    func script(_ dependencies: String, _ inspection: String) throws {
      let lines = [
        #"{"id":1,"answer":{"protocol":1,"kind":"odd","ready":true}}"#, #"{"id":2,"answer":{"actions":[]}}"#,
        "{\"id\":3,\"answer\":\(dependencies)}", #"{"id":4,"answer":{"nothing":true}}"#,
        #"{"id":5,"answer":{"programs":"any"}}"#,
      ]
      let answers = lines.map { "echo '\($0)'" }.joined(separator: "\n")
      try scene.place.write(
        "#!/bin/sh\nread line\ncase $line in *inspect*) \(inspection) ;; esac\n\(answers)\n", to: "swtox-kind-odd")
      chmod("\(scene.place.project)/swtox-kind-odd", 0o755)
    }
    let none = #"echo '{"id":1,"answer":{}}'; exit"#
    try script(#"{"actions":[],"fingerprint":["six"]}"#, none)
    #expect(try await run(scene, "--headless").output.contains("a: created in"))
    #expect(try await !run(scene, "--headless").output.contains("a: created in"))
    try script(#"{"actions":[],"fingerprint":["seven"]}"#, none)
    #expect(try await run(scene, "--headless").output.contains("a: created in"))
    try script(#"{"nothing":true}"#, none)
    #expect(try await run(scene, "--headless").output.contains("a: created in"))
    #expect(try await !run(scene, "--headless").output.contains("a: created in"))
    let seconds = "79\(getpid() % 10000)"
    try script(#"{"nothing":true}"#, "sleep \(seconds)")
    let output = OutputText()
    let words = "PATH=$PWD:$PATH exec '\(Program.path)' --headless"
    let child = try scene.startShell(words, output: output)
    try await until("there") {
      scene.living(orWith: "sleep \(seconds)").contains { $0.words == "sleep \(seconds)" } ? "there" : output.text
    }
    kill(child.processID, SIGINT)
    #expect(await child.report().ending == .exited(code: 130), "\(output.text)")
    try await scene.waitUntilNothingIsLeft(orWith: "sleep \(seconds)")
  }
}
