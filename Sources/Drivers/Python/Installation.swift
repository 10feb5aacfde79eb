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
    let allowsPreReleases = environment?.flag("pip_pre") == true
    if let configured = configured(arguments) { return configured }
    return tool + (allowsPreReleases ? [preReleaseOption] : []) + arguments
  }

  /// An `install_command` may run what the environment has and what `allowlist_externals` names, as commands may.
  var programs: CommandAction.Programs {
    guard let environment, environment.installCommand != nil else { return .any }
    return .restricted(
      folders: [environment.text("env_bin_dir"), environment.directory], patterns: environment.allowedExternals)
  }

  private var preReleaseOption: Argument {
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

  /// `install_command` with `{packages}` put in; `nil` when it is not set.
  private func configured(_ arguments: [Argument]) -> [Argument]? {
    environment?.installCommand?.flatMap { word -> [Argument] in
      switch word {
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

  /// What uv calls the settings that pip takes from variables; but for links, of which pip passes over those that are
  /// not there and uv fails.
  static let uvNames = [
    "PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_EXTRA_INDEX_URL": "UV_EXTRA_INDEX_URL",
    "PIP_CONSTRAINT": "UV_CONSTRAINT", "PIP_TRUSTED_HOST": "UV_INSECURE_HOST",
  ]

  /// The variables with pip's settings in uv's words too, so that the same packages come from the same places.
  static func forUV(_ variables: [String: String]) -> [String: String] {
    var translated = variables
    for (pip, uv) in uvNames {
      if let value = variables[pip], translated[uv] == nil { translated[uv] = value }
    }
    return translated
  }

  /// Those of an installation into an environment: what `set_env` says counts, and the environment's programs are found
  /// first.
  ///
  /// What it says of Python itself is meant for the tests: the installer may run in another one, which `-W error` breaks.
  static func of(_ caller: [String: String], for environment: Environment) -> [String: String] {
    var variables = of(caller)
    let isOwnTool = environment.installCommand == nil
    for assignment in environment.variables where !(isOwnTool && assignment.name.hasPrefix("PYTHON")) {
      variables[assignment.name] = assignment.value
    }
    let path = variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    variables["PATH"] = "\(environment.text("env_bin_dir")):\(path)"
    // A tool that an install_command names finds the environment by it.
    variables["VIRTUAL_ENV"] = environment.directory
    return variables
  }
}

/// What an environment's settings change about an installation, beside what is installed.
enum InstallationOptions {
  /// One a line, for fingerprints; of addresses only a mark, since they may hold passwords.
  static func lines(of environment: Environment) -> [String] {
    // These two are the same in every environment.
    let constant = ["PIP_DISABLE_PIP_VERSION_CHECK", "PIP_USER"]
    let settings = environment.variables
      .filter { ($0.name.hasPrefix("PIP_") && !constant.contains($0.name)) || $0.name.hasPrefix("UV_") }
      .map { "\($0.name) \(Digest.of(Array(withoutUsers($0.value).utf8)))" }.sorted()
    let command = environment.installCommand.map { [$0.map(CommandLine.quoted).joined(separator: " ")] } ?? []
    return (environment.flag("pip_pre") ? ["pip_pre"] : []) + command + settings
  }

  /// The addresses of a value without what stands before `@` in them, which changes often and changes nothing.
  private static func withoutUsers(_ value: String) -> String {
    value.split(separator: " ", omittingEmptySubsequences: false).map { word -> String in
      guard let scheme = word.firstRange(of: "://") else { return String(word) }
      let rest = word[scheme.upperBound...]
      let host = rest.prefix { $0 != "/" }
      guard let mark = host.lastIndex(of: "@") else { return String(word) }
      return String(word[..<scheme.upperBound]) + String(rest[rest.index(after: mark)...])
    }.joined(separator: " ")
  }
}
