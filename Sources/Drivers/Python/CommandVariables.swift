import EnvironmentModel
import Planning

/// The variables that an environment's commands see, by tox's rules.
enum CommandVariables {
  /// Handed on whatever `pass_env` says.
  static let passedByDefault = [
    "https_proxy", "http_proxy", "no_proxy", "LANG", "LANGUAGE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "CC", "CFLAGS",
    "CCSHARED", "CXX", "CPPFLAGS", "LD_LIBRARY_PATH", "LDFLAGS", "HOME", "FORCE_COLOR", "NO_COLOR", "NETRC",
    "PYTHON_GIL", "TERM", "TERMINFO", "TMPDIR", "NIX_LD", "NIX_LD_LIBRARY_PATH", "SSH_AGENT_PID", "SSH_AUTH_SOCK",
    "CPLUS_INCLUDE_PATH", "C_INCLUDE_PATH", "LIBRARY_PATH", "PKG_CONFIG", "PKG_CONFIG_PATH",
    "PKG_CONFIG_SYSROOT_DIR", "REQUESTS_CA_BUNDLE", "PIP_*", "VIRTUALENV_*", "UV_*", "NETRC",
  ]

  static func of(_ environment: Environment, in context: PlanningContext) -> [String: String] {
    let patterns = (passedByDefault + environment.passedVariables).map { WildcardPattern($0.lowercased()) }
    let denied = environment.list("disallow_pass_env").map { WildcardPattern($0.lowercased()) }
    var variables = context.observation.variables.filter { name, _ in
      let name = name.lowercased()
      return patterns.contains { $0.matches(name) } && !denied.contains { $0.matches(name) }
    }
    for assignment in environment.variables { variables[assignment.name] = assignment.value }
    let path = variables["PATH"] ?? context.observation.variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    variables["PATH"] = "\(environment.text("env_bin_dir")):\(path)"
    variables["VIRTUAL_ENV"] = environment.directory
    variables["TOX_ENV_NAME"] = environment.name.text
    variables["TOX_ENV_DIR"] = environment.directory
    variables["TOX_WORK_DIR"] = context.project.workDirectory
    variables["PYTHONIOENCODING"] = variables["PYTHONIOENCODING"] ?? "utf-8"
    variables["PIP_DISABLE_PIP_VERSION_CHECK"] = variables["PIP_DISABLE_PIP_VERSION_CHECK"] ?? "1"
    return variables
  }
}
