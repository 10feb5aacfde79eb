import EnvironmentModel
import Host
import Planning
import TestKit
import Testing

@testable import Orchestration

@Suite struct InterpreterFinderTests {
  private let clock = ManualClock()

  private static func answer(_ version: String = "3.11.7", name: String = "cpython") -> ScriptedProcess {
    .exits(output: "swtox-probe\t\(name)\t\(version)\tfinal\tFalse\t23.2\tTrue\tTrue\t\n")
  }

  private func finder(
    _ files: any FileHost, _ processes: ScriptedProcesses, path: String = "/usr/bin"
  ) -> InterpreterFinder {
    let variables = ["PATH": path, "HOME": "/home/u", "PYTHONPATH": "/x"]
    let host = Host(files: files, processes: processes, clock: clock, variables: variables)
    return InterpreterFinder(host: host)
  }

  @Test(arguments: [
    (["3.9.19", "3.13.0"], ["3.13.0", "3.9.19"]), (["3.9.2", "3.9.19", "3.10.0"], ["3.10.0", "3.9.19", "3.9.2"]),
    (["system", "3.8.1", "pypy3.10-7.3.15"], ["pypy3.10-7.3.15", "3.8.1", "system"]),
    (["pypy3.9-7.3.16", "pypy3.10-7.3.15"], ["pypy3.10-7.3.15", "pypy3.9-7.3.16"]),
    (["miniconda-latest", "pypy3.10"], ["pypy3.10", "miniconda-latest"]), (["3.13", "3.13.0"], ["3.13.0", "3.13"]),
    (["3.13.0", "3.13.0t"], ["3.13.0t", "3.13.0"]),
    (["99999999999999999999", "3.9.0"], ["3.9.0", "99999999999999999999"]),
  ])
  func `later versions come first, by number`(names: [String], expected: [String]) {
    #expect(names.sorted { InterpreterFinder.isNewer($0, $1) } == expected)
    #expect(names.reversed().sorted { InterpreterFinder.isNewer($0, $1) } == expected)
    #expect(!InterpreterFinder.isNewer(names[0], names[0]))
  }

  @Test func `a path that the configuration names is asked too, and serves nobody else`() async {
    let memory = MemoryFiles(executables: ["/usr/bin/python3", "/opt/py/bin/python3.12"])
    let files = LinkedFiles(memory, links: ["/usr/bin/python": "/usr/bin/python3"])
    let finder = finder(files, ScriptedProcesses { _ in Self.answer() })
    let found = await finder.find(named: ["/opt/py/bin/python3.12", "/usr/bin/python", "/gone/python"])
    #expect(found.pythons.interpreters.map(\.path) == ["/usr/bin/python3"])
    #expect(found.pythons.named("/opt/py/bin/python3.12")?.path == "/opt/py/bin/python3.12")
    #expect(found.pythons.named("/usr/bin/python")?.path == "/usr/bin/python")
    #expect(found.pythons.named("/gone/python") == nil)
  }

