import EnvironmentModel
import Planning

/// The variables of commands that run in another system: what tells of the machine's own folders means nothing there.
enum EnclosedVariables {
  /// Of the caller's, those that speak of places of the machine.
  private static let ofTheMachine: Set = [
    "PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "NIX_LD", "NIX_LD_LIBRARY_PATH", "PKG_CONFIG", "PKG_CONFIG_PATH",
    "PKG_CONFIG_SYSROOT_DIR", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "CC", "CXX", "CFLAGS", "CPPFLAGS", "LDFLAGS",
    "CCSHARED",
    "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NETRC", "SHELL", "USER", "LOGNAME",
  ]

  /// Those that an environment passes and sets, with a home and a path of the system's own.
  ///
  /// - Parameter folders: What comes first on the path.
  static func of(_ environment: Environment, first folders: [String], in context: PlanningContext) -> [String: String] {
    var variables = context.passedVariables.variables(
      passing: environment.passedVariables, denying: environment.list("disallow_pass_env"))
    for name in ofTheMachine { variables[name] = nil }
    for assignment in environment.variables { variables[assignment.name] = assignment.value }
    variables["PATH"] = (folders + [variables["PATH"] ?? path]).joined(separator: ":")
    if variables["HOME"] == nil { variables["HOME"] = "/root" }
    if variables["LANG"] == nil { variables["LANG"] = "C.UTF-8" }
    return variables
  }

  /// Those of a tool of the machine for the same tool inside.
  static func adapted(_ variables: [String: String]) -> [String: String] {
    var adapted = variables.filter { !ofTheMachine.contains($0.key) }
    adapted["PATH"] = path
    adapted["HOME"] = "/root"
    return adapted
  }

  private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// Those of a tool of the machine for the same tool in a container: what says where packages come from, since all else is
  /// the machine's.
  static func ofImages(_ variables: [String: String]) -> [String: String] {
    let prefixes = ["PIP_", "UV_", "npm_config_"]
    let names: Set = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"]
    return variables.filter { name, _ in prefixes.contains(where: name.hasPrefix) || names.contains(name.lowercased()) }
  }

  /// Those that an environment passes and sets, for commands in a container.
  static func ofImage(_ environment: Environment, first folders: [String], in context: PlanningContext) -> [String:
    String]
  {
    var variables = of(environment, first: folders, in: context)
    let own = Set(environment.variables.map(\.name))
    if !own.contains("HOME") { variables["HOME"] = nil }
    if !own.contains("PATH") { variables["PATH"] = nil }
    if !folders.isEmpty { variables["SWTOX_FIRST"] = folders.joined(separator: ":") }
    // Nothing but a terminal would have them write line by line.
    if variables["PYTHONUNBUFFERED"] == nil { variables["PYTHONUNBUFFERED"] = "1" }
    return variables
  }
}
