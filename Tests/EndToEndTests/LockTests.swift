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
}
