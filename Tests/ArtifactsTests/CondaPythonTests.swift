import Artifacts
import Testing

@Suite struct CondaPythonTests {
  private func range(_ text: String) -> CondaMetadata.PythonRange? {
    CondaMetadata(
      name: "a", version: "1", build: "0", buildNumber: 0, subdir: "noarch", dependencies: ["numpy", "python \(text)"]
    ).pythonRange
  }

  @Test(
    arguments: [
      (">=3.8", [3, 8], true), (">=3.9", [3, 8], false), ("3.12.*", [3, 12], true), ("3.12.*", [3, 11], false),
      (">=3.12,<3.13.0a0", [3, 12], true), (">=3.12,<3.13.0a0", [3, 13], false), ("3.8|3.9", [3, 9], true),
      ("3.8|3.9", [3, 10], false), ("=3.10", [3, 10], true), ("3.10.4", [3, 10], true), ("3.*", [3, 8], true),
      (">=3.8.5", [3, 8], true), ("<3.8.5", [3, 8], true), ("2.7.*", [3, 8], false), (">=3.12.2", [3, 12, 1], false),
      ("what", [3, 8], true), ("3.12.* *_cpython", [3, 11], false),
    ] as [(String, [Int], Bool)])
  func `the Pythons of a package are told from others`(text: String, version: [Int], isIn: Bool) {
    #expect(range(text)?.contains(version) == isIn)
  }

  @Test(arguments: ["python", "python *", "python_abi 3.12.*", "numpy"])
  func `where no Python is asked for, any will do`(dependency: String) {
    let metadata = CondaMetadata(
      name: "a", version: "1", build: "0", buildNumber: 0, subdir: "noarch", dependencies: [dependency])
    #expect(metadata.pythonRange == nil)
  }
}
