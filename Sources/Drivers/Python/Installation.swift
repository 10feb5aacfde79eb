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
    return tool + (allowsPreReleases ? [preReleaseOption] : []) + resolution + arguments
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

  /// Which versions uv prefers; another installer was refused where somebody says so.
  private var resolution: [Argument] {
    guard case .uv = toolchain.installer, let word = environment?.text("uv_resolution"), !word.isEmpty else {
      return []
    }
    return ["--resolution", .text(word)]
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
    let resolution = environment.text("uv_resolution")
    return (environment.flag("pip_pre") ? ["pip_pre"] : [])
      + (resolution.isEmpty ? [] : ["uv_resolution \(resolution)"]) + command + settings
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
