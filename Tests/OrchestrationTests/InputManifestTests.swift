import Host
import Planning
import TestKit
import Testing

@testable import Orchestration

@Suite struct InputManifestTests {
  private static let project = [
    "/p/pyproject.toml": "[build-system]", "/p/src/a/__init__.py": "", "/p/src/a/b.py": "b = 1", "/p/README.md": "text",
  ]
  private static let sources = ["pyproject.toml", "src/a/__init__.py", "src/a/b.py"]

  /// Writes the inputs of the project at `/p` down, as a build does.
  private func record(_ files: any FileHost) throws {
    let host = Host(files: files, processes: ScriptedProcesses(), clock: ManualClock(), variables: [:])
    let performer = ActionPerformer(host: host, artifacts: ArtifactBoard([:]))
    try performer.perform(.recordInputs(root: "/p", patterns: [], path: "/w/inputs"))
  }

  private func recorded(_ files: any FileHost) throws -> InputManifest {
    InputManifest(bytes: try files.read("/w/inputs"))
  }

  private func paths(_ files: any FileHost) throws -> [String] {
    try record(files)
    return try recorded(files).entries.keys.sorted()
  }

  private func change(_ files: any FileHost) throws -> String? {
    try recorded(files).firstChange(root: "/p", files: files)
  }

  @Test(
    arguments: [
      ("out/*.txt", nil), ("/p/out/*.txt", nil), ("**/*-1.[01].txt", nil), ("other/*.txt", "out/a-1.0.txt"),
      ("", "out/a-1.0.txt"),
    ] as [(String, String?)])
  func `what a build leaves among the sources is none of its inputs`(pattern: String, change: String?) throws {
    let files = MemoryFiles(Self.project.merging(["/p/out/a-1.0.txt": "old"]) { $1 })
    try record(files)
    try files.remove("/p/out/a-1.0.txt")
    files.put("new", at: "/p/out/a-1.1.txt")
    #expect(try recorded(files).firstChange(root: "/p", result: pattern, files: files) == change)
    files.put("c = 1", at: "/p/src/a/b.py")
    #expect(try recorded(files).firstChange(root: "/p", result: pattern, files: files) == change ?? "src/a/b.py")
  }

  @Test func `all sources are inputs`() throws {
    #expect(try paths(MemoryFiles(Self.project)) == Self.sources)
  }

  @Test func `a file that tells of the project counts when a build file names it`() throws {
    let plain = try paths(MemoryFiles(Self.project))
    #expect(!plain.contains("README.md"))
    let named = ["/p/pyproject.toml": "[project]\nreadme = 'README.md'"]
    #expect(try paths(MemoryFiles(Self.project.merging(named) { $1 })).contains("README.md"))
  }

  @Test func `patterns name the inputs that count`() throws {
    let files = MemoryFiles(Self.project.merging(["/p/src/c.c": "", "/p/other.txt": ""]) { $1 })
    let manifest = try InputManifest.observe(root: "/p", patterns: ["src/**/*.py", "*.toml"], files: files)
    #expect(manifest.entries.keys.sorted() == ["pyproject.toml", "src/a/__init__.py", "src/a/b.py"])
    try files.write(Array("changed".utf8), to: "/p/src/c.c")
    #expect(manifest.firstChange(root: "/p", patterns: ["src/**/*.py", "*.toml"], files: files) == nil)
    try files.write(Array("changed".utf8), to: "/p/src/a/b.py")
    #expect(manifest.firstChange(root: "/p", patterns: ["src/**/*.py", "*.toml"], files: files) == "src/a/b.py")
  }

  @Test(arguments: [
    "build/x.py", "dist/x.whl", "tox.ini", "docs/_build/x.html", "src/__pycache__/x.py", "node_modules/x.js",
    ".hidden/x.py",
    ".coverage",
    "src/a.egg-info/PKG-INFO", "src/a/c.pyc", ".git/objects/x",
  ])
  func `what builds and tools make is none`(path: String) throws {
    let files = MemoryFiles(Self.project)
    files.put("x", at: "/p/\(path)")
    #expect(try paths(files) == Self.sources)
  }

