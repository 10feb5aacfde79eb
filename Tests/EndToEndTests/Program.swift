import Host
import LocalHost

/// The built program and what is around it on this machine.
enum Program {
  /// `swtox-tui` beside the tests that were built with it.
  static let path: String = {
    let tests = CommandLine.arguments[0]
    let absolute = tests.hasPrefix("/") ? tests : "\(currentFolder)/\(tests)"
    return absolute.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/swtox-tui"
  }()

  /// The repository's root.
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

  static let host = LocalMachine.host()

  private static var currentFolder: String { host.files.resolved(".") ?? "/" }

  /// The absolute path of a program on PATH.
  static func find(_ name: String) -> String? {
    (host.variables["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first(where: host.files.isExecutableFile)
  }

  /// The variables of a user without settings of their own: nothing of the machine's but PATH and registries.
  static func variables(home: String, _ changes: [String: String] = [:]) -> [String: String] {
    let kept = host.variables.filter { name, _ in
      ["PATH", "LD_LIBRARY_PATH", "PYENV_ROOT"].contains(name) || name.hasPrefix("PIP_") || name.hasPrefix("UV_")
        || name.hasSuffix("_proxy") || name.hasSuffix("_PROXY") || name.hasPrefix("SSL_")
        || ["TSAN_OPTIONS", "ASAN_OPTIONS"].contains(name)
    }
    var variables = kept
    variables["HOME"] = home
    variables["PYENV_ROOT"] = kept["PYENV_ROOT"] ?? host.variables["HOME"].map { "\($0)/.pyenv" }
    variables["LANG"] = "C.UTF-8"
    // What else the machine has to do is no part of what is tested.
    variables["TOX_NO_BACK_PRESSURE"] = "1"
    return variables.merging(changes) { $1 }
  }
}
