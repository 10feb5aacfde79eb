import EnvironmentModel
import Planning

/// What makes environments of conda and installs into them: programs with much the same words, or py-rattler, which is
/// fetched where there is none of them.
enum CondaClient: Hashable, Sendable {
  case micromamba(String)
  /// mamba or conda itself, old or new.
  case conda(String)
  /// The program that calls py-rattler, and the Python that runs it.
  case rattler(RattlerClient)

  static let tools = [
    Tool(
      "micromamba",
      installation: "bash <(curl -L micro.mamba.pm/install.sh)",
      variable: "MAMBA_EXE"),
    Tool("mamba", installation: "conda install -n base -c conda-forge mamba"),
    Tool("conda", installation: "see https://conda-forge.org/download", variable: "CONDA_EXE"),
  ]

  /// The client that an environment asks for, else the first that is there, else py-rattler.
  static func choose(for environment: Environment, in context: PlanningContext) throws(MissingTool) -> CondaClient {
    let wanted = environment.text("conda_client")
    let programs = context.observation.programs
    if wanted.hasPrefix("/") { return ofProgram(wanted, named: String(wanted.split(separator: "/").last ?? "")) }
    switch wanted {
    case "", "auto":
      if let tool = tools.first(where: { programs[$0.name] != nil }), let path = programs[tool.name] {
        return ofProgram(path, named: tool.name)
      }
      return .rattler(try RattlerClient.choose(in: context, because: "there is no conda, mamba or micromamba"))
    case "rattler": return .rattler(try RattlerClient.choose(in: context, because: "'conda_client = rattler'"))
    default:
      guard let tool = tools.first(where: { $0.name == wanted }) else {
        throw MissingTool(
          mistake: "'conda_client = \(wanted)' is none of micromamba, mamba, conda, rattler, auto, or an absolute path")
      }
      guard let path = programs[wanted] else { throw MissingTool(noneOf: [tool], for: "'conda_client = \(wanted)'") }
      return ofProgram(path, named: wanted)
    }
  }

  private static func ofProgram(_ path: String, named name: String) -> CondaClient {
    name.hasPrefix("micromamba") ? .micromamba(path) : .conda(path)
  }

  // MARK: Words

  /// The command that makes an environment, or installs into one.
  ///
  /// - Parameters:
  ///   - verb: `create` or `install`.
  ///   - channels: The preferred ones first; the client's own where there are none.
  ///   - isWithoutDefaults: Whether the client's own do not count besides.
  func command(
    _ verb: String, in prefix: String, channels: [String], isWithoutDefaults: Bool = false, _ arguments: [String]
  ) -> [String] {
    let common =
      ["-p", prefix] + channels.flatMap { ["-c", $0] } + (isWithoutDefaults ? ["--override-channels"] : [])
    switch self {
    case .micromamba(let path), .conda(let path): return [path, verb, "--quiet", "--yes"] + common + arguments
    case .rattler(let client): return client.command(verb, common + arguments)
    }
  }

  /// The command that removes a package and nothing that needs it.
  func removal(in prefix: String) -> [String] {
    switch self {
    case .micromamba(let path), .conda(let path): [path, "remove", "--quiet", "--yes", "--force", "-p", prefix]
    case .rattler(let client): client.command("remove", ["-p", prefix])
    }
  }

  /// How a file with specifications is named on the command line.
  func file(_ path: String) -> [String] {
    switch self {
    case .micromamba: ["--file", path]
    case .conda, .rattler: ["--file=\(path)"]
    }
  }

  /// The program, as a fingerprint has it.
  var words: String {
    switch self {
    case .micromamba(let path), .conda(let path): path
    case .rattler: "py-rattler \(RattlerClient.version)"
    }
  }

  /// What only one installation at a time may use: conda and mamba leave their cache of packages unprotected.
  var locks: Set<String> { if case .conda = self { ["conda"] } else { [] } }

  /// Why an environment is made by something that nobody has installed; empty where somebody has.
  var note: String { if case .rattler(let client) = self { client.note } else { "" } }
}
