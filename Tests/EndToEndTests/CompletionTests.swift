import Host
import ProjectConfiguration
import Testing

/// What a real bash offers, with the script that the program writes for it.
@Suite(.enabled(if: Program.host.files.isExecutableFile("/bin/bash"), "there is no /bin/bash"))
struct CompletionTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = py310-slow, py310-fast, lint
      labels = quick = lint
      [testenv:lint]
      labels = check

      """, to: "tox.ini")
    return place
  }

  /// Asks as bash does when the tabulator is pressed behind a line.
  private func offers(_ line: String, in place: Workplace) async throws -> Set<String> {
    var words = line.split(separator: " ", omittingEmptySubsequences: false).map { "'\($0)'" }
    words[0] = "'\(Program.path)'"
    let script = """
      source <('\(Program.path)' --generate-completion-script bash) || exit 1
      COMP_WORDS=(\(words.joined(separator: " "))); COMP_CWORD=\(words.count - 1)
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _swtox-tui "${COMP_WORDS[0]}" "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let run = try await place.bash(script)
    #expect(run.code == 0, "\(run.output)")
    return Set(run.output.split(separator: "\n").map(String.init))
  }

  @Test(arguments: [
    ("swtox-tui --headless -e ", ["py310-slow", "py310-fast", "lint"]), ("swtox-tui -e li", ["lint"]),
    ("swtox-tui list -e lint,", ["lint,py310-slow", "lint,py310-fast"]),
    ("swtox-tui --headless -e lint,py310-f", ["lint,py310-fast"]), ("swtox-tui -m ", ["check", "quick"]),
    ("swtox-tui list -m quick,", ["quick,check"]), ("swtox-tui run -f s", ["slow"]),
    ("swtox-tui --output ", ["failed", "all", "live", "none"]), ("swtox-tui conf", ["config"]),
    ("swtox-tui report --format t", ["tox-json", "tap"]), ("swtox-tui --headless --report j", ["json=", "junit="]),
    ("swtox-tui --headless expl", ["explain"]), ("swtox-tui run li", ["lint"]),
    ("swtox-tui inspect lint py310-f", ["py310-fast"]),
    ("swtox-tui config -k deps,commands_p", ["deps,commands_pre", "deps,commands_post"]),
    ("swtox-tui explain lint set_e", ["set_env"]),
  ])
  func `names are offered in every form of the command line`(line: String, expected: [String]) async throws {
    #expect(try await offers(line, in: place()) == Set(expected))
  }

  @Test func `options and themes are offered without a command`() async throws {
    let place = try place()
    #expect(try await offers("swtox-tui --headl", in: place) == ["--headless"])
    #expect(try await offers("swtox-tui --theme ", in: place).contains("default-dark"))
  }

  @Test func `the keys on offer are those of the tables`() async throws {
    let tables: [ConfigurationKeyTable] = [.environment, .packaging, .core]
    let keys = Set(tables.flatMap(\.keys).map(\.name))
    #expect(try await offers("swtox-tui config -k ", in: place()) == keys)
    #expect(try await offers("swtox-tui explain lint ", in: place()) == keys)
  }
}
