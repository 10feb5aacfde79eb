import FoundationEssentials
import Host
import Testing

/// Reports of runs, at their end and afterwards.
@Suite struct ReportTests {
  /// A project whose environments need nothing set up: `a` passes, `b` fails with bytes that are no text.
  private func place() throws -> Workplace {
    let place = try Workplace()
    let lines = [
      "[tox]", "no_package = true", "env_list = a, b", "secret_values = geheim-99", "[envdef:here]", "kind = system",
      "match = *", "[testenv]", "allowlist_externals = *", "commands = sh command.sh {env_name}",
    ]
    try place.write(lines.joined(separator: "\n") + "\n", to: "tox.ini")
    let script = """
      echo "hello of $1"
      if [ "$1" = b ]; then
        printf '\\033[31mred\\033[0m \\377\\300 ]]> </script> | geheim-99\\n'
        echo "tests/b.py:3: error: no geheim-99"; exit 3
      fi
      """
    try place.write(script, to: "command.sh")
    return place
  }

  private static let formats = ["json", "tox-json", "events", "junit", "tap", "markdown", "html", "badge"]

  @Test func `what a run writes and what is made of it later are the same`() async throws {
    let place = try place()
    let options = Self.formats.flatMap { ["--report", "\($0)=out/\($0)"] }
    let run = try await place.run(["--headless", "-j", "1"] + options)
    #expect(run.code == 1 && run.output.contains("2 environments: 1 passed, 1 failed"))
    for format in Self.formats {
      let text = try place.read("out/\(format)")
      let later = try await place.run("report", "--format", format)
      #expect(later.code == 0 && later.output == text, "\(format)")
      #expect(!text.contains("geheim"), "\(format)")
      #expect(format == "badge" || text.contains("b"))
      let file = try await place.run("report", "1", "--format", format, "-o", "again/x")
      #expect(try file.output.isEmpty && place.read("again/x") == text)
    }
    for format in ["json", "tox-json", "badge"] {
      _ = try JSONSerialized.keys(try place.read("out/\(format)"))
    }
    #expect(try place.read("out/junit").contains("message=\"tests/b.py:3: error: no ***\""))
  }

