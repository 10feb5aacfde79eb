import Testing

@testable import Artifacts

@Suite struct ByteStreamTests {
  private static let zeros: [(String, Compression)] = [
    ("zeros.gz", .gzip), ("zeros.bz2", .bzip2), ("zeros.xz", .xz), ("zeros.zst", .zstd),
  ]

  private func stream(_ bytes: [UInt8], _ compression: Compression, limit: Int = 1 << 30) -> ByteStream {
    ByteStream(MemoryByteSource(bytes), in: 0..<bytes.count, compression: compression, limit: limit)
  }

  @Test(arguments: zeros)
  func `every compression comes out whole`(file: String, compression: Compression) throws {
    var stream = stream(try Fixture.bytes(file), compression)
    #expect(try stream.skip(1000) == 1000)
    let content = try stream.read(2 << 20)
    #expect(content.count == 1 << 20 - 1000)
    #expect(content.allSatisfy { $0 == 0 })
    #expect(stream.position == 1 << 20)
    #expect(try stream.read(1) == [])
  }

  @Test(arguments: zeros)
  func `streams one after another come out as one`(file: String, compression: Compression) throws {
    let bytes = try Fixture.bytes(file)
    var stream = stream(bytes + bytes + [0, 0, 0, 0], compression)
    #expect(try stream.skip(.max) == 2 << 20)
  }

  @Test(arguments: zeros)
  func `output has a limit`(file: String, compression: Compression) throws {
    var stream = stream(try Fixture.bytes(file), compression, limit: 500_000)
    #expect(throws: ArtifactError.tooLarge(part: "the content", byteLimit: 500_000)) { try stream.skip(.max) }
  }

  @Test(arguments: zeros)
  func `a stream that ends early is an error`(file: String, compression: Compression) throws {
    let bytes = try Fixture.bytes(file)
    var stream = stream(Array(bytes.dropLast(3)), compression)
    #expect(throws: ArtifactError.truncated(compression)) { try stream.skip(.max) }
  }

  @Test(arguments: zeros)
  func `nothing at all is not a stream`(file: String, compression: Compression) throws {
    var stream = stream([], compression)
    #expect(throws: ArtifactError.truncated(compression)) { try stream.read(1) }
  }

  @Test(arguments: [Compression.gzip, .bzip2, .xz, .zstd, .deflate])
  func `other bytes are corrupt`(compression: Compression) throws {
    var stream = stream([UInt8](repeating: 0xFF, count: 100), compression)
    #expect(throws: ArtifactError.corrupt(compression)) { try stream.read(1) }
  }

  @Test func `what is stored comes out as it is`() throws {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
    var stream = stream(bytes, .stored)
    #expect(try stream.skip(70_000) == 70_000)
    #expect(try stream.read(200_000) == Array(bytes[70_000...]))
  }

  @Test(arguments: [
    ("a.tar", Compression.stored), ("a.tar.gz", .gzip), ("a.tar.bz2", .bzip2), ("a.tar.xz", .xz), ("a.zst", .zstd),
  ])
  func `a name's ending tells the compression`(name: String, compression: Compression) {
    #expect(Compression(suffixOf: name) == compression)
  }

  @Test func `streams in several threads do not mind each other`() async throws {
    let inputs = try Self.zeros.map { (try Fixture.bytes($0.0), $0.1) }
    await withTaskGroup(of: Int?.self) { group in
      for (bytes, compression) in inputs + inputs {
        group.addTask {
          var stream = ByteStream(
            MemoryByteSource(bytes), in: 0..<bytes.count, compression: compression, limit: 1 << 30)
          // A failure gives nil, which is not what is expected.
          return try? stream.skip(.max)
        }
      }
      for await count in group { #expect(count == 1 << 20) }
    }
  }
}
