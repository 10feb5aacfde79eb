import Artifacts
import Testing

@Suite struct NpmMetadataTests {
  @Test func `a packed package says what it needs`() throws {
    let expected = NpmMetadata(
      name: "@scope/demo", version: "1.2.3", engines: ["node": "^18.17.0 || >=20.5.0", "npm": ">=9"],
      operatingSystems: ["linux", "!win32"], processors: ["x64", "arm64"])
    #expect(try Fixture.metadata(Fixture.npm) == .npm(expected))
  }

  @Test(arguments: [
    ("20.20.2", "x64", true), ("18.16.0", "x64", false), ("20.20.2", "arm", false), ("21.0.0-nightly1", "arm64", true),
  ])
  func `node's version and machine decide`(version: String, processor: String, fits: Bool) throws {
    guard case .npm(let package) = try Fixture.metadata(Fixture.npm) else {
      Issue.record("no npm package")
      return
    }
    let target = NodeTarget(version: try #require(SemanticVersion(version)), processor: processor)
    #expect(target.compatibility(with: package).isCompatible == fits)
  }

  @Test(arguments: [
    ([], true), (["any"], true), (["linux"], true), (["!linux"], false), (["!win32"], true), (["win32"], false),
    (["win32", "!darwin"], false),
  ])
  func `systems are named or excluded`(systems: [String], fits: Bool) {
    let package = NpmMetadata(name: "demo", version: "1.0.0", operatingSystems: systems)
    let target = NodeTarget(version: SemanticVersion(major: 20, minor: 0, patch: 0), processor: "x64")
    #expect(target.compatibility(with: package).isCompatible == fits)
  }

  @Test func `the reason names both sides`() {
    let package = NpmMetadata(name: "demo", version: "1.0.0", engines: ["node": ">=22"])
    let target = NodeTarget(version: SemanticVersion(major: 20, minor: 1, patch: 0), processor: "x64")
    #expect(
      target.compatibility(with: package) == .incompatible(reason: "needs Node '>=22', and this is 20.1.0"))
  }
}
