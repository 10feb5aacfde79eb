import Testing

@testable import Artifacts

@Suite struct ZipArchiveTests {
  private let content = Array("content".utf8)

  private func wide(checksum: UInt32? = nil) -> [UInt8] {
    SampleArchive.wideZip("a/b", content, checksum: checksum ?? CRC32.checksum(of: content))
  }

  @Test func `members stand in the order of the directory`() throws {
    let archive = try ZipArchive(try Fixture.source(Fixture.wheel))
    #expect(
      archive.members.map(\.name) == [
        "demo_package/__init__.py", "demo_package-1.2.3.dist-info/METADATA", "demo_package-1.2.3.dist-info/WHEEL",
        "demo_package-1.2.3.dist-info/top_level.txt", "demo_package-1.2.3.dist-info/RECORD",
      ])
    let member = try #require(archive.member(named: "demo_package/__init__.py"))
    #expect(try archive.content(of: member) == Array("VALUE = 1\n".utf8))
  }

  @Test func `an archive with numbers of 64 bits is read`() throws {
    let archive = try ZipArchive(MemoryByteSource(wide()))
    let member = try #require(archive.member(named: "a/b"))
    #expect(try archive.content(of: member) == content)
  }

  @Test func `a wrong checksum is found`() throws {
    let archive = try ZipArchive(MemoryByteSource(wide(checksum: 1)))
    #expect(throws: ArtifactError.wrongChecksum(member: "a/b")) { try archive.content(of: archive.members[0]) }
  }

  @Test func `what is not supported is named`() throws {
    let archive = try ZipArchive(MemoryByteSource(wide()))
    var encrypted = archive.members[0]
    encrypted.isEncrypted = true
    #expect(throws: ArtifactError.unsupported(.zip, feature: "encryption")) { try archive.content(of: encrypted) }
    var other = archive.members[0]
    other.method = 14
    #expect(throws: ArtifactError.unsupported(.zip, feature: "compression method 14")) {
      try archive.content(of: other)
    }
  }

  @Test func `a member that is too large is not read`() throws {
    let archive = try ZipArchive(MemoryByteSource(wide()))
    let limits = ReadingLimits(memberByteCount: 6, directoryByteCount: 1000, scanByteCount: 6)
    #expect(throws: ArtifactError.tooLarge(part: "'a/b'", byteLimit: 6)) {
      try archive.content(of: archive.members[0], limits: limits)
    }
  }

  @Test func `a directory that is too large is not read`() throws {
    let limits = ReadingLimits(memberByteCount: 10, directoryByteCount: 10, scanByteCount: 10)
    #expect(throws: ArtifactError.tooLarge(part: "the central directory", byteLimit: 10)) {
      try ZipArchive(MemoryByteSource(wide()), limits: limits)
    }
  }

  @Test(arguments: [0, 3, 8, 1000])
  func `a member larger or smaller than the directory says is an error`(byteCount: Int) throws {
    let archive = try ZipArchive(try Fixture.source(Fixture.zippedSdist))
    var member = try #require(archive.member(named: "demo_package-1.2.3/PKG-INFO"))
    member.byteCount = byteCount
    #expect(throws: ArtifactError.self) { try archive.content(of: member) }
  }

  @Test(arguments: [-1, 0x7FFF_FFFF, Int.max])
  func `a header beyond the end is an error`(offset: Int) throws {
    let archive = try ZipArchive(MemoryByteSource(wide()))
    var member = archive.members[0]
    member.headerOffset = offset == -1 ? 1 : offset
    #expect(throws: ArtifactError.self) { try archive.content(of: member) }
  }

  @Test(arguments: [0, 21, 22, 100])
  func `bytes without a directory are no archive`(byteCount: Int) {
    #expect(throws: ArtifactError.damaged(.zip, part: "no end of central directory", offset: byteCount)) {
      try ZipArchive(MemoryByteSource([UInt8](repeating: 0, count: byteCount)))
    }
  }

  @Test(arguments: [("", UInt32(0)), ("123456789", 0xCBF4_3926)])
  func `checksums are those of the standard`(text: String, checksum: UInt32) {
    #expect(CRC32.checksum(of: Array(text.utf8)) == checksum)
  }
}
