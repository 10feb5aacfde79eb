import Host
import Testing

/// Logs of old runs, which are packed and read as before.
@Suite(.enabled(if: Program.find("gzip") != nil, "there is no gzip on PATH"))
struct PackingTests {
  @Test func `logs of old runs are packed, and every reader knows them`() async throws {
    let place = try Workplace()
    let lines = [
      "[tox]", "no_package = true", "env_list = a", "history_pack_after = 1", "[envdef:here]", "kind = system",
      "match = *", "[testenv]", "allowlist_externals = *", "commands = sh command.sh",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    try place.write("seq 10000; echo 'error: the last line'; exit 3\n", to: "command.sh")
    let first = try await place.run("--headless", "--output", "all")
    #expect(first.code == 1 && first.output.contains("\n9999\n"))
    let page = try await place.run("report", "1", "--format", "html")
    _ = try await place.run("--headless")
    let folder = "\(place.project)/.swtox/runs"
    let files = Program.host.files
    #expect(!files.exists("\(folder)/1/a.commands.log") && files.exists("\(folder)/1/a.commands.log.gz"))
    #expect(files.exists("\(folder)/2/a.commands.log"))
    #expect(try await place.run("replay", "1", "--headless", "--output", "all").output == first.output)
    #expect(try await place.run("report", "1", "--format", "html").output == page.output)
    #expect(try await place.run("history", "rebuild").code == 0)
    #expect(try await place.run("history", "show", "1").output.contains("error: the last line"))
  }
}
