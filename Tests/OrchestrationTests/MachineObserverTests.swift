import EnvironmentModel
import Host
import Planning
import RunModel
import TestKit
import Testing

@testable import Orchestration

@Suite struct MachineObserverTests {
  private func observe(_ files: MemoryFiles, deps: [String]) async -> Observation {
    let host = Host(files: files, processes: ScriptedProcesses(), clock: ManualClock(), variables: ["PATH": "/usr/bin"])
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
    let environment = Environment(
      name: EnvironmentName("a"), settings: [("deps", Setting(.list(deps), origin: .init(section: "test")))])
    return await MachineObserver(host: host, project: project).observe(
      [environment], interpreters: InterpreterFinder.Findings(pythons: PythonInstallations(), places: []),
      marks: { _, _ in [] }
    ) { _, kind in "/stamps/\(kind.rawValue)" }
  }

  @Test func `requirement files are read with those they include, whatever is noted behind their names`() async {
    let files = MemoryFiles([
      "/p/base.txt": "pytest\n-r sub/deep.txt  # note\n", "/p/sub/deep.txt": "-c limits.txt\n-rhere.txt\n",
      "/p/sub/here.txt": "attrs\n",
    ])
    let observed = await observe(files, deps: ["-r base.txt  # note"]).requirementFiles
    #expect(observed["/p/base.txt"]?.includes == [.init("/p/sub/deep.txt")])
    #expect(
      observed["/p/sub/deep.txt"]?.includes == [
        .init("/p/sub/limits.txt", isConstraint: true), .init("/p/sub/here.txt"),
      ])
    #expect(observed["/p/sub/here.txt"]?.includes == [])
  }

  @Test
  func `requirement files may have line ends of Windows`() async {
    let files = MemoryFiles(["/p/base.txt": "pytest\r\n-r deep.txt\r\n", "/p/deep.txt": "attrs\r\n"])
    let observed = await observe(files, deps: ["-r base.txt"]).requirementFiles
    #expect(observed.keys.sorted() == ["/p/base.txt", "/p/deep.txt"])
  }

  @Test
  func `requirement files that include each other through a path that grows come to an end`() async {
    let files = MemoryFiles(["/p/sub/a.txt": "-r ../sub/a.txt\n"])
    let observed = await observe(files, deps: ["-r sub/a.txt"]).requirementFiles
    #expect(observed["/p/sub/a.txt"] != nil)
    #expect(observed.count < 100)
  }

  @Test func `patterns of inputs that match no file are told`() async {
    let host = Host(
      files: MemoryFiles(["/p/src/a.py": ""]), processes: ScriptedProcesses(), clock: ManualClock(), variables: [:])
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
    var definition = PackageDefinition(name: "core", builder: .wheel, root: "/p")
    definition.inputs = ["src/*.py", "scr/*.py"]
    let observation = await MachineObserver(host: host, project: project).observe(
      [], definitions: [definition],
      interpreters: InterpreterFinder.Findings(pythons: PythonInstallations(), places: []), marks: { _, _ in [] }
    ) { _, _ in "" }
    #expect(observation.barrenInputs == ["core": ["scr/*.py"]])
  }

  @Test func `files that drivers ask for are found by name and by pattern, whatever names look like`() async {
    let files = MemoryFiles(["/p[1]/environment.yml": "dependencies: []", "/q/a.nix": "{ }", "/q/n/b.nix": "{ }"])
    let host = Host(files: files, processes: ScriptedProcesses(), clock: ManualClock(), variables: [:])
    let project = Project(
      root: "/p[1]", configurationPath: "/p[1]/tox.ini", workDirectory: "/w", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
    let observation = await MachineObserver(host: host, project: project).observe(
      [], files: ["/p[1]/environment.yml", "/q/*.nix", "/q/*/*.nix", "/q/none.nix"],
      interpreters: InterpreterFinder.Findings(pythons: PythonInstallations(), places: []), marks: { _, _ in [] }
    ) { _, _ in "" }
    #expect(observation.texts.keys.sorted() == ["/p[1]/environment.yml", "/q/a.nix", "/q/n/b.nix"])
  }

  @Test func `programs and files are found that builders ask for`() async {
    let files = MemoryFiles(
      ["/p/demo.spec": "", "/p/rpm/b.spec": "", "/p/dir.spec/a": "", "/p/debian/control": ""],
      executables: ["/usr/bin/npm", "/home/u/shims/nix"])
    let host = Host(
      files: files, processes: ScriptedProcesses(), clock: ManualClock(),
      variables: ["PATH": "/home/u/shims:/usr/bin"])
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
    let definitions = ["/p", "/p/rpm"].map { PackageDefinition(name: $0, builder: .rpm, root: $0) }
    let observation = await MachineObserver(host: host, project: project).observe(
      [], definitions: definitions, tools: ["nix", "npm", "rpmbuild"].map { Tool($0, debianPackage: $0) },
      buildFiles: ["*.spec", "rpm/*.spec", "debian/control"],
      interpreters: InterpreterFinder.Findings(pythons: PythonInstallations(), places: []), marks: { _, _ in [] }
    ) { _, _ in "/stamp" }
    #expect(observation.programs == ["npm": "/usr/bin/npm"])
    #expect(
      observation.buildFiles == ["/p": ["debian/control", "demo.spec", "rpm/b.spec"], "/p/rpm": ["b.spec"]])
  }
}
