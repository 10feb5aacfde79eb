import Glibc
import Host
import Testing

/// What becomes of the history when the program is killed at whatever moment.
@Suite struct HistoryFaultTests {
  @Test(arguments: [UInt64(1), 2])
  func `a program that is killed while it writes leaves a history that the next one reads`(seed: UInt64) async throws {
    let place = try Workplace()
    let lines = [
      "[tox]", "no_package = true", "env_list = a, b", "[envdef:here]", "kind = system", "match = *", "[testenv]",
      "allowlist_externals = *", "commands = sh -c 'seq 3000'",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    #expect(try await place.run("--headless").code == 0)
    var state = seed
    for _ in 0..<8 {
      let child = try place.start(["--headless", "-q", "--report", "html=out.html"])
      // From the start of the program to a while behind its usual end, each moment as likely as any other.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      try await Task.sleep(for: .microseconds(Int64(state >> 33) % 1_200_000))
      kill(child.processID, SIGKILL)
      _ = await child.report()
    }
    let runs = try Program.host.files.list("\(place.project)/.swtox/runs").filter { run in
      Program.host.files.status("\(place.project)/.swtox/runs/\(run)/journal.jsonl")?.byteCount ?? 0 > 0
    }
    let told = try await place.run("history", "--json")
    #expect(told.code == 0 && !told.output.contains("damaged"), "\(told.output.suffix(500))")
    #expect(told.output.split(separator: "\n").count { $0.contains("\"run\": ") } == runs.count)
    let before = try await place.run("history", "-n", "50")
    let rebuilt = try await place.run("history", "rebuild")
    #expect(rebuilt.output.hasSuffix("read \(runs.count) journal\(runs.count == 1 ? "" : "s")\n"), "\(rebuilt.output)")
    #expect(try await place.run("history", "-n", "50").output == before.output)
    #expect(try await place.run("--headless").code == 0)
  }
}
