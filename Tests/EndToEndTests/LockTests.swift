import Glibc
import Host
import Testing

/// Two programs in one work directory.
@Suite struct LockTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write("echo >> up; while [ ! -e go ]; do sleep 0.02; done", to: "command.sh")
    let lines = [
      "[tox]", "no_package = true", "env_list = a, b", "[envdef:here]", "kind = system", "match = *", "[testenv]",
      "allowlist_externals = *", "commands = sh command.sh", "env_dir = {work_dir}/{env_name}",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    return place
  }

  private func started(_ place: Workplace) async throws -> any ChildProcess {
    let child = try place.start(["--headless", "-e", "a"])
    try await until("there", in: { Program.host.files.exists("\(place.project)/up") ? "there" : "" })
    return child
  }

  @Test(arguments: [false, true])
  func `a second program says whom it waits for, and goes on when that ends or dies`(isKilled: Bool) async throws {
    let place = try place()
    let first = try await started(place)
    let output = OutputText()
    let second = try place.start(["--headless", "-e", "a,b"]) { output.append($0) }
    try await until("waits for another swtox", in: { output.text })
    let who = "works in '\(place.project)/.swtox/a': process \(first.processID) (swtox-tui), run 1, for 0."
    #expect(output.text.contains(who) || output.text.contains("(swtox-tui), run 1, for "), "\(output.text)")
    if isKilled { kill(first.processID, SIGKILL) }
    try place.write("", to: "go")
    _ = await first.report()
    #expect(await second.report().ending == .exited(code: 0), "\(output.text)")
    let locks = try Program.host.files.list("\(place.project)/.swtox/locks")
    for name in locks { #expect(try place.read(".swtox/locks/\(name)") == "", "a lock that nobody holds names nobody") }
  }

  @Test func `programs at work in other environments wait for nobody`() async throws {
    let place = try place()
    let first = try await started(place)
    let output = OutputText()
    let second = try place.start(["--headless", "-e", "b"]) { output.append($0) }
    try await until("2", in: { "\((try? place.read("up").utf8.count) ?? 0)" })
    try place.write("", to: "go")
    #expect(await first.report().ending == .exited(code: 0))
    #expect(await second.report().ending == .exited(code: 0))
    #expect(!output.text.contains("waits for"))
  }

  /// Environments with a package that takes some time to build, and commands that wait for a file.
  private func packagePlace() throws -> Workplace {
    let place = try Workplace()
    let lines = [
      "[tox]", "env_list = a, b", "[envdef:here]", "kind = system", "match = *", "[packagedef:core]",
      "builder = command",
      "commands = sh build.sh", "artifact = core.out", "inputs = core.src", "match = name:none", "[testenv]",
      "package = skip", "allowlist_externals = *", "pass_env = *SAN_OPTIONS",
    ]
    let environments = [
      "[testenv:a]", "commands = sh command.sh {package:core}", "[testenv:b]", "commands = cat {package:core}",
    ]
    try place.write((lines + environments).joined(separator: "\n") + "\n", to: "tox.ini")
    try place.write("made\n", to: "core.src")
    try place.write("cp core.src core.out; echo >> built; while [ ! -e built.go ]; do sleep 0.02; done", to: "build.sh")
    try place.write("echo >> up; while [ ! -e go ]; do sleep 0.02; done", to: "command.sh")
    return place
  }

  @Test func `a second program takes the package that the first has built, and waits for no more than that`()
    async throws
  {
    let place = try packagePlace()
    let first = try place.start(["--headless", "-e", "a"])
    try await until("there", in: { Program.host.files.exists("\(place.project)/built") ? "there" : "" })
    let output = OutputText()
    let second = try place.start(["--headless", "-e", "b", "--output", "all"]) { output.append($0) }
    try await until(
      "waits for another swtox that works in '\(place.project)/.swtox/.package-core'", in: { output.text })
    try place.write("", to: "built.go")
    // The first is at its commands until `go` is there.
    #expect(await second.report().ending == .exited(code: 0), "\(output.text)")
    #expect(output.text.contains("made"), "\(output.text)")
    #expect(!Program.host.files.exists("\(place.project)/go"))
    try place.write("", to: "go")
    #expect(await first.report().ending == .exited(code: 0))
    #expect(try place.read("built") == "\n", "it was built once")
  }

  @Test func `a second program takes the environment that the first has made`() async throws {
    let place = try Workplace()
    let lines = [
      "[tox]", "no_package = true", "env_list = a", "[testenv]", "base_python = python3",
      "commands = python -c \"open('ran', 'a').write('x')\"",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    let outputs = [OutputText(), OutputText()]
    let children = try outputs.map { output in try place.start(["--headless"]) { output.append($0) } }
    for child in children { #expect(await child.report().ending == .exited(code: 0)) }
    let created = outputs.filter { $0.text.contains("a: created") }
    #expect(created.count == 1, "\(outputs.map(\.text))")
    #expect(try place.read("ran") == "xx")
  }

  @Test func `a swtox in a run's commands waits neither for that run nor with what another one needs`() async throws {
    let place = try packagePlace()
    try place.write("", to: "built.go")
    try place.write("\(Program.path) --headless -e b --output all\n", to: "command.sh")
    let first = try await place.run("--headless", "-e", "a", "--output", "all")
    #expect(first.code == 0 && first.output.contains("made"), "\(first.output)")
    #expect(!first.output.contains("waits for"))
  }
}
