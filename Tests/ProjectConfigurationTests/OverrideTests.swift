import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct OverrideTests {
  private static let file = """
    [tox]
    env_list = a
    [testenv]
    deps = base
    setenv = A=1
    [testenv:own]
    deps = mine
    """

  private func text(_ key: String, of name: String, _ overrides: String...) throws -> String {
    let loaded = try configuration(Self.file, overrides: overrides)
    return loaded.environment(EnvironmentName(name)).environment[key]?.value.referenceText ?? "none"
  }

  @Test func `a value is replaced in its section, which others inherit from`() throws {
    #expect(try text("deps", of: "a", "testenv.deps=new>1") == "new>1")
    #expect(try text("deps", of: "own", "testenv.deps=new>1") == "mine")
    #expect(try text("deps", of: "a", "testenv:a.deps=only") == "only")
    #expect(try text("deps", of: "own", "testenv:a.deps=only") == "mine")
  }

  @Test func `a value is added to what counts without it`() throws {
    #expect(try text("deps", of: "own", "testenv:own.deps+=more") == "mine\nmore")
    #expect(try text("deps", of: "a", "testenv:a.deps+=more") == "base\nmore")
    let added = try configuration(Self.file, overrides: ["testenv:a.set_env+=B=2"])
    #expect(variables(added, of: "a") == ["A=1", "B=2"])
    #expect(try text("extras", of: "a", "testenv.extras+=x") == "x")
    #expect(try text("deps", of: "a", "testenv.deps=one", "testenv.deps+=two") == "one\ntwo")
  }

  @Test func `the core's keys need no section, and no environment comes of an override`() throws {
    let loaded = try configuration(Self.file, overrides: ["env_list=x,y", "testenv:z.deps=q"])
    #expect(loaded.project.environmentList.map(\.text) == ["x", "y"])
    #expect(loaded.project.additionalEnvironments.map(\.text) == ["own"])
  }

  @Test func `where a value comes from is told`() throws {
    let added = try configuration(Self.file, overrides: ["testenv.deps+=x"])
      .environment(EnvironmentName("a")).environment["deps"]
    #expect(added?.origin.description == "command line: -x testenv.deps+=x")
    #expect(added?.extended.map(\.description) == ["tox.ini:4 [testenv]"])
    #expect(added?.overridden.isEmpty == true)
    let replaced = try configuration(Self.file, overrides: ["testenv.deps=x"])
      .environment(EnvironmentName("a")).environment["deps"]
    #expect(replaced?.extended.isEmpty == true)
    #expect(replaced?.overridden.map(\.description) == ["tox.ini:4 [testenv]"])
  }

  @Test(arguments: [("testenv.deps", "has no '='"), ("=x", "names no key"), ("testenv.=x", "names no key")])
  func `what is missing is told`(argument: String, message: String) {
    do throws(DiagnosticError) {
      _ = try ConfigurationOverride(argument)
      Issue.record("it was read")
    } catch {
      #expect(error.diagnostics.first?.message == "'\(argument)' \(message)")
    }
  }
}
