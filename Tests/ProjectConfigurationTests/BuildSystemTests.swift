import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

/// What `pyproject.toml` says of how a package is built.
@Suite struct BuildSystemTests {
  private func told(_ text: String) throws -> [String] {
    try PyProject(SourceFile(path: "lib/pyproject.toml", text: text)).buildSystem.faults.map {
      "\($0.span?.location ?? ""): \($0.message)"
    }
  }

  @Test(arguments: [
    ("build-system = 3\n", ["lib/pyproject.toml:1:16: 'build-system' has to be a table"]),
    (
      "[build-system]\nrequires = \"hatchling\"\n",
      ["lib/pyproject.toml:2:12: 'build-system.requires' has to be a list of texts"]
    ),
    (
      "[build-system]\nrequires = [\n  \"hatchling\",\n  3,\n  \"hatch ling\",\n  \"\",\n]\n",
      [
        "lib/pyproject.toml:4:3: 'build-system.requires' has to be a list of texts",
        "lib/pyproject.toml:5:3: 'hatch ling' in 'build-system.requires' is no requirement: 'ling' does not begin with a comparison such as '=='",
        "lib/pyproject.toml:6:3: '' in 'build-system.requires' is no requirement: it is empty",
      ]
    ),
    (
      "[build-system]\nrequires = []\nbuild-backend = []\nbackend-path = \".\"\n",
      [
        "lib/pyproject.toml:3:17: 'build-system.build-backend' has to be a text",
        "lib/pyproject.toml:4:16: 'build-system.backend-path' has to be a list of texts",
      ]
    ),
  ])
  func `what is malformed is told with its place`(text: String, expected: [String]) throws {
    #expect(try told(text) == expected)
  }

  @Test func `what it says and what is left out are not faults`() throws {
    let text = """
      [build-system]
      requires = ["hatchling>=1 ; python_version > '3.8'", "hatch-vcs[x] @ file:///tmp/x"]
      build-backend = "hatchling.build"
      """
    #expect(try told(text) == [] && told("[build-system]\n") == [] && told("") == [])
    let system = try PyProject(SourceFile(path: "pyproject.toml", text: text)).buildSystem
    #expect(system.requires.count == 2 && system.backend == "hatchling.build")
  }
}
