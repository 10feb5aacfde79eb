import Artifacts
import Testing

@Suite struct ArArchiveTests {
  @Test func `members stand at even places`() throws {
    let bytes = SampleArchive.ar([("a", [1]), ("b/", [2, 3]), ("/", [])])
    let archive = try ArArchive(MemoryByteSource(bytes))
    #expect(archive.members.map(\.name) == ["a", "b", "/"])
    #expect(archive.members.map { Array(bytes[$0.content]) } == [[1], [2, 3], []])
  }

  @Test(arguments: [0, 7])
  func `bytes without the signature are no archive`(byteCount: Int) {
    #expect(throws: ArtifactError.damaged(.ar, part: "signature", offset: 0)) {
      try ArArchive(MemoryByteSource(Array("!<arch>".utf8.prefix(byteCount))))
    }
  }

  @Test(arguments: [9, 30, 67, 68])
  func `an archive that ends early is an error`(byteCount: Int) {
    let bytes = SampleArchive.ar([("a", [1, 2])])
    #expect(throws: ArtifactError.damaged(.ar, part: "header", offset: 8)) {
      try ArArchive(MemoryByteSource(Array(bytes.prefix(byteCount))))
    }
  }

  @Test func `more members than a package has are refused`() {
    let bytes = SampleArchive.ar(Array(repeating: ("a", []), count: 1025))
    #expect(throws: ArtifactError.unsupported(.ar, feature: "more than 1024 members")) {
      try ArArchive(MemoryByteSource(bytes))
    }
  }
}
