import EnvironmentModel
import Planning

/// The command line that installs packages into an environment.
struct Installation {
  let toolchain: PythonToolchain
  /// The environment's interpreter.
  let python: String
  /// `nil` for environments that no configuration describes, such as a build's.
  var environment: Environment?

  func command(_ arguments: [Argument]) -> [Argument] {
    let options: [Argument] = environment?.flag("pip_pre") == true ? [.text(preReleaseOption)] : []
    if let configured = configured(options, arguments) { return configured }
    return tool + options + arguments
  }

  private var preReleaseOption: String {
    if case .uv = toolchain.installer { "--prerelease=allow" } else { "--pre" }
  }

  private var tool: [Argument] {
    switch toolchain.installer {
    case .uv(let uv): [.text(uv), "pip", "install", "--python", .text(python)]
    case .pip(let interpreter):
      [.text(interpreter), "-m", "pip", "--python", .text(python), "install", "--no-warn-script-location"]
    case .own: [.text(python), "-m", "pip", "install"]
    }
  }

  /// `install_command` with `{opts}` and `{packages}` put in; `nil` when it is not set.
  private func configured(_ options: [Argument], _ arguments: [Argument]) -> [Argument]? {
    let words = (environment?.text("install_command") ?? "").split(separator: " ").map(String.init)
    guard !words.isEmpty else { return nil }
    return words.flatMap { word -> [Argument] in
      switch word {
      case "{opts}": options
      case "{packages}": arguments
      case "python": [.text(python)]
      default: [.text(word)]
      }
    }
  }
}

/// The caller's variables as tools that set up environments get them.
enum SetupVariables {
  /// Without those that would point a tool at another environment or change a Python's start.
  static func of(_ caller: [String: String]) -> [String: String] {
    let dropped = ["VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "PYTHONSTARTUP"]
    var variables = caller.filter { !dropped.contains($0.key) }
    variables["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    variables["PIP_NO_INPUT"] = "1"
    variables["PYTHONIOENCODING"] = "utf-8"
    variables["UV_PYTHON_DOWNLOADS"] = caller["UV_PYTHON_DOWNLOADS"] ?? "never"
    variables["UV_NO_PROGRESS"] = "1"
    return variables
  }
}
