import Artifacts
import Testing

@Suite struct WheelMetadataTests {
  private func wheel(_ file: String) throws -> WheelMetadata? {
    guard case .wheel(let wheel) = try Fixture.metadata(file) else { return nil }
    return wheel
  }

  @Test func `a pure wheel says what it needs`() throws {
    let wheel = try #require(try wheel(Fixture.wheel))
    #expect(wheel.core.requiresPython == "<4,>=3.9")
    #expect(
      wheel.core.requirements == [
        "attrs>=23", #"tomli; python_version < "3.11""#, #"pytest>=8; extra == "test""#,
      ])
    #expect(wheel.core.extras == ["test"])
    #expect(wheel.isPure)
    #expect(wheel.build == nil)
    #expect(wheel.tags.map(\.description) == ["py3-none-any"])
    #expect(wheel.fileName.tags == wheel.tags)
  }

  @Test(arguments: [
    (Fixture.binaryWheel, "cp311-cp311-linux_x86_64", nil), (Fixture.stableWheel, "cp38-abi3-linux_x86_64", "2"),
  ])
  func `a wheel with binaries says for what they are`(file: String, tag: String, build: String?) throws {
    let wheel = try #require(try wheel(file))
    #expect(wheel.tags.map(\.description) == [tag])
    #expect(wheel.fileName.tags == wheel.tags)
    #expect(wheel.build == build)
    #expect(!wheel.isPure)
    #expect(wheel.core.requirements == [])
  }

  @Test func `of a wheel little is read`() throws {
    let source = CountingByteSource(
      [UInt8](repeating: 1, count: 1_000_000) + (try Fixture.bytes(Fixture.wheel)))
    _ = try ArtifactReader.metadata(of: Fixture.wheel, source: source)
    #expect(source.readByteCount < 80_000)
  }

  @Test(arguments: ["spam-0.1-py3-none-any.whl", "other-0.1-py3-none-any.whl"])
  func `a wheel under another name is still read`(name: String) throws {
    let metadata = try ArtifactReader.metadata(of: name, source: Fixture.source(Fixture.wheel))
    #expect(metadata.name == "Demo.Package")
  }

  @Test func `a zip without a dist-info folder is no wheel`() throws {
    let source = try Fixture.source(Fixture.zippedSdist)
    #expect(throws: ArtifactError.missingMember("*.dist-info/METADATA")) {
      try ArtifactReader.metadata(of: Fixture.wheel, source: source)
    }
  }
}
