import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct SubstitutionTests {
  @Test(arguments: [
    ("{toxinidir}/x", "/p/x"), ("{tox_root}{/}x", "/p/x"), ("{envname}", "py311"), ("{envdir}", "/p/.swtox/py311"),
    ("{env:NOPE:dflt}", "dflt"), ("{env:NOPE:{env:ALSO:deep}}", "deep"), ("{env:HOME}", "/home/u"), ("{env:NOPE}", ""),
    ("{[base]x}", "from base py311"), ("{[base]nope:else}", "else"), ("\\{kept\\}", "{kept}"), ("a{:}b", "a:b"),
    ("{tty:yes:no}", "no"), ("{nonsense}", "{nonsense}"), ("{}", "{}"), ("{unclosed", "{unclosed"),
    ("{env:A:b}{env:B:c}", "bc"), ("{posargs:a b}", "a b"), ("[]", ""),
  ])
  func `expressions are replaced`(text: String, expected: String) throws {
    let configuration = "[base]\nx = from base {envname}\n[testenv]\ndescription = \(text)\n"
    #expect(try value("description", configuration) == expected)
  }

  @Test(arguments: [
    ("pytest {posargs}", ["pytest", "a b", "-x"]), ("pytest '{posargs}'", ["pytest", "a b -x"]),
    ("pytest {posargs:tests}", ["pytest", "a b", "-x"]), ("pytest []", ["pytest", "a b", "-x"]),
  ])
  func `positional arguments stay words`(command: String, expected: [String]) throws {
    let loaded = try configuration("[testenv]\ncommands = \(command)\n", posargs: ["a b", "-x"])
    let (environment, _) = loaded.environment(EnvironmentName("py311"))
    #expect(environment.commands("commands").map(\.arguments) == [expected])
  }

  @Test func `a value inside quotes cannot end them`() throws {
    let loaded = try configuration(
      "[testenv]\ncommands = echo \"{env:X}\" '{env:X}'\n", variables: ["X": "a\"b'c\\d"])
    let arguments = loaded.environment(EnvironmentName("py311")).environment.commands("commands").first?.arguments
    #expect(arguments == ["echo", "a\"b'c\\d", "a\"b'c\\d"])
  }

  @Test(arguments: [
    "[testenv]\nchange_dir = {env_tmp_dir}\nenv_tmp_dir = {change_dir}\n",
    "[testenv]\ndescription = {[testenv]description}\n",
    "[testenv]\nset_env =\n  A = {env:B}\n  B = {env:A}\n",
    "[a]\nx = {[b]x}\n[b]\nx = {[a]x}\n[testenv]\ndescription = {[a]x}\n",
  ])
  func `cycles are told, not followed`(text: String) throws {
    let (environment, diagnostics) = try configuration(text).environment(EnvironmentName("py311"))
    #expect(!environment.failures.isEmpty)
    #expect(diagnostics.contains { $0.message.contains("need each other") && $0.span != nil })
  }

  @Test func `an unknown substitution is told with a suggestion`() throws {
    let (_, diagnostics) = try configuration("[testenv]\ncommands = pytest {toxinidr}\n")
      .environment(EnvironmentName("py311"))
    #expect(diagnostics.map(\.message) == ["unknown substitution '{toxinidr}' stays as written"])
    #expect(diagnostics.first?.help == "did you mean '{toxinidir}'?")
    #expect(diagnostics.first?.span?.location == "tox.ini:2:19")
  }

  @Test func `a variable may extend the caller's of the same name`() throws {
    let text = "[testenv]\nset_env =\n  PATH = x:{env:PATH}\n  Y = {env:PATH}\n"
    let loaded = try configuration(text, variables: ["PATH": "/bin"])
    #expect(variables(loaded) == ["PATH=x:/bin", "Y=x:/bin"])
  }

  @Test func `ten thousand braces cost no more than their length`() throws {
    let braces = String(repeating: "{", count: 10_000)
    #expect(try value("description", "[testenv]\ndescription = \(braces)\n") == braces)
  }
}
