import EnvironmentModel
import Host
import Orchestration

/// `quickstart`: a first configuration for a project.
struct ToxQuickstart {
  let face: ToxFace

  func run() async -> Int32 {
    let host = face.program.host
    let folder = host.files.resolved(".") ?? "/"
    let root = face.arguments.words.first.map { absolutePath($0, from: folder) } ?? folder
    let path = "\(root)/tox.ini"
    if host.files.exists(path) {
      StandardOutput.write("\(path) already exist, refusing to overwrite\n")
      return 1
    }
    let found = await InterpreterFinder(host: host, programFolder: face.program.folder).find().pythons
    let version = found.host.flatMap(found.named)?.version.prefix(2).map(String.init).joined() ?? "3"
    let text = Self.text(version: version)
    StandardOutput.write("swtox \(SwtoxProgram.version) quickstart utility, will create \(path):\n\(text)")
    do throws(FileError) {
      try host.files.createDirectory(root)
      try host.files.write(Array(text.utf8), to: path)
    } catch {
      StandardOutput.write("\(error.message)\n")
      return 1
    }
    return 0
  }

  /// The level of tox whose configurations are read.
  static let level = "4.67.15"

  static func text(version: String) -> String {
    """
    [tox]
    env_list =
        py\(version)
    minversion = \(level)

    [testenv]
    description = run the tests with pytest
    package = wheel
    wheel_build_env = .pkg
    deps =
        pytest>=6
    commands =
        pytest {tty:--color=yes} {posargs}

    """
  }
}
