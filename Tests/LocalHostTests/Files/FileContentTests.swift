import Glibc
import Host
import LocalHost
import Testing

@Suite struct FileContentTests {
  private let folder: TemporaryFolder
  private var files: LocalFiles { folder.files }

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 1_000_000])
  func `what is written is read`(byteCount: Int) throws {
    let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try files.write(bytes, to: folder["file"])
    #expect(try files.read(folder["file"]) == bytes)
    #expect(files.status(folder["file"])?.byteCount == byteCount)
    #expect(try files.read(folder["file"], at: byteCount / 2, count: .max) == Array(bytes[(byteCount / 2)...]))
  }

  @Test(arguments: [(0, 3, "abc"), (4, 10, "efg"), (7, 5, ""), (100, 5, ""), (2, 0, "")])
  func `a part is read up to the end`(offset: Int, count: Int, text: String) throws {
    try folder.write("abcdefg", to: "file")
    #expect(try files.read(folder["file"], at: offset, count: count) == Array(text.utf8))
  }

  @Test func `a pipe that somebody reads is written to, and one that nobody reads is no end of waiting`() throws {
    mkfifo(folder["pipe"], 0o600)
    let error = #expect(throws: FileError.self) { try files.openForAppending(folder["pipe"]) }
    #expect(error?.code == ENXIO)
    let reader = open(folder["pipe"], O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let pipe = try files.openForAppending(folder["pipe"])
    try [UInt8]("hello".utf8).withUnsafeBytes { try pipe.append($0) }
    var bytes = [UInt8](repeating: 0, count: 10)
    #expect(read(reader, &bytes, 10) == 5 && bytes.starts(with: Array("hello".utf8)))
  }

  @Test func `files of the kernel that tell no size are read whole`() throws {
    #expect(try files.read("/proc/self/maps").count > 1000)
  }

  @Test func `writing replaces the file and keeps its permissions`() throws {
    try folder.write("old", to: "file")
    chmod(folder["file"], 0o750)
    let reader = open(folder["file"], O_RDONLY)
    defer { close(reader) }
    try folder.write("newer", to: "file")
    var old = [UInt8](repeating: 0, count: 8)
    #expect(read(reader, &old, 8) == 3)
    #expect(try folder.text("file") == "newer")
    #expect(files.status(folder["file"])?.isExecutable == true)
    #expect(try files.list(folder.path) == ["file"])
  }

  @Test func `writing to a link changes the file it leads to`() throws {
    try files.createDirectory(folder["elsewhere"])
    try folder.write("old", to: "elsewhere/file")
    symlink("elsewhere/file", folder["link"])
    try folder.write("new", to: "link")
    #expect(try folder.text("elsewhere/file") == "new")
    #expect(files.resolved(folder["link"]) == folder["elsewhere/file"])
  }

  @Test func `what is no file is written to and not replaced`() throws {
    try files.write(Array("into the void".utf8), to: "/dev/null")
    #expect(files.status("/dev/null")?.kind == .other)
  }

  @Test func `errors say what was tried`() {
    let error = #expect(throws: FileError.self) { try files.read(folder["missing"]) }
    #expect(error?.code == ENOENT)
    #expect(error?.message == "cannot read '\(folder["missing"])': no such file or directory")
    #expect(throws: FileError.self) { try files.write([], to: folder["missing/file"]) }
    #expect(throws: FileError.self) { try files.write([], to: folder.path) }
    #expect(throws: FileError.self) { try files.read(folder.path) }
    #expect(throws: FileError.self) { try files.read("/etc/passwd\0.txt") }
  }

  @Test func `appends add to what is there until the file is closed`() throws {
    try folder.write("one ", to: "log")
    let log = try files.openForAppending(folder["log"])
    try Array("two ".utf8).withUnsafeBytes { try log.append($0) }
    let other = try files.openForAppending(folder["log"])
    try Array("three ".utf8).withUnsafeBytes { try other.append($0) }
    try Array("four".utf8).withUnsafeBytes { try log.append($0) }
    #expect(try folder.text("log") == "one two three four")
    log.close()
    #expect(throws: FileError.self) { try Array("five".utf8).withUnsafeBytes { try log.append($0) } }
    #expect(throws: FileError.self) { try files.openForAppending(folder["missing/log"]) }
  }

  @Test func `a lock is held by one opening at a time`() throws {
    let first = try #require(try files.lock(folder["lock"]))
    #expect(try files.lock(folder["lock"]) == nil)
    first.release()
    let second = try #require(try files.lock(folder["lock"]))
    #expect(try files.lock(folder["lock"]) == nil)
    withExtendedLifetime(second) {}
  }

  @Test func `a lock ends with its value and children do not hold it on`() async throws {
    var lock = try files.lock(folder["lock"])
    #expect(lock != nil)
    let log = OutputLog()
    let child = try Shell.start(Shell.request("echo ready; exec sleep 1000"), onOutput: log.append)
    await log.wait(for: "ready")
    lock = nil
    #expect(try files.lock(folder["lock"]) != nil)
    child.signalTree(.kill)
    _ = await child.report()
  }
}
