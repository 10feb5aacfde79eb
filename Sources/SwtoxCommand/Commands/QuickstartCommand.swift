import ArgumentParser
import Artifacts
import EnvironmentModel
import Host
import Orchestration
import ProjectConfiguration
import Reporting
import SourceText

/// `quickstart`: a first configuration for a project.
struct QuickstartCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "quickstart", abstract: "Write a first tox.ini for a project, from what is found in it.",
    discussion: """
      Environments for the Pythons of this machine that the project is for, its package where it has one, what it needs \
      for its tests where pyproject.toml says so, and pytest or unittest. Nothing that is there is overwritten.
      """)

  @Argument(help: "The project's folder; this one if it is left out.", completion: .directory)
  var folder = "."

  func run(in program: ProgramContext) async -> ExitCode {
    let host = program.host
    let root = absolutePath(folder, from: host.files.resolved(".") ?? "/")
    if !host.files.isDirectory(root) {
      StandardOutput.write("swtox-tui: there is no folder '\(root)'; make it, or name another one\n", isError: true)
      return .usage
    }
    if let name = existing(in: root, host) {
      StandardOutput.write(
        "swtox-tui: \(root)/\(name) is there already; change it, or remove it to begin anew\n", isError: true)
      return .usage
    }
    let found = await InterpreterFinder(host: host, programFolder: program.folder).find().pythons
    let project = pyProject(root, host)
    let names = Self.testNames
    let text = QuickstartText(
      versions: found.interpreters.filter { $0.implementation == .cpython && !$0.isPrerelease && !$0.isFreeThreaded }
        .map(\.version).filter { Self.fits($0, project?.requiredPython) }.map { Array($0.prefix(2)) },
      hasPackage: ["pyproject.toml", "setup.py", "setup.cfg"].contains { host.files.exists("\(root)/\($0)") },
      usesPytest: usesPytest(root, host), extra: names.first { project?.extraNames.contains($0) ?? false },
      group: names.first { project?.groupNames.contains($0) ?? false })
    do throws(FileError) {
      try host.files.write(Array(text.text.utf8), to: "\(root)/tox.ini")
    } catch {
      StandardOutput.write("swtox-tui: \(error.message)\n", isError: true)
      return .internalError
    }
    StandardOutput.write(
      "wrote \(root)/tox.ini:\n\n\(text.text)\nrun it with 'swtox-tui --headless', or see it in the dashboard with 'swtox-tui'\n"
    )
    return .success
  }

  /// The file that holds a configuration already.
  private func existing(in root: String, _ host: Host) -> String? {
    ConfigurationReader.fileNames.first { name in
      guard let bytes = try? host.files.read("\(root)/\(name)") else { return false }  // not there
      if name == "tox.ini" || name == "tox.toml" { return true }
      let text = String(decoding: bytes, as: UTF8.self)
      return ["[tox:tox]", "[tool.tox", "legacy_tox_ini"].contains { text.firstRange(of: $0) != nil }
    }
  }

  /// What extras and groups for tests are usually called.
  private static let testNames = ["test", "tests", "testing", "dev"]

  private func pyProject(_ root: String, _ host: Host) -> PyProject? {
    // Without a file, or with one that cannot be read, nothing is known.
    guard let bytes = try? host.files.read("\(root)/pyproject.toml") else { return nil }
    return try? PyProject(SourceFile(path: "pyproject.toml", bytes: bytes))
  }

  /// Whether a Python is one of those that a project is for.
  private static func fits(_ version: [Int], _ required: String?) -> Bool {
    guard let required, let specifier = try? PythonVersionSpecifier(required),
      let version = PythonVersion(version.map(String.init).joined(separator: "."))
    else { return true }  // what cannot be read excludes none
    return specifier.matches(version)
  }

  /// Whether a test of Python is written as pytest's are: as a function, or as a class that is none of unittest's.
  private static func isForPytest(_ text: String) -> Bool {
    if text.firstRange(of: "unittest") != nil { return false }
    return text.hasPrefix("def test_") || text.firstRange(of: "\ndef test_") != nil
      || text.firstRange(of: "\nclass Test") != nil
  }

  /// Whether anything of the project speaks of pytest, or its tests are written for it.
  private func usesPytest(_ root: String, _ host: Host) -> Bool {
    if host.files.exists("\(root)/pytest.ini") || host.files.exists("\(root)/conftest.py") { return true }
    let names = (try? host.files.list("\(root)/tests")) ?? []  // a project without the folder
    if names.contains("conftest.py") { return true }
    let own = ((try? host.files.list(root)) ?? []).filter { $0.hasPrefix("test") }  // unreadable: no tests
    let tests = names.filter { $0.hasSuffix(".py") }.map { "tests/\($0)" } + own.filter { $0.hasSuffix(".py") }
    func text(_ name: String) -> String {
      String(decoding: (try? host.files.read("\(root)/\(name)")) ?? [], as: UTF8.self)  // not there
    }
    if tests.contains(where: { Self.isForPytest(text($0)) }) { return true }
    return (["pyproject.toml", "setup.cfg", "setup.py", "requirements-dev.txt"] + tests).contains { name in
      text(name).firstRange(of: "pytest") != nil
    }
  }
}

/// A first configuration.
struct QuickstartText {
  /// So many of the newest Pythons are listed.
  private static let listedCount = 8

  /// Major and minor versions of the Pythons there are.
  var versions: [[Int]]
  var hasPackage: Bool
  var usesPytest: Bool
  /// The package's extra for its tests.
  var extra: String?
  /// The project's dependency group for its tests.
  var group: String?

  var text: String {
    let sorted = Set(versions).sorted { $1.lexicographicallyPrecedes($0) }
    let names = sorted.prefix(Self.listedCount).map { "py" + $0.map(String.init).joined() }
    let list = (names.isEmpty ? ["py"] : names).map { "    \($0)\n" }.joined()
    let package = hasPackage ? "package = wheel\n" : "package = skip\n"
    let extras = hasPackage ? extra.map { "extras = \($0)\n" } ?? "" : ""
    let groups = group.map { "dependency_groups = \($0)\n" } ?? ""
    // Who says what tests need says pytest too.
    let deps = usesPytest && extras.isEmpty && groups.isEmpty ? "deps =\n    pytest\n" : ""
    let command = usesPytest ? "pytest {tty:--color=yes} {posargs}" : "python -m unittest discover {posargs}"
    let test = "\(groups.isEmpty ? extras : groups)\(deps)commands =\n    \(command)\n"
    return "[tox]\nenv_list =\n\(list)\n[testenv]\ndescription = run the tests\n\(package)\(test)"
  }
}