  @Test(arguments: ["src/build/x.py", "src/dist/x.py", "_build/backend.py", "src/venv/x.py", "build/__init__.py"])
  func `packages may have the names of what tools make`(path: String) throws {
    let files = MemoryFiles(Self.project)
    files.put("x", at: "/p/\(path)")
    #expect(try paths(files) == (Self.sources + [path]).sorted())
  }

  @Test(arguments: ["CACHEDIR.TAG", "pyvenv.cfg"])
  func `folders with a mark of a cache or an environment are left out`(mark: String) throws {
    let files = MemoryFiles(Self.project)
    for path in [mark, "x.py", "deep/y.py"] { files.put("x", at: "/p/tools/odd/\(path)") }
    files.put("x", at: "/p/tools/kept.py")
    #expect(try paths(files) == Self.sources + ["tools/kept.py"])
    files.put("changed", at: "/p/tools/odd/deep/y.py")
    #expect(try change(files) == nil)
  }

  @Test func `the commit that is checked out is an input`() throws {
    let files = MemoryFiles(Self.project)
    files.put("ref: main", at: "/p/.git/HEAD")
    files.put("i", at: "/p/.git/index")
    #expect(try paths(files) == [".git/HEAD", ".git/index"] + Self.sources)
    files.put("ref: other", at: "/p/.git/HEAD")
    #expect(try change(files) == ".git/HEAD")
  }

  @Test(arguments: [
    ["/p/src/above": "/p"], ["/p/src/self": "/p/src"], ["/p/one": "/p/src", "/p/src/two": "/p/src/a"],
    ["/p/src/a/round": "/p/src/b", "/p/src/b": "/p/src/a"],
  ])
  func `links to folders of the project come to an end`(links: [String: String]) throws {
    let files = LinkedFiles(MemoryFiles(Self.project), links: links)
    let paths = try paths(files)
    // Whichever way leads there first, each file is looked at once.
    #expect(paths.count == Self.sources.count)
    #expect(Set(paths.compactMap { files.resolved("/p/\($0)") }) == Set(Self.sources.map { "/p/\($0)" }))
    #expect(try change(files) == nil)
  }

  @Test func `what a link to another folder holds is an input`() throws {
    let memory = MemoryFiles(Self.project)
    memory.put("c = 1", at: "/shared/c.py")
    let files = LinkedFiles(memory, links: ["/p/src/shared": "/shared"])
    #expect(try paths(files) == Self.sources + ["src/shared/c.py"])
    memory.put("c = 2", at: "/shared/c.py")
    #expect(try change(files) == "src/shared/c.py")
  }

  @Test func `a file that was touched and is equal is no change`() throws {
    let files = MemoryFiles(Self.project)
    try record(files)
    let before = files.status("/p/src/a/b.py")
    files.put("b = 1", at: "/p/src/a/b.py")
    #expect(files.status("/p/src/a/b.py") != before)
    #expect(try change(files) == nil)
  }

  @Test(arguments: ["b = 2", "b = 10", ""])
  func `a changed file is named`(text: String) throws {
    let files = MemoryFiles(Self.project)
    try record(files)
    files.put(text, at: "/p/src/a/b.py")
    #expect(try change(files) == "src/a/b.py")
  }

  @Test func `a new file and a removed one are named`() throws {
    let files = MemoryFiles(Self.project)
    try record(files)
    files.put("", at: "/p/src/a/new.py")
    #expect(try change(files) == "src/a/new.py")
    try files.remove("/p/src/a/new.py")
    #expect(try change(files) == nil)
    try files.remove("/p/src/a/b.py")
    #expect(try change(files) == "src/a/b.py")
  }

  @Test func `a file that cannot be read any more counts as changed`() throws {
    let files = MemoryFiles(Self.project)
    try record(files)
    files.put("b = 1", at: "/p/src/a/b.py")
    files.refuse("read", at: "/p/src/a/b.py")
    #expect(try change(files) == "src/a/b.py")
  }

  @Test func `names with blanks are kept`() throws {
    let files = MemoryFiles(["/p/a b  c.py": "x"])
    #expect(try paths(files) == ["a b  c.py"])
    #expect(try change(files) == nil)
  }
}
