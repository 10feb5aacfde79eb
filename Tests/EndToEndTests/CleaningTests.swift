import Host
import Testing

/// What `clean` and `prune` remove, and what they leave.
@Suite struct CleaningTests {
  private static func place() throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = a, b
      no_package = true
      [testenv]
      skip_install = true
      allowlist_externals = *
      commands = true
      [testenv:here]
      kind = system

      """, to: "tox.ini")
    return place
  }

  @Test func `environments go when somebody says so, and nothing else`() async throws {
    let place = try Self.place()
    #expect(try await place.run("--headless", "-e", "a,b,here").code == 0)
    let told = try await place.run("clean", "-e", "a")
    #expect(told.code == 0 && told.output.contains("would remove environment a"), "\(told.output)")
    #expect(!told.output.contains("environment b") && told.output.contains("remove it with --yes"), "\(told.output)")
    #expect(Program.host.files.exists("\(place.project)/.swtox/a/bin/python"))
    let gone = try await place.run("clean", "--yes")
    #expect(gone.code == 0 && gone.output.contains(" freed"), "\(gone.output)")
    let left = try Program.host.files.list("\(place.project)/.swtox")
    #expect(!left.contains("a") && !left.contains("b") && left.contains("runs"), "\(left)")
    let again = try await place.run("clean", "--yes")
    #expect(again.code == 0 && again.output.contains("nothing to remove"), "\(again.output)")
    let wrong = try await place.run("clean", "-e", "nobody-has-this")
    #expect(wrong.code == 2, "\(wrong.output)")
  }

  @Test func `a folder that swtox did not make stays`() async throws {
    let place = try Self.place()
    try place.write("mine\n", to: "own/file")
    let run = try await place.run("clean", "-e", "a", "-x", "testenv:a.env_dir=own", "--yes")
    #expect(run.code == 0 && run.output.contains("nothing to remove"), "\(run.output)")
    #expect(try place.read("own/file") == "mine\n")
  }

  @Test func `a project is no environment, whatever somebody names as its folder`() async throws {
    let place = try Self.place()
    #expect(try await place.run("--headless", "-e", "a").code == 0)
    try place.write("theirs\n", to: "other/file")
    try place.write("theirs\n", to: "other/.swtox/history.db")
    for folder in [".", "other", ".."] {
      let run = try await place.run("clean", "-e", "a", "-x", "testenv:a.env_dir=\(folder)", "--yes")
      #expect(run.code == 0 && run.output.contains("nothing to remove"), "\(run.output)")
    }
    #expect(try place.read("other/file") == "theirs\n" && Program.host.files.exists("\(place.project)/tox.ini"))
  }

  @Test func `a folder that environments name themselves is in use`() async throws {
    let place = try Self.place()
    let text = try place.read("tox.ini").replacing("commands = true", with: "commands = true\nenv_dir = {work_dir}/dev")
    try place.write(text, to: "tox.ini")
    #expect(try await place.run("--headless", "-e", "a").code == 0)
    let told = try await place.run("prune", variables: ["XDG_CACHE_HOME": "\(place.home)/cache"])
    #expect(!told.output.contains("/dev"), "\(told.output)")
  }

  @Test func `what the configuration no longer has is pruned, and what is in use stays`() async throws {
    let place = try Self.place()
    #expect(try await place.run("--headless").code == 0)
    try place.write(try place.read("tox.ini").replacing("a, b", with: "a"), to: "tox.ini")
    let told = try await place.run("prune", variables: ["XDG_CACHE_HOME": "\(place.home)/cache"])
    #expect(told.output.contains("environment b"), "\(told.output)")
    #expect(told.output.contains("the configuration does not list it") && !told.output.contains("environment a,"))
    let output = OutputText()
    let child = try place.start(["--headless", "-e", "a", "-x", "testenv.commands=sleep 900"], variables: [:]) {
      output.append($0)
    }
    try await until("there") {
      Program.host.files.exists("\(place.project)/.swtox/runs/2/journal.jsonl") ? "there" : output.text
    }
    let busy = try await place.run("clean", "-e", "a", "--yes")
    #expect(busy.code == 1 && busy.output.contains("cannot remove environment a"), "\(busy.output)")
    #expect(busy.output.contains("it is in use by process"), "\(busy.output)")
    child.signalTree(.interrupt)
    _ = await child.report()
    let gone = try await place.run("prune", "--yes", variables: ["XDG_CACHE_HOME": "\(place.home)/cache"])
    #expect(gone.code == 0 && !Program.host.files.exists("\(place.project)/.swtox/b"), "\(gone.output)")
  }

  @Test func `roots that nobody used for long, and half ones, are pruned`() async throws {
    let place = try Self.place()
    let roots = "cache/swtox/roots"
    for name in ["deb-new", "deb-old"] { try place.write("1\n", to: "\(roots)/\(name)/id") }
    try place.write("", to: "\(roots)/deb-half.new/root/file")
    try place.write("", to: "\(roots)/deb-half.lock")
    _ = try await place.bash("touch -d '40 days ago' \(roots)/deb-old/id")
    let cache = ["XDG_CACHE_HOME": "\(place.project)/cache"]
    let told = try await place.run("prune", "--cache", variables: cache)
    #expect(told.output.contains("root folder deb-old") && told.output.contains("half a root folder"), "\(told.output)")
    #expect(!told.output.contains("deb-new"), "\(told.output)")
    let gone = try await place.run("prune", "--cache", "--yes", "--older-than", "30", variables: cache)
    #expect(gone.code == 0, "\(gone.output)")
    let left = try Program.host.files.list("\(place.project)/\(roots)")
    // Locks stay: somebody may just have opened one.
    #expect(left.filter { !$0.hasSuffix(".lock") } == ["deb-new"], "\(left)")
  }

  @Test func `what goes while an engine is asked takes nothing else along, and a silent engine is told`() async throws {
    let place = try Self.place()
    let engine = """
      #!/bin/sh
      case "$1 $2" in
      "ps "*) echo "$@" >>asked; test "$(wc -l <asked)" -gt "$SILENCE" ;;
      "image ls") printf 'sha256:aa\nsha256:bb\nsha256:aa\n' ;;
      "image inspect")
        for id do
          case $id in
          *aa) echo "no such image" >&2; exit 125 ;;
          *bb) printf 'sha256:bb\t100\t%s\t%s\n' "$PWD" "$PWD/.swtox/gone" ;;
          esac
        done ;;
      "image rm") echo "$4" >>removed ;;
      esac

      """
    for name in ["podman", "docker"] { try place.write(engine, to: "bin/\(name)") }
    _ = try await place.bash(
      "chmod +x bin/*; sed -i \"s|\\$PWD|$PWD|g; s|>>|>>$PWD/|g; s|<asked|<$PWD/asked|\" bin/*; touch asked")
    let path = "\(place.project)/bin:\(Program.host.variables["PATH"] ?? "")"
    let gone = try await place.run("prune", "--yes", variables: ["PATH": path, "SILENCE": "2"])
    #expect(gone.code == 0 && gone.output.contains("removed image of"), "\(gone.output)")
    #expect(!gone.output.contains("does not answer"), "\(gone.output)")
    #expect(try place.read("removed") == "sha256:bb\nsha256:bb\n")
    let silent = try await place.run("prune", "--yes", variables: ["PATH": path, "SILENCE": "1000"])
    #expect(silent.code == 0 && silent.output.contains("podman does not answer"), "\(silent.output)")
    #expect(silent.output.contains("nothing to remove"), "\(silent.output)")
  }

  @Test(arguments: KindScene.engines)
  func `images of environments go with them, and those of projects that are gone are pruned`(engine: String)
    async throws
  {
    let scene = try KindScene(
      """
      [tox]
      env_list = box
      no_package = true
      [testenv]
      kind = container
      engine = \(engine)
      containerfile = Containerfile
      network = none
      commands = true

      """)
    try scene.place.write("FROM swtox/box:1\nRUN echo \(scene.place.home) > /made\n", to: "Containerfile")
    for _ in 1...2 {
      #expect(try await scene.run("--headless").code == 0)
      let gone = try await scene.run("clean", "--yes")
      #expect(gone.code == 0 && gone.output.contains("removed image of environment box"), "\(gone.output)")
    }
    #expect(try await scene.run("--headless").code == 0)
    try Program.host.files.remove("\(scene.place.project)/.swtox")
    let gone = try await scene.run("prune", "--yes")
    #expect(gone.code == 0 && gone.output.contains("the environment is gone"), "\(gone.output)")
    let left = try await scene.program(
      engine, "image", "ls", "--quiet", "--filter", "label=swtox.project=\(scene.place.project)")
    #expect(left.output.isEmpty, "\(left.output)")
  }
}
