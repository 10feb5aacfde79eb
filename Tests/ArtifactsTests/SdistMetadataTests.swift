import Artifacts
import Testing

@Suite struct SdistMetadataTests {
  @Test func `both formats say the same`() throws {
    guard case .sdist(let tarred) = try Fixture.metadata(Fixture.sdist),
      case .sdist(let zipped) = try Fixture.metadata(Fixture.zippedSdist)
    else {
      Issue.record("no sdist")
      return
    }
    #expect(tarred == zipped)
    #expect(tarred.core.metadataVersion == "2.4")
    #expect(tarred.core.requiresPython == "<4,>=3.9")
    #expect(tarred.core.requirements.count == 3)
    #expect(tarred.core.extras == ["test"])
  }

  @Test func `only the topmost PKG-INFO counts`() throws {
    let source = try Fixture.source("long-names-pax.tar.gz")
    #expect(throws: ArtifactError.missingMember("*/PKG-INFO")) {
      try ArtifactReader.metadata(of: "demo-1.0.tar.gz", source: source)
    }
  }

  @Test func `a file without a name is none`() throws {
    let deb = SampleArchive.tarEntry("control", Array("Package: demo\nVersion: 1\n".utf8))
    let source = MemoryByteSource(SampleArchive.ar([("control.tar", deb)]))
    #expect(throws: ArtifactError.missingField("Architecture", member: "control")) {
      try ArtifactReader.metadata(of: "demo.deb", source: source)
    }
  }
}
