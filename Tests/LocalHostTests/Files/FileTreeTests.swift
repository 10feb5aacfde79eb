import Glibc
import Host
import LocalHost
import Testing

@Suite struct FileTreeTests {
  private let folder: TemporaryFolder
  private var files: LocalFiles { folder.files }

  init() throws { folder = try TemporaryFolder() }

  private func permissions(_ name: String) -> mode_t {
    var status = stat()
    return lstat(folder[name], &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test func `folders are made with their parents and listed in the order of bytes`() throws {
    try files.createDirectory(folder["a/b/c"])
    try files.createDirectory(folder["a/b/c/"])
    for name in ["é", "z", "B", ".hidden"] { try folder.write("", to: "a/\(name)") }
    #expect(try files.list(folder["a"]) == [".hidden", "B", "b", "z", "é"])
    #expect(files.isDirectory(folder["a/b"]))
    #expect(throws: FileError.self) { try files.createDirectory(folder["a/z"]) }
    #expect(throws: FileError.self) { try files.createDirectory(folder["a/z/y"]) }
  }

  @Test func `many tasks may make the same folders`() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<32 {
        group.addTask { try files.createDirectory(folder["deep/er/and/deeper/\(number)"]) }
      }
      try await group.waitForAll()
    }
    #expect(try files.list(folder["deep/er/and/deeper"]).count == 32)
  }

  @Test func `removing a tree leaves alone what its links lead to`() throws {
    try files.createDirectory(folder["outside/kept"])
    try folder.write("kept", to: "outside/file")
    try files.createDirectory(folder["tree/inner"])
    symlink("../outside", folder["tree/link"])
    symlink("../../outside/file", folder["tree/inner/link"])
    symlink("nowhere", folder["tree/broken"])
    try files.remove(folder["tree"])
    #expect(try files.list(folder.path) == ["outside"])
    #expect(try files.list(folder["outside"]) == ["file", "kept"])
  }

  @Test(arguments: ["link", "link/"])
  func `removing a link removes the link`(name: String) throws {
    try files.createDirectory(folder["outside"])
    try folder.write("kept", to: "outside/file")
    symlink("outside", folder["link"])
    try files.remove(folder[name])
    #expect(try files.list(folder.path) == ["outside"])
    #expect(try folder.text("outside/file") == "kept")
  }

  @Test func `folders without permissions are removed`() throws {
    try files.createDirectory(folder["tree/closed/inner"])
    try folder.write("", to: "tree/closed/inner/file")
    try folder.write("", to: "tree/closed/file")
    for name in ["tree/closed/inner", "tree/closed", "tree"] { chmod(folder[name], name == "tree" ? 0o555 : 0) }
    try files.remove(folder["tree"])
    #expect(!files.exists(folder["tree"]))
  }

  @Test func `removing what is not there is fine`() throws {
    try folder.write("", to: "file")
    for name in ["missing", "missing/deeper", "file/deeper"] { try files.remove(folder[name]) }
    #expect(try files.list(folder.path) == ["file"])
  }

  @Test(arguments: ["", "/", ".", "..", "/tmp/..", "/tmp/."])
  func `a path without a name of its own is not removed`(path: String) {
    #expect(throws: FileError.self) { try files.remove(path) }
  }

  @Test func `names that are not UTF-8 are removed and copied`() throws {
    try files.createDirectory(folder["tree"])
    let path = Array("\(folder["tree"])/bad".utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
    close(open(path, O_CREAT | O_WRONLY, 0o600))
    try files.copy(folder["tree"], to: folder["copy"])
    #expect(try files.list(folder["copy"]) == ["bad\u{FFFD}"])
    try files.remove(folder["tree"])
    #expect(try files.list(folder.path) == ["copy"])
  }

  @Test func `a deep tree is removed`() throws {
    let path = Array(repeating: "level", count: 200).joined(separator: "/")
    try files.createDirectory(folder["top/" + path])
    try files.remove(folder["top"])
    #expect(try files.list(folder.path) == [])
  }

  @Test func `a file is copied with its permissions over an older one`() throws {
    try folder.write("#!/bin/sh\n", to: "script")
    chmod(folder["script"], 0o755)
    try files.copy(folder["script"], to: folder["copy"])
    #expect(try folder.text("copy") == "#!/bin/sh\n")
    #expect(permissions("copy") == 0o755)
    try folder.write("longer than it was before", to: "script")
    try files.copy(folder["script"], to: folder["copy"])
    #expect(try folder.text("copy") == "longer than it was before")
  }

  @Test func `a tree is copied with links as links`() throws {
    try files.createDirectory(folder["tree/closed"])
    try folder.write("text", to: "tree/closed/file")
    symlink("closed/file", folder["tree/link"])
    mkfifo(folder["tree/pipe"], 0o600)
    chmod(folder["tree/closed"], 0o500)
    for _ in 0..<2 { try files.copy(folder["tree"], to: folder["copy"]) }
    #expect(try files.list(folder["copy"]) == ["closed", "link"])
    #expect(try folder.text("copy/link") == "text")
    #expect(files.resolved(folder["copy/link"]) == folder["copy/closed/file"])
    #expect(permissions("copy/closed") == 0o500)
  }

  @Test func `folders that hold a mark are left out of a copy, and their places need no care`() throws {
    for place in ["src", "cache/inner", "venv"] { try files.createDirectory(folder["tree/\(place)"]) }
    for name in ["src/a", "cache/MARK", "cache/inner/b", "venv/other.cfg"] {
      try folder.write("text", to: "tree/\(name)")
    }
    symlink("cache", folder["tree/link"])
    let copy = folder["tree/cache/inner/copy"]
    try files.copy(folder["tree"], to: copy, leavingOut: LeftOutFolders(marks: ["MARK", "other.cfg"]))
    #expect(try files.list(copy) == ["link", "src"])
    #expect(try files.list("\(copy)/src") == ["a"])
    try files.copy(folder["tree/cache"], to: folder["whole"], leavingOut: LeftOutFolders(marks: ["MARK"]))
    #expect(try files.list(folder["whole"]).contains("MARK"), "what is named is copied, marked or not")
  }

  @Test func `a tree is not copied into itself`() throws {
    try files.createDirectory(folder["tree/inner"])
    #expect(throws: FileError.self) { try files.copy(folder["tree"], to: folder["tree/inner/copy"]) }
  }

  @Test func `a status follows links`() throws {
    try folder.write("1234", to: "file")
    symlink("file", folder["link"])
    symlink("missing", folder["broken"])
    let status = try #require(files.status(folder["link"]))
    #expect(status.kind == .file)
    #expect(status.byteCount == 4)
    #expect(!status.isExecutable)
    #expect(status.modificationNanoseconds > 1_700_000_000_000_000_000)
    #expect(!files.exists(folder["broken"]))
    #expect(files.resolved(folder["broken"]) == nil)
  }
}