  @Test(.enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
  func `JUnit can be read by others whatever a log holds`() async throws {
    let place = try place()
    let script = "import xml.etree.ElementTree as t; print([s.get('failures') for s in t.parse('j.xml').getroot()])"
    _ = try await place.run("--headless", "--junit", "j.xml")
    let read = try await place.bash("python3 -c \"\(script)\"")
    #expect(read.output == "['0', '1']\n")
  }

  @Test func `the result of tox's face is the report of the run`() async throws {
    let place = try place()
    let run = try await place.run("--style", "tox", "r", "--result-json", "deep/r.json", "--workdir", ".swtox")
    #expect(run.code == 1)
    let text = try place.read("deep/r.json")
    let report = try await place.run("report", "--format", "tox-json")
    #expect(report.output == text)
    let native = try await place.run("--headless", "-j", "1", "--result-json", "n.json")
    #expect(native.code == 1)
    let times = /"(elapsed|start|end|duration)": [0-9.]+/
    // In tox's face no secret is masked that is not one by name.
    #expect(try place.read("n.json").replacing(times, with: "") == text.replacing(times, with: ""))
    #expect(text.contains("\"success\": false,\n        \"exit_code\": 3,"))
    #expect(text.contains("\"run_id\": \"commands[0]\""))
  }

  @Test func `events come as they happen, and alone`() async throws {
    let place = try place()
    try place.write("echo first; until [ -e go ]; do sleep 0.05; done; exit 0", to: "command.sh")
    let command = "'\(Program.path)' --headless -e a --events - 2> text > events & wait"
    async let ending = place.bash(command)
    try await until("\"e\":\"command-started\"", in: { (try? place.read("events")) ?? "" })
    #expect(try place.read("events").contains("run-finished") == false)
    try place.write("", to: "go")
    #expect(try await ending.code == 0)
    let lines = try place.read("events").split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("{\"n\":") && $0.hasSuffix("}") })
    #expect(lines.last?.contains("\"e\":\"run-finished\"") == true)
    #expect(try place.read("text").contains("1 environment: 1 passed"))
  }

  @Test func `a report that cannot be written stops nothing and is told`() async throws {
    let place = try place()
    try place.write("", to: "file")
    let good = try await place.run("--headless", "-e", "a", "--junit", "file/j.xml", "--report", "tap=t.tap")
    #expect(good.code == 70 && good.output.contains("1 environment: 1 passed"))
    #expect(good.output.contains("swtox-tui: the report 'junit' is not written to 'file/j.xml': cannot "))
    #expect(try place.read("t.tap") == "TAP version 14\n1..1\nok 1 - a\n")
    let bad = try await place.run("--headless", "-e", "b", "--events", "file/e")
    #expect(bad.code == 1 && bad.output.contains("the report 'events' is not written"))
    let report = try await place.run("report", "--format", "tap", "-o", "file/t")
    #expect(report.code == 70 && report.output.contains("'file/t'"))
  }

  @Test func `the summary of a step on GitHub is added to where it is named, and else left alone`() async throws {
    let place = try place()
    try place.write("before\n", to: "summary")
    let variables = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "\(place.project)/summary"]
    _ = try await place.run("--headless", "-e", "a", variables: variables)
    #expect(try place.read("summary") == "before\n")
    let named = ["--headless", "-e", "a", "--report", "markdown=\(place.project)/summary"]
    _ = try await place.run(named, variables: variables)
    let text = try place.read("summary")
    #expect(text.hasPrefix("before\n## ✅ project: 1 passed\n"))
    _ = try await place.run(named)
    #expect(try place.read("summary").hasPrefix("## ✅"))
  }

  @Test func `what makes no sense is refused before anything runs`() async throws {
    let place = try place()
    let wrong = try await place.run("--headless", "--report", "jnit=x")
    #expect(wrong.code == 2 && wrong.output.contains("did you mean 'junit'?"))
    let none = try await place.run("report", "--format", "tap")
    #expect(none.code == 2 && none.output.contains("there is no run in '.swtox'"))
    let odd = try await place.run("report", "--format", "xml")
    #expect(odd.code == 2 && odd.output.contains("tox-json"))
  }

  @Test func `a resumed run has reports too`() async throws {
    let place = try place()
    _ = try await place.run("--headless", "-j", "1", "--fail-fast", "-e", "b,a")
    let resumed = try await place.run("resume", "--headless", "--report", "tap=-")
    #expect(resumed.output.contains("not ok 1 - b\n") && resumed.output.contains("ok 2 - a\n"))
  }

  @Test(.enabled(if: Program.find("tmux") != nil, "there is no tmux on PATH"))
  func `runs of the dashboard have reports, but none in the middle of it`() async throws {
    let place = try place()
    let terminal = try await Tmux(place)
    try await terminal.enter("swtox-tui -e a --junit j.xml --events e.jsonl; echo code=$?")
    try await until("run-finished", in: { (try? place.read("e.jsonl")) ?? "" })
    try await until("</testsuites>", in: { (try? place.read("j.xml")) ?? "" })
    try await terminal.type("q")
    try await until("code=0", in: terminal.screen)
    try await terminal.enter("clear; swtox-tui -e a --events -; echo code=$?")
    try await until("code=2", in: terminal.screen)
    #expect(try await terminal.screen().contains("cannot go to standard output"))
    try await terminal.end()
  }
}

/// What is told by JSON that others read.
private enum JSONSerialized {
  private struct Keys: Decodable {
    var names: [String]

    init(from decoder: any Decoder) throws {
      names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    }
  }

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  static func keys(_ text: String) throws -> [String] {
    try JSONDecoder().decode(Keys.self, from: Data(text.utf8)).names
  }
}
