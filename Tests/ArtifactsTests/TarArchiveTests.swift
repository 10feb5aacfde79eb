import Testing

@testable import Artifacts

@Suite struct TarArchiveTests {
  private func archive(
    _ bytes: [UInt8], limits: ReadingLimits = .standard
  ) -> TarArchive {
    TarArchive(MemoryByteSource(bytes), in: 0..<bytes.count, compression: .stored, limits: limits)
  }

  @Test(arguments: ["long-names-pax.tar.gz", "long-names-gnu.tar.gz"])
  func `long names are put together`(file: String) throws {
    let bytes = try Fixture.bytes(file)
    var archive = TarArchive(MemoryByteSource(bytes), in: 0..<bytes.count, compression: .gzip)
    for name in ["short", "folder-" + String(repeating: "n", count: 150) + "/file", "last"] {
      let expected = TarMember(name: name, kind: .file, byteCount: name.utf8.count)
      #expect(try archive.next() == expected)
      #expect(try archive.content() == Array(name.utf8))
    }
    #expect(try archive.next() == nil)
    #expect(try archive.next() == nil)
  }

  @Test func `members that are not read are passed over`() throws {
    let bytes =
      SampleArchive.tarEntry("folder", [], type: "5") + SampleArchive.tarEntry("a", [1, 2, 3])
      + SampleArchive.tarEntry("link", [], type: "2", size: "00000000777")
      + SampleArchive.tarEntry("global", Array("20 comment=whatever\n".utf8), type: "g")
      + SampleArchive.tarEntry("b", [UInt8](repeating: 4, count: 513))
    var archive = archive(bytes)
    var members: [TarMember] = []
    while let member = try archive.next() { members.append(member) }
    #expect(
      members == [
        TarMember(name: "folder", kind: .folder, byteCount: 0), TarMember(name: "a", kind: .file, byteCount: 3),
        TarMember(name: "link", kind: .other, byteCount: 0), TarMember(name: "b", kind: .file, byteCount: 513),
      ])
  }

  @Test func `nothing is read behind the member that is wanted`() throws {
    let bytes = SampleArchive.tarEntry("a", [1]) + [UInt8](repeating: 9, count: 1_000_000)
    let source = CountingByteSource(bytes)
    var archive = TarArchive(source, in: 0..<bytes.count, compression: .stored)
    let content = try archive.content { $0 == "a" }
    #expect(content == [1])
    #expect(source.readByteCount < 200_000)
  }

  @Test func `an extended header may carry the size`() throws {
    let records = Array("9 size=3\n13 path=long\n".utf8)
    let bytes = SampleArchive.tarEntry("x", records, type: "x") + SampleArchive.tarEntry("a", [1, 2, 3], size: "0")
    var archive = archive(bytes)
    let content = try archive.content { $0 == "long" }
    #expect(content == [1, 2, 3])
  }

  @Test(arguments: [
    "x", "9 size=3", "9 size=x\n", "99 size=3\n", "-5 size=3\n", "2 \n", "9 size=-\n", "11 size=-33\n", " 9 size=3\n",
    "7 path\n",
  ])
  func `extended headers that are none are refused`(text: String) {
    #expect(PaxRecords(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    ("0000644", 0o644), ("  12 ", 0o12), ("", nil), ("\u{0}", 0), ("89", nil), ("777777777777777777777777", nil),
  ])
  func `numbers are octal`(text: String, value: Int?) {
    #expect(TarHeader.number(Array(text.utf8)[...]) == value)
  }

  @Test(
    arguments: [
      ([0x80, 0, 0, 1, 2], 258), ([0x80] + [UInt8](repeating: 0xFF, count: 11), nil), ([0xFF, 0xFF], nil),
    ] as [([UInt8], Int?)])
  func `large numbers are binary`(field: [UInt8], value: Int?) {
    #expect(TarHeader.number(field[...]) == value)
  }

  @Test func `content that ends early is an error`() throws {
    let bytes = Array(SampleArchive.tarEntry("a", [UInt8](repeating: 1, count: 600)).prefix(700))
    var read = archive(bytes)
    #expect(try read.next()?.name == "a")
    #expect(throws: ArtifactError.damaged(.tar, part: "content", offset: 700)) { try read.content() }
    var skipped = archive(bytes)
    #expect(try skipped.next()?.name == "a")
    #expect(throws: ArtifactError.damaged(.tar, part: "content", offset: 700)) { try skipped.next() }
  }

  @Test func `a header whose checksum is wrong is an error`() throws {
    var bytes = SampleArchive.tarEntry("a", [])
    bytes[0] = UInt8(ascii: "b")
    var archive = archive(bytes)
    #expect(throws: ArtifactError.damaged(.tar, part: "header", offset: 512)) { try archive.next() }
  }

  @Test func `sparse files are refused`() throws {
    var archive = archive(SampleArchive.tarEntry("a", [], type: "S"))
    #expect(throws: ArtifactError.unsupported(.tar, feature: "sparse files")) { try archive.next() }
  }

  @Test func `a member and an extended header have limits`() throws {
    let limits = ReadingLimits(memberByteCount: 2, directoryByteCount: 2, scanByteCount: 4096)
    var member = archive(SampleArchive.tarEntry("a", [1, 2, 3]), limits: limits)
    #expect(try member.next()?.byteCount == 3)
    #expect(throws: ArtifactError.tooLarge(part: "'a'", byteLimit: 2)) { try member.content() }
    var header = archive(SampleArchive.tarEntry("x", [], type: "x", size: "77777777777"))
    #expect(throws: ArtifactError.tooLarge(part: "an extended header", byteLimit: 1 << 20)) { try header.next() }
  }
}
