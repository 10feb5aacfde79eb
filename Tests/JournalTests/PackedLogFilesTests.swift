import Host
import Journal
import TestKit
import Testing

@Suite struct PackedLogFilesTests {
  /// What `printf 'one\ntwo\n' | gzip -n` gives.
  private static let packed: [UInt8] = [
    0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0xCF, 0x4B, 0xE5, 0x2A, 0x29, 0xCF, 0xE7, 2, 0, 0xE6, 0x0B, 0xBA, 0x12, 8,
    0, 0, 0,
  ]
  private static let path = "/w/runs/1/a.run.log"

  private func files(_ packed: [UInt8] = Self.packed, at path: String = Self.path) throws -> (
    MemoryFiles, PackedLogFiles
  ) {
    let memory = MemoryFiles(["/w/runs/1/.keep": "", "/w/other/.keep": ""])
    try memory.write(packed, to: "\(path).gz")
    return (memory, PackedLogFiles(memory))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `a packed log is read as if it were not`() throws {
    let (_, files) = try files()
    #expect(try text(files.read(Self.path)) == "one\ntwo\n")
    #expect(try text(files.read(Self.path, at: 4, count: 3)) == "two")
    #expect(try files.read(Self.path, at: 8, count: 3) == [] && files.read(Self.path, at: 99, count: 3) == [])
    #expect(files.status(Self.path)?.byteCount == 8 && files.exists(Self.path))
    try files.copy(Self.path, to: "/w/copy")
    #expect(try text(files.read("/w/copy")) == "one\ntwo\n")
  }

  @Test func `what is not packed counts more, as packing may have been cut short`() throws {
    let (memory, files) = try files([0x1F, 0x8B, 8])
    memory.put("whole", at: Self.path)
    #expect(try text(files.read(Self.path)) == "whole" && files.status(Self.path)?.byteCount == 5)
  }

  @Test func `damage is told with the file that has it`() throws {
    let (_, files) = try files(
      Array(Self.packed.prefix(12)) + [0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 7, count: 8))
    let error = #expect(throws: FileError.self) { try files.read(Self.path) }
    #expect(error?.path == "\(Self.path).gz" && error?.operation == "unpack")
  }

  @Test(arguments: ["/w/runs/1/journal.jsonl", "/w/other/a.log", "/w/runs/1/settings"])
  func `nothing but logs of runs is unpacked`(path: String) throws {
    let (_, files) = try files(at: path)
    #expect(throws: FileError.self) { try files.read(path) }
    #expect(!files.exists(path))
  }
}
