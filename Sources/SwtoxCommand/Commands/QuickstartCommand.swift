import ArgumentParser
import EnvironmentModel
import Host
import Orchestration
import ProjectConfiguration
import Reporting

/// `quickstart`: a first configuration for a project.
struct QuickstartCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "quickstart", abstract: "Write a first tox.ini for a project, from what is found in it.",
    discussion: """
      Environments for the Pythons of this machine, the project's package where it has one, and pytest or unittest. \
      Nothing that is there is overwritten.
      """)

  @Argument(help: "The project's folder; this one if it is left out.", completion: .directory)
  var folder = "."

  func run(in program: ProgramContext) async -> ExitCode {
    let host = program.host
    let root = absolutePath(folder, from: host.files.resolved(".") ?? "/")
    if let name = existing(in: root, host) {
      StandardOutput.write(
        "swtox-tui: \(root)/\(name) is there already; change it, or remove it to begin anew\n", isError: true)
      return .usage
    }
    let found = await InterpreterFinder(host: host, programFolder: program.folder).find().pythons
    let text = QuickstartText(
      versions: found.interpreters.filter { $0.implementation == .cpython && !$0.isPrerelease && !$0.isFreeThreaded }
        .map { Array($0.version.prefix(2)) },
      hasPackage: ["pyproject.toml", "setup.py", "setup.cfg"].contains { host.files.exists("\(root)/\($0)") },
      usesPytest: usesPytest(root, host))
    do throws(FileError) {
      try host.files.createDirectory(root)
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

  /// Whether anything of the project speaks of pytest.
  private func usesPytest(_ root: String, _ host: Host) -> Bool {
    if host.files.exists("\(root)/pytest.ini") || host.files.exists("\(root)/conftest.py") { return true }
    let names = (try? host.files.list("\(root)/tests")) ?? []  // a project without the folder
    if names.contains("conftest.py") { return true }
    let tests = names.filter { $0.hasSuffix(".py") }.map { "tests/\($0)" }
    return (["pyproject.toml", "setup.cfg", "setup.py", "requirements-dev.txt"] + tests).contains { name in
      let bytes = (try? host.files.read("\(root)/\(name)")) ?? []  // not there
      return String(decoding: bytes, as: UTF8.self).firstRange(of: "pytest") != nil
    }
  }
}

/// A first configuration.
struct QuickstartText {
  /// So many of the newest Pythons are listed.
  private static let listedCount = 4

  /// Major and minor versions of the Pythons there are.
  var versions: [[Int]]
  var hasPackage: Bool
  var usesPytest: Bool

  var text: String {
    let sorted = Set(versions).sorted { $1.lexicographicallyPrecedes($0) }
    let names = sorted.prefix(Self.listedCount).map { "py" + $0.map(String.init).joined() }
    let list = (names.isEmpty ? ["py"] : names).map { "    \($0)\n" }.joined()
    let package = hasPackage ? "package = wheel\n" : "package = skip\n"
    let test =
      usesPytest
      ? "deps =\n    pytest\ncommands =\n    pytest {tty:--color=yes} {posargs}\n"
      : "commands =\n    python -m unittest discover {posargs}\n"
    return "[tox]\nenv_list =\n\(list)\n[testenv]\ndescription = run the tests\n\(package)\(test)"
  }
}