  @Test func `Pythons that uv keeps come last, and what does not answer is told`() async {
    let kept = "/home/u/.local/share/uv/python"
    let files = MemoryFiles(
      executables: [
        "/usr/bin/python3", "\(kept)/cpython-3.9.19-linux/bin/python", "\(kept)/cpython-3.13.0-linux/bin/python",
      ])
    let finder = finder(
      files,
      ScriptedProcesses { request in
        request.executable == "/usr/bin/python3" ? .exits(1, output: "") : Self.answer()
      })
    let found = await finder.find()
    #expect(
      found.pythons.interpreters.map(\.path) == [
        "\(kept)/cpython-3.13.0-linux/bin/python", "\(kept)/cpython-3.9.19-linux/bin/python",
      ])
    #expect(found.refused == ["/usr/bin/python3"])
    #expect(found.places == ["PATH", kept])
  }

  @Test(arguments: [([:], "3.9.19"), (["PYENV_VERSION": "3.13.0"], "3.13.0")])
  func `the version that pyenv would run comes before its others`(variables: [String: String], first: String) async {
    let versions = "/home/u/.pyenv/versions"
    let files = MemoryFiles(
      ["/home/u/.pyenv/version": "3.9.19\n"],
      executables: ["\(versions)/3.9.19/bin/python", "\(versions)/3.13.0/bin/python"])
    var host = Host(
      files: files, processes: ScriptedProcesses { _ in Self.answer() }, clock: clock,
      variables: ["PATH": "/usr/bin", "HOME": "/home/u"])
    host.variables.merge(variables) { $1 }
    let found = await InterpreterFinder(host: host).find()
    #expect(found.pythons.interpreters.first?.path == "\(versions)/\(first)/bin/python")
    #expect(found.pythons.interpreters.count == 2)
  }

  @Test func `Pythons of PATH and pyenv's come in PATH's order, of these the newest first`() async {
    let versions = "/home/u/.pyenv/versions"
    let files = MemoryFiles(
      executables: [
        "/usr/bin/python3", "/usr/bin/python3.9", "/usr/bin/python-config", "\(versions)/3.9.19/bin/python",
        "\(versions)/3.13.0/bin/python",
      ])
    let processes = ScriptedProcesses { _ in Self.answer() }
    let found = await finder(files, processes, path: "/usr/bin:/home/u/.pyenv/shims:/missing").find()
    #expect(
      found.pythons.interpreters.map(\.path) == [
        "/usr/bin/python3", "/usr/bin/python3.9", "\(versions)/3.13.0/bin/python", "\(versions)/3.9.19/bin/python",
      ])
    #expect(found.places == ["PATH", versions])
    let shimsFirst = await finder(files, processes, path: "/home/u/.pyenv/shims:/usr/bin").find()
    #expect(shimsFirst.pythons.interpreters.map(\.path).first == "\(versions)/3.13.0/bin/python")
    #expect(processes.requests.allSatisfy { $0.environment["PYTHONPATH"] == nil })
  }

  @Test(arguments: [
    ("home = /opt/py/bin\n", "/opt/py/bin/python3"),
    ("include-system = x\nhome=/opt/py/bin\n", "/opt/py/bin/python3"),
    ("home = /opt/other/bin\n", "/opt/other/bin/python"), ("home = /gone/bin\n", "/venv/bin/python3"),
    ("version = 3.11\n", "/venv/bin/python3"),
  ])
  func `a Python of a virtual environment stands for the program it was made with`(
    text: String, expected: String
  ) async {
    let files = MemoryFiles(
      ["/venv/pyvenv.cfg": text],
      executables: ["/venv/bin/python3", "/opt/py/bin/python3", "/opt/other/bin/python"])
    let processes = ScriptedProcesses { _ in Self.answer() }
    let found = await finder(files, processes, path: "/venv/bin").find()
    #expect(found.pythons.interpreters.map(\.path) == [expected])
    #expect(processes.requests.map(\.executable) == [expected])
  }

  @Test
  func `the file of a virtual environment may have line ends of Windows`() async {
    let files = MemoryFiles(
      ["/venv/pyvenv.cfg": "version = 3.11\r\nhome = /opt/py/bin\r\n"],
      executables: ["/venv/bin/python3", "/opt/py/bin/python3"])
    let processes = ScriptedProcesses { _ in Self.answer() }
    let found = await finder(files, processes, path: "/venv/bin").find()
    #expect(found.pythons.interpreters.map(\.path) == ["/opt/py/bin/python3"])
  }

  @Test func `names that lead to one program are asked once`() async {
    let memory = MemoryFiles(
      ["/venv/pyvenv.cfg": "home = /usr/bin\n"], executables: ["/usr/bin/python3.11", "/venv/bin/python"])
    let files = LinkedFiles(
      memory, links: ["/usr/bin/python3": "/usr/bin/python3.11", "/usr/bin/python": "/usr/bin/python3"])
    let processes = ScriptedProcesses { _ in Self.answer() }
    let found = await finder(files, processes, path: "/venv/bin:/usr/bin").find()
    #expect(found.pythons.interpreters.count == 1)
    #expect(processes.requests.count == 1)
  }

  @Test func `an answer is remembered until the program changes`() async {
    let files = MemoryFiles(executables: ["/usr/bin/python3"])
    let processes = ScriptedProcesses { _ in Self.answer() }
    let first = await finder(files, processes).find()
    let second = await finder(files, processes).find()
    #expect(second.pythons.interpreters == first.pythons.interpreters && first.pythons.interpreters.count == 1)
    #expect(processes.requests.count == 1)
    files.put("newer", at: "/usr/bin/python3", isExecutable: true)
    _ = await finder(files, processes).find()
    #expect(processes.requests.count == 2)
  }

  @Test func `a Python that never answers is ended after half a minute and is none`() async throws {
    let files = MemoryFiles(executables: ["/usr/bin/python3"])
    let processes = ScriptedProcesses { _ in .waits(ignoring: [.interrupt, .terminate]) }
    let finder = finder(files, processes)
    async let findings = finder.find()
    await processes.waitForChildren()
    await clock.waitForSleepers()
    let child = try #require(processes.children.first)
    clock.advance(by: .milliseconds(29_999))
    #expect(child.signals == [] && clock.sleeperCount == 1)
    clock.advance(by: .milliseconds(1))
    let found = await findings
    #expect(child.signals == [.kill])
    #expect(found.pythons.interpreters == [])
    // It is asked again the next time.
    #expect(files.text("/home/u/.cache/swtox/interpreters") == "")
  }

  @Test(
    arguments: [
      .exits(1, output: "swtox-probe\tcpython\t3.11.7\tfinal\tFalse\t23.2\tTrue\tTrue\t\n"),
      .exits(output: "Python 3\n"),
      .missing(), ScriptedProcess(course: .ends(.signalled(11))), .exits(output: "swtox-probe\tbrandnew\t3.11\n"),
    ] as [ScriptedProcess])
  func `a Python that gives no answer is none, and nobody waits for it`(script: ScriptedProcess) async {
    let files = MemoryFiles(executables: ["/usr/bin/python3", "/usr/bin/python3.9"])
    let processes = ScriptedProcesses { $0.executable == "/usr/bin/python3" ? script : Self.answer("3.9.2") }
    let found = await finder(files, processes).find()
    #expect(found.pythons.interpreters.map(\.path) == ["/usr/bin/python3.9"])
  }
}
