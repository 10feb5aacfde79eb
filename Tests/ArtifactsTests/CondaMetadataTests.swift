import Artifacts
import Testing

@Suite struct CondaMetadataTests {
  @Test func `the present format is read`() throws {
    let expected = CondaMetadata(
      name: "demo", version: "1.2.3", build: "py_0", buildNumber: 0, subdir: "noarch", noarch: "python",
      dependencies: ["python >=3.9,<4", "attrs"])
    #expect(try Fixture.metadata(Fixture.conda) == .conda(expected))
  }

  @Test func `the old format is read`() throws {
    let expected = CondaMetadata(
      name: "spam", version: "0.1", build: "py311h1234567_3", buildNumber: 3, subdir: "linux-64",
      architecture: "x86_64", platform: "linux",
      dependencies: ["libgcc >=13", "python >=3.11,<3.12.0a0", "python_abi 3.11.* *_cp311"])
    #expect(try Fixture.metadata(Fixture.oldConda) == .conda(expected))
  }

  @Test func `a zip that is no conda package lacks its inner archive`() throws {
    let source = try Fixture.source(Fixture.wheel)
    #expect(throws: ArtifactError.missingMember("info-*.tar.zst")) {
      try ArtifactReader.metadata(of: Fixture.conda, source: source)
    }
  }
}
