package import EnvironmentModel

/// The caller's variables as tools that set up environments get them.
package struct SetupVariables: Sendable {
  /// Those of a tool that works for no environment in particular: without the caller's that would point it at another
  /// environment or change a Python's start.
  package let common: [String: String]

  /// - Parameter caller: All variables of the caller.
  package init(_ caller: [String: String]) {
    var variables = caller
    // Room for what environments add, which their copies then need not make.
    variables.reserveCapacity(caller.count + 32)
    let dropped = ["VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "PYTHONSTARTUP"]
    for name in dropped { variables[name] = nil }
    variables["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    variables["PIP_NO_INPUT"] = "1"
    variables["PYTHONIOENCODING"] = "utf-8"
    variables["UV_PYTHON_DOWNLOADS"] = caller["UV_PYTHON_DOWNLOADS"] ?? "never"
    variables["UV_NO_PROGRESS"] = "1"
    common = variables
  }

  /// What uv calls the settings that pip takes from variables; but for links, of which pip passes over those that are
  /// not there and uv fails.
  package static let uvNames = [
    "PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_EXTRA_INDEX_URL": "UV_EXTRA_INDEX_URL",
    "PIP_CONSTRAINT": "UV_CONSTRAINT", "PIP_TRUSTED_HOST": "UV_INSECURE_HOST",
  ]

  /// The variables with pip's settings in uv's words too, so that the same packages come from the same places.
  package static func forUV(_ variables: [String: String]) -> [String: String] {
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
  /// So is what it says of packages, whose paths are known once they are built.
  ///
  /// - Parameter definesPackages: Whether `{package:NAME}` is the path of a package, and not plain text.
  package func installing(into environment: Environment, definesPackages: Bool = false) -> [String: String] {
    var variables = common
    let isOwnTool = environment.installCommand == nil
    for assignment in environment.variables where !(isOwnTool && assignment.name.hasPrefix("PYTHON")) {
      if definesPackages, PackageReference.isIn(assignment.value) { continue }
      variables[assignment.name] = assignment.value
    }
    let path = variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    variables["PATH"] = "\(environment.text("env_bin_dir")):\(path)"
    // A tool that an install_command names finds the environment by it.
    variables["VIRTUAL_ENV"] = environment.directory
    return variables
  }
}
