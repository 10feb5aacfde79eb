import Artifacts
import TestKit
import Testing

@Suite struct ArtifactReaderTests {
  @Test(arguments: [
    (Fixture.wheel, ArtifactKind.wheel, "Demo.Package", "1.2.3"),
    (Fixture.binaryWheel, .wheel, "spam", "0.1"),
    (Fixture.sdist, .sdist, "Demo.Package", "1.2.3"),
    (Fixture.zippedSdist, .sdist, "Demo.Package", "1.2.3"),
    (Fixture.conda, .conda, "demo", "1.2.3"),
    (Fixture.oldConda, .conda, "spam", "0.1"),
    (Fixture.debs[1], .deb, "demo-xz", "1:1.2.3-4"),
    (Fixture.rpm, .rpm, "demo", "2:1.2.3-4"),
    (Fixture.npm, .npm, "@scope/demo", "1.2.3"),
  ])
  func `the ending of the name tells the kind`(file: String, kind: ArtifactKind, name: String, version: String) throws {
    let metadata = try Fixture.metadata(file)
    #expect(metadata.kind == kind)
    #expect(metadata.name == name)
    #expect(metadata.version == version)
  }

  @Test(arguments: ["", "demo", ".whl", "demo.exe", "demo.tar", "demo.whl.txt"])
  func `other endings are refused`(name: String) {
    #expect(throws: ArtifactError.unrecognizedName(name)) {
      try ArtifactReader.metadata(of: name, source: MemoryByteSource([]))
    }
  }

  @Test(arguments: Fixture.artifacts)
  func `an empty file is none`(file: String) {
    #expect(throws: ArtifactError.self) {
      try ArtifactReader.metadata(of: file, source: MemoryByteSource([]))
    }
  }

  @Test(arguments: Fixture.artifacts)
  func `a file that cannot be read says so`(file: String) throws {
    let source = CountingByteSource(try Fixture.bytes(file), fails: true)
    #expect(throws: ArtifactError.unreadable(reason: "gone")) {
      try ArtifactReader.metadata(of: file, source: source)
    }
  }

  @Test(arguments: [(Fixture.wheel, 40), (Fixture.conda, 40), (Fixture.zippedSdist, 40)])
  func `an archive may stand behind other content`(file: String, byteCount: Int) throws {
    let shifted = [UInt8](repeating: 7, count: byteCount) + (try Fixture.bytes(file))
    #expect(
      try ArtifactReader.metadata(of: file, source: MemoryByteSource(shifted)) == (try Fixture.metadata(file)))
  }

  @Test(arguments: Fixture.artifacts)
  func `every way of being cut off is an error or harmless`(file: String) throws {
    let bytes = try Fixture.bytes(file)
    let whole = try Fixture.metadata(file)
    for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
      do throws(ArtifactError) {
        let metadata = try ArtifactReader.metadata(of: file, source: MemoryByteSource(Array(bytes[..<count])))
        #expect(metadata == whole)
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test(arguments: Fixture.artifacts)
  func `changed bytes are an error or harmless`(file: String) throws {
    let original = try Fixture.bytes(file)
    var generator = SeededGenerator(seed: UInt64(original.count))
    for _ in 0..<300 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let position = Int.random(in: bytes.indices, using: &generator)
        bytes[position] = UInt8.random(in: 0...255, using: &generator)
      }
      do throws(ArtifactError) {
        _ = try ArtifactReader.metadata(of: file, source: MemoryByteSource(bytes))
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }
}
