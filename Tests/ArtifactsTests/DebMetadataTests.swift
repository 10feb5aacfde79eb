import Artifacts
import Testing

@Suite struct DebMetadataTests {
  @Test(arguments: zip(Fixture.debs, [("demo-gzip", "all"), ("demo-xz", "amd64"), ("demo-zstd", "arm64")]))
  func `the control file is read, however it is compressed`(file: String, facts: (String, String)) throws {
    let expected = DebMetadata(
      name: facts.0, version: "1:1.2.3-4", architecture: facts.1,
      dependencies: [
        DebDependency(text: "python3:any (>= 3.9~)", alternatives: ["python3"]),
        DebDependency(text: "libc6 (>= 2.36) | libc6-compat", alternatives: ["libc6", "libc6-compat"]),
        DebDependency(text: "python3-attr", alternatives: ["python3-attr"]),
      ],
      preDependencies: [DebDependency(text: "dpkg (>= 1.17)", alternatives: ["dpkg"])])
    #expect(try Fixture.metadata(file) == .deb(expected))
  }

  @Test func `a control archive need not be compressed`() throws {
    let control = Array("Package: demo\r\nVersion: 1\r\nArchitecture: all\r\n".utf8)
    let tar = SampleArchive.tarEntry("./control", control)
    let source = MemoryByteSource(SampleArchive.ar([("debian-binary", Array("2.0\n".utf8)), ("control.tar/", tar)]))
    let metadata = try ArtifactReader.metadata(of: "demo.deb", source: source)
    #expect(metadata == .deb(DebMetadata(name: "demo", version: "1", architecture: "all")))
  }

  @Test(arguments: [
    ("", []), (" , ,", []), ("a", [["a"]]), ("a|b , c", [["a", "b"], ["c"]]),
    ("a(>=1)[amd64] <!nocheck> | b:any", [["a", "b"]]),
  ])
  func `dependencies are lists of alternatives`(field: String, names: [[String]]) {
    #expect(DebDependency.list(field).map(\.alternatives) == names)
  }
}
