import EnvironmentModel
import Testing

@Suite struct EnvironmentNameTests {
  @Test(arguments: [
    ("py311", ["py311"]), ("py311-conda", ["py311", "conda"]), ("py3.11-dj4.2-linux", ["py3.11", "dj4.2", "linux"]),
    ("a--b", ["a", "", "b"]), ("a-", ["a", ""]), ("", [""]), ("é-日本", ["é", "日本"]), ("a_b.c", ["a_b.c"]),
  ])
  func `factors stand between dashes`(text: String, expected: [String]) {
    #expect(EnvironmentName(text).factors == expected.map { Factor($0) })
  }

  @Test(arguments: ["py311", "py3.11-conda", "...", ".hidden", "a b", "é", "-", "a\\b"])
  func `a name can be a folder`(text: String) {
    #expect(EnvironmentName(text).isPathComponent)
  }

  @Test(arguments: ["", ".", "..", "/", "a/b", "../a", "a/", "a\0b"])
  func `a name that leads elsewhere cannot`(text: String) {
    #expect(!EnvironmentName(text).isPathComponent)
  }

  @Test func `a name can be as long as a folder's name`() {
    #expect(EnvironmentName(String(repeating: "a", count: 255)).isPathComponent)
    #expect(!EnvironmentName(String(repeating: "é", count: 128)).isPathComponent)
  }

  @Test func `names and factors are ordered and told by their text`() {
    #expect(["b", "a-b", "a"].map { EnvironmentName($0) }.sorted().map(\.text) == ["a", "a-b", "b"])
    #expect(["y", "x"].map { Factor($0) }.sorted().map(\.text) == ["x", "y"])
    #expect("\(EnvironmentName("a-b")) \(Factor("c"))" == "a-b c")
  }

  @Test(arguments: ["virtualenv", "venv", "uv-venv-runner"])
  func `tools that make virtual environments are one kind`(name: String) {
    #expect(EnvironmentKind(name) == .virtualenv)
    #expect(EnvironmentKind(name).description == "virtualenv")
  }

  @Test func `another kind keeps its name`() {
    #expect(EnvironmentKind("conda") == .conda && EnvironmentKind("docker") == .container)
    #expect(EnvironmentKind("conda").description == "conda")
    #expect(EnvironmentKind("Venv") == .external("Venv"))
  }

  @Test(arguments: [("/home/me/project", "project"), ("/a", "a"), ("/", "/"), ("", "/"), ("/a/b/", "b")])
  func `a project is named after its folder`(root: String, expected: String) {
    #expect(project(root: root).name == expected)
  }

  @Test func `a project's environments are the list, then the others`() {
    #expect(project(root: "/p").allEnvironments.map(\.text) == ["b", "a", "z", "y"])
  }

  private func project(root: String) -> Project {
    Project(
      root: root, configurationPath: root + "/tox.ini", workDirectory: root + "/.tox",
      environmentList: [EnvironmentName("b"), EnvironmentName("a")],
      additionalEnvironments: [EnvironmentName("z"), EnvironmentName("y")], patterns: ["b", "a"],
      skipsMissingInterpreters: false, hasPackage: true)
  }
}
