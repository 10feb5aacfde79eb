import EnvironmentModel
import Glibc
import ProjectConfiguration
import SourceText
import Testing

/// Broken and strange configurations by the thousand: whatever they say, reading them ends in values or diagnostics.
///
/// `SWTOX_FUZZ=1000000` tries as many; `SWTOX_FUZZ_SEED` begins elsewhere.
@Suite struct FuzzTests {
  private static func number(_ name: String, _ fallback: Int) -> Int {
    getenv(name).flatMap { Int(String(cString: $0)) } ?? fallback
  }

  private static let ini = [
    """
    [tox]
    env_list = py3{10-12}-{a,b}, lint, py{,3}
    labels =
      quick = lint, py310-a
    [testenv]
    base_python = a: python3.12
    set_env =
      A = {env:HOME:x}; sys_platform == 'linux'
      {[vars]more}
      file|x.env
    deps =
      a,b: -r req.txt
      !a: pytest \\
        >=7 # note
    commands =
      py310-a: python -c "{posargs:'x y'}" {tty:1:2} [] {glob:*.txt:none}
      - {envpython} {[testenv:lint]commands} {/} {:}
    depends = py{310,311}-*
    [testenv:l{int,ost}]
    description = {[testenv]description} {env_name}\\{x\\}
    base = vars, testenv
    [vars]
    more = B={env:A}
    [pkgenv]
    pass_env = *
    """,
    "[testenv]\nset_env = {[testenv]set_env}\ndeps = {[testenv:x]deps}\n[testenv:x]\ndeps={[testenv]deps}\n",
  ]

  private static let toml = [
    """
    requires = ["tox>=4"]
    env_list = ["lint", {product = [["a", "b"], {prefix = "py3", start = 10, stop = 12}], exclude = ["a-py310"]}]
    labels = {q = ["lint"]}
    [env_run_base]
    package = "skip"
    set_env = {A = "{env:HOME:x}", B = {replace = "env", name = "HOME", default = "y", marker = "sys_platform == 'linux'"}}
    deps = [{replace = "ref", of = ["vars", "deps"], extend = true}, "pytest"]
    commands = [
      ["python", "-c", {replace = "posargs", default = ["x"], extend = true}],
      {replace = "if", condition = "factor.a and not (env.X == 'y' or env_name != 'z')", then = ["x"], else = ["y"]},
      ["-", "{env_python}", "{posargs:{env_name}}"],
    ]
    [env.lint]
    base = ["env_run_base", "vars"]
    description = "{[env.lint]change_dir} {factor:0:none}"
    deps = {replace = "glob", pattern = "*.txt", extend = true, default = []}
    [env_base.lib]
    factors = [["x", "y"], {db = {values = ["p", "q"], default = "p"}}]
    commands = [["echo", "{factor:db}"]]
    [vars]
    deps = ["a", {replace = "ref", env = "lint", key = "deps", extend = true}]
    """,
    "[env.a]\nset_env = {replace = \"ref\", of = [\"env\", \"a\", \"set_env\"]}\n",
  ]

  private static let words = [
    "{", "}", "{env:", "{posargs", "{[", "]", "[testenv]", "[", "]]", "=", ":", ",", "\\", "\n", "\n  ", "#", ";", "'",
    "\"",
    "{1-9}", "{-}", "replace = \"ref\"", "of = [", "extend = true", "a", "py311", "!", "-", "*", "\u{0}", "é", "\t",
    "{[testenv]set_env}", "{env:A}", "product", "prefix", "\"\"\"", "0x", "1979-05-27", "{factor:", "and", "not ", "(",
  ]

  /// Numbers that look random and are the same every time (xorshift).
  private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(1, sides)))
    }
  }

  private static func mutated(_ text: [UInt8], _ other: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = text
    for _ in 0...dice.roll(4) {
      let place = dice.roll(bytes.count + 1)
      switch dice.roll(6) {
      case 0: bytes.insert(contentsOf: words[dice.roll(words.count)].utf8, at: place)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.roll(20)))
      case 2: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: dice.roll(256)) }
      case 3:
        let end = min(bytes.count, place + dice.roll(60))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4:
        let from = dice.roll(other.count)
        bytes.insert(contentsOf: other[from..<min(other.count, from + dice.roll(80))], at: place)
      default: bytes.insert(contentsOf: words[dice.roll(words.count)].utf8, at: min(bytes.count, place / 2))
      }
    }
    return bytes
  }

  private static func read(_ bytes: [UInt8], as name: String) throws(DiagnosticError) -> Int {
    guard let document = try ConfigurationReader.read(SourceFile(path: name, bytes: bytes)) else { return 0 }
    var context = ConfigurationContext(
      variables: ["HOME": "/home/u", "X": "{env:X}", "B": "A={env:A}"], positionalArguments: ["x", "a b"],
      glob: { _ in ["one.txt", "two.txt"] }, readFile: { $0.hasSuffix(".env") ? Array("F=1\nG={env:F}\n".utf8) : nil })
    context.pythons = pythons
    let loaded = try ProjectBuilder.build(document, path: "/p/\(name)", context: context)
    let names = Array(loaded.project.allEnvironments.prefix(6))
    let environments = loaded.environments(names).environments
    // Values that others ask for while theirs wait may be other ones for who asks first.
    let text = String(decoding: bytes, as: UTF8.self)
    let speakOfOthers = text.contains("{[testenv:") || text.contains("{[env.") || text.contains("\"ref\"")
    for (name, environment) in zip(names, environments) where !speakOfOthers {
      let alone = loaded.environment(name).environment
      let isSame = zip(environment.settings, alone.settings).allSatisfy { $0.setting.value == $1.setting.value }
      #expect(isSame, "\(name) has other values alone than with others: \(text)")
    }
    let count = environments.reduce(0) { $0 + $1.settings.count }
    return count + loaded.coreSettings().settings.count + loaded.packageEnvironments(of: names).count
  }

  private static func tries(_ seeds: [String], as name: String) -> (read: Int, refused: Int) {
    let texts = seeds.map { Array($0.utf8) }
    var dice = Dice(state: UInt64(number("SWTOX_FUZZ_SEED", 88_172_645_463_325_252)))
    var (read, refused) = (0, 0)
    for _ in 0..<number("SWTOX_FUZZ", 400) {
      let bytes = mutated(texts[dice.roll(texts.count)], texts[dice.roll(texts.count)], &dice)
      do throws(DiagnosticError) {
        if try self.read(bytes, as: name) > 0 { read += 1 }
      } catch {
        if !error.diagnostics.isEmpty { refused += 1 }
      }
    }
    return (read, refused)
  }

  @Test func `whatever an INI file says, it is read or refused`() {
    let (read, refused) = Self.tries(Self.ini, as: "tox.ini")
    #expect(read > 0 && refused > 0)
    #expect(read + refused <= Self.number("SWTOX_FUZZ", 400))
  }

  @Test func `whatever a TOML file says, it is read or refused`() {
    let (read, refused) = Self.tries(Self.toml, as: "tox.toml")
    #expect(read > 0 && refused > 0)
    #expect(read + refused <= Self.number("SWTOX_FUZZ", 400))
  }

  @Test func `the seeds themselves are read`() throws {
    for text in Self.ini { #expect(try Self.read(Array(text.utf8), as: "tox.ini") > 0) }
    for text in Self.toml { #expect(try Self.read(Array(text.utf8), as: "tox.toml") > 0) }
  }
}
