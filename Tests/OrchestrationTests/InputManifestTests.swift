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

  private static let inputs = BuildInputs(root: "/p", testFiles: ["/p/tox.ini"])

  private func host(_ files: any FileHost, git: ScriptedProcess) -> Host {
    Host(files: files, processes: ScriptedProcesses { _ in git }, clock: ManualClock(), variables: [:])
  }

  /// Writes the inputs of the project at `/p` down, as a build does.
  private func record(
    _ files: any FileHost, _ inputs: BuildInputs = inputs, git: ScriptedProcess = .exits(1)
  ) async throws {
    let performer = ActionPerformer(host: host(files, git: git), artifacts: ArtifactBoard([:]))
    try await performer.perform(.recordInputs(inputs, path: "/w/inputs"))
  }

  private func paths(
    _ files: any FileHost, _ inputs: BuildInputs = inputs, git: ScriptedProcess = .exits(1)
  ) async throws -> [String] {
    try await record(files, inputs, git: git)
    return InputManifest(bytes: try files.read("/w/inputs")).entries.keys.sorted()
  }

  private func change(
    _ files: any FileHost, _ inputs: BuildInputs = inputs, result: String = "", git: ScriptedProcess = .exits(1)
  ) async throws -> String? {
    let listing = await SourceFinder(host: host(files, git: git)).listing(of: inputs)
    return InputManifest(bytes: try files.read("/w/inputs"))
      .firstChange(listing, root: "/p", result: result, files: files)
  }

  @Test(
    arguments: [
      ("out/*.txt", nil), ("/p/out/*.txt", nil), ("**/*-1.[01].txt", nil), ("other/*.txt", "out/a-1.0.txt"),
      ("*.txt", "out/a-1.0.txt"),
      ("", "out/a-1.0.txt"),
    ] as [(String, String?)])
  func `what a build leaves among the sources is none of its inputs`(pattern: String, first: String?) async throws {
    let files = MemoryFiles(Self.project.merging(["/p/out/a-1.0.txt": "old"]) { $1 })
    try await record(files)
    try files.remove("/p/out/a-1.0.txt")
    files.put("new", at: "/p/out/a-1.1.txt")
    #expect(try await change(files, result: pattern) == first)
    files.put("c = 1", at: "/p/src/a/b.py")
    #expect(try await change(files, result: pattern) == first ?? "src/a/b.py")
  }

  @Test func `all sources are inputs`() async throws {
    #expect(try await paths(MemoryFiles(Self.project)) == Self.sources)
  }

  @Test func `a file that tells of the project counts when a build file names it`() async throws {
    let plain = try await paths(MemoryFiles(Self.project))
    #expect(!plain.contains("README.md"))
    let named = ["/p/pyproject.toml": "[project]\nreadme = 'README.md'"]
    #expect(try await paths(MemoryFiles(Self.project.merging(named) { $1 })).contains("README.md"))
  }

  @Test func `patterns name the inputs that count`() async throws {
    let files = MemoryFiles(Self.project.merging(["/p/src/c.c": "", "/p/other.txt": ""]) { $1 })
    let inputs = BuildInputs(root: "/p", patterns: ["src/**/*.py", "*.toml", "/q/*.h"])
    files.put("", at: "/q/d.h")
    #expect(try await paths(files, inputs) == ["/q/d.h", "pyproject.toml", "src/a/__init__.py", "src/a/b.py"])
    files.put("changed", at: "/p/src/c.c")
    #expect(try await change(files, inputs) == nil)
    files.put("changed", at: "/q/d.h")
    #expect(try await change(files, inputs) == "/q/d.h")
  }

  @Test(arguments: [
    "build/x.py", "dist/x.whl", "tox.ini", "docs/_build/x.html", "src/__pycache__/x.py", "node_modules/x.js",
    ".hidden/x.py",
    ".coverage",
    "src/a.egg-info/PKG-INFO", "src/a/c.pyc", ".git/objects/x",
  ])
  func `what builds and tools make is none`(path: String) async throws {
    let files = MemoryFiles(Self.project)
    files.put("x", at: "/p/\(path)")
    #expect(try await paths(files) == Self.sources)
  }

  @Test(arguments: ["src/build/x.py", "src/dist/x.py", "_build/backend.py", "src/venv/x.py", "build/__init__.py"])
  func `packages may have the names of what tools make`(path: String) async throws {
    let files = MemoryFiles(Self.project)
    files.put("x", at: "/p/\(path)")
    #expect(try await paths(files) == (Self.sources + [path]).sorted())
  }

  @Test(arguments: ["CACHEDIR.TAG", "pyvenv.cfg"])
  func `folders with a mark of a cache or an environment are left out`(mark: String) async throws {
    let files = MemoryFiles(Self.project)
    for path in [mark, "x.py", "deep/y.py"] { files.put("x", at: "/p/tools/odd/\(path)") }
    files.put("x", at: "/p/tools/kept.py")
    #expect(try await paths(files) == Self.sources + ["tools/kept.py"])
    files.put("changed", at: "/p/tools/odd/deep/y.py")
    #expect(try await change(files) == nil)
  }

  @Test(arguments: ["README.md", "readme", "CHANGES.txt", "HISTORY.rst", ".editorconfig"])
  func `what only tells of the project counts where it is packed`(name: String) async throws {
    let files = MemoryFiles(Self.project.merging(["/p/\(name)": "x"]) { $1 })
    #expect(try await paths(files).contains(name) == false)
    #expect(try await paths(files, BuildInputs(root: "/p", hasAccounts: true)).contains(name))
  }

  @Test(arguments: [
    "history.py", "newsfeed/README.md", "news/__init__.py", "README.md/x", "src/a/.data.json", "src/a/.d/x",
    ".gitignore",
    "src/README.md",
  ])
  func `sources may have names like accounts, and be hidden`(path: String) async throws {
    let plain = try await paths(MemoryFiles(Self.project))
    let files = MemoryFiles(Self.project.filter { $0.key != "/p/README.md" }.merging(["/p/\(path)": "x"]) { $1 })
    #expect(try await paths(files) == (plain + [path]).sorted())
  }

  @Test func `git tells what belongs to a project`() async throws {
    let files = MemoryFiles(Self.project)
    for path in [
      "ignored.c", "build/kept.c", ".ci/a", "src/new.c", "build/x.c", "cache/CACHEDIR.TAG", "cache/deep/x.c",
    ] {
      files.put("x", at: "/p/\(path)")
    }
    let git = ScriptedProcess.exits(
      0,
      output: "H src/a/b.py\0H gone.py\0H build/kept.c\0H .ci/a\0H README.md\0H tox.ini\0",
      "? src/new.c\0? build/x.c\0? cache/deep/x.c\0? src/a.egg-info/x\0? .coverage\0v1.0-0-g12\n")
    #expect(try await paths(files, git: git) == ["build/kept.c", "src/a/b.py", "src/new.c"])
    let packed = BuildInputs(root: "/p", hasAccounts: true)
    #expect(
      try await paths(files, packed, git: git) == [".ci/a", "README.md", "build/kept.c", "src/a/b.py", "src/new.c"])
  }

  @Test func `the commit counts where the version comes from it`() async throws {
    func git(_ revision: String) -> ScriptedProcess { .exits(0, output: "H src/a/b.py\0\(revision)\n") }
    let files = MemoryFiles(Self.project)
    try await record(files, git: git("v1-0-g1"))
    #expect(try await change(files, git: git("v1-1-g2")) == nil)
    let versioned = BuildInputs(root: "/p", readsRevision: true)
    try await record(files, versioned, git: git("v1-0-g1"))
    #expect(try await change(files, versioned, git: git("v1-0-g1")) == nil)
    #expect(try await change(files, versioned, git: git("v1-1-g2")) == "the commit")
    #expect(try await change(files, versioned) == "pyproject.toml")
  }

  @Test(arguments: [
    ["/p/src/above": "/p"], ["/p/src/self": "/p/src"], ["/p/one": "/p/src", "/p/src/two": "/p/src/a"],
    ["/p/src/a/round": "/p/src/b", "/p/src/b": "/p/src/a"],
  ])
  func `links to folders of the project come to an end`(links: [String: String]) async throws {
    let files = LinkedFiles(MemoryFiles(Self.project), links: links)
    let paths = try await self.paths(files)
    // Whichever way leads there first, each file is looked at once.
    #expect(paths.count == Self.sources.count)
    #expect(Set(paths.compactMap { files.resolved("/p/\($0)") }) == Set(Self.sources.map { "/p/\($0)" }))
    #expect(try await change(files) == nil)
  }

  @Test func `what a link to another folder holds is an input`() async throws {
    let memory = MemoryFiles(Self.project)
    memory.put("c = 1", at: "/shared/c.py")
    let files = LinkedFiles(memory, links: ["/p/src/shared": "/shared"])
    #expect(try await paths(files) == Self.sources + ["src/shared/c.py"])
    memory.put("c = 2", at: "/shared/c.py")
    #expect(try await change(files) == "src/shared/c.py")
  }

  @Test func `a file that was touched and is equal is no change`() async throws {
    let files = MemoryFiles(Self.project)
    try await record(files)
    let before = files.status("/p/src/a/b.py")
    files.put("b = 1", at: "/p/src/a/b.py")
    #expect(files.status("/p/src/a/b.py") != before)
    #expect(try await change(files) == nil)
  }

  @Test(arguments: ["b = 2", "b = 10", ""])
  func `a changed file is named`(text: String) async throws {
    let files = MemoryFiles(Self.project)
    try await record(files)
    files.put(text, at: "/p/src/a/b.py")
    #expect(try await change(files) == "src/a/b.py")
  }

  @Test func `whether a file can be run is part of it`() async throws {
    let files = MemoryFiles(Self.project)
    try await record(files)
    #expect(try await change(files) == nil)
    files.put("b = 1", at: "/p/src/a/b.py", isExecutable: true)
    #expect(try await change(files) == "src/a/b.py")
    try await record(files)
    #expect(try await change(files) == nil)
  }

  @Test func `a new file and a removed one are named`() async throws {
    let files = MemoryFiles(Self.project)
    try await record(files)
    files.put("", at: "/p/src/a/new.py")
    #expect(try await change(files) == "src/a/new.py")
    try files.remove("/p/src/a/new.py")
    #expect(try await change(files) == nil)
    try files.remove("/p/src/a/b.py")
    #expect(try await change(files) == "src/a/b.py")
  }

  @Test func `a file that cannot be read any more counts as changed`() async throws {
    let files = MemoryFiles(Self.project)
    try await record(files)
    files.put("b = 1", at: "/p/src/a/b.py")
    files.refuse("read", at: "/p/src/a/b.py")
    #expect(try await change(files) == "src/a/b.py")
  }

  @Test(arguments: [
    "a b  c.py", "a\nb.py", "a\r\nb.py", "a\\nb.py", "a\\.py", "revision x", "12 3 ab b.py\n12 3 ab c.py",
  ])
  func `any name is kept`(name: String) async throws {
    let files = MemoryFiles(["/p/\(name)": "x"])
    #expect(try await paths(files) == [name])
    try await record(files)
    #expect(try await change(files) == nil)
  }
}
