import EnvironmentModel
import Planning

/// A client of conda's packages on py-rattler, and a builder of them on py-rattler-build: libraries of the Python package
/// index, which are fetched into the user's cache when they are needed first.
struct RattlerClient: Hashable, Sendable {
  /// The release of py-rattler.
  static let version = "0.28.0"
  /// The release of py-rattler-build.
  static let buildVersion = "0.73.0"

  /// The Python that runs it.
  let python: String
  let uv: String?
  /// The user's folder for what is fetched, and what Python calls itself there.
  let cache: String
  let tag: String
  /// Where its program is written to.
  private(set) var script: String
  /// Why it is used.
  let reason: String

  /// - Parameter reason: Why it is used, for people.
  static func choose(in context: PlanningContext, because reason: String) throws(MissingTool) -> RattlerClient {
    var client = try choose(on: context.observation, because: reason)
    client.script = "\(context.project.workDirectory)/.conda/client.py"
    return client
  }

  /// What would run it on a machine.
  static func choose(on observation: Observation, because reason: String) throws(MissingTool) -> RattlerClient {
    let python = observation.pythons.interpreters.first { interpreter in
      interpreter.implementation == .cpython && interpreter.isAtLeast([3, 10]) && !interpreter.isFreeThreaded
        && (observation.uv != nil || interpreter.pipVersion != nil)
    }
    guard let python else {
      throw MissingTool(
        "\(reason), and no Python of 3.10 or later with pip or uv to fetch py-rattler with; install one of them: "
          + "https://mamba.readthedocs.io/en/latest/installation/micromamba-installation.html")
    }
    let base = observation.variables["XDG_CACHE_HOME"] ?? "\(observation.variables["HOME"] ?? "/tmp")/.cache"
    return RattlerClient(
      python: python.path, uv: observation.uv, cache: "\(base)/swtox",
      tag: "cpython-\(python.version.prefix(2).map(String.init).joined())", script: "", reason: reason)
  }

  /// For whoever reads a plan.
  var note: String { "by py-rattler \(Self.version)" }

  /// For whoever asks what the machine can do.
  func account(of library: String) -> String { "by \(library), which is fetched from PyPI once, since \(reason)" }

  /// Puts the program where commands find it, and says what it is going to fetch.
  ///
  /// - Parameter library: `py-rattler` or `py-rattler-build`.
  func preparation(of library: String = "py-rattler") -> [Action] {
    let release = "\(library) \(library == "py-rattler" ? Self.version : Self.buildVersion)"
    let folder = "\(cache)/\(release.replacing(" ", with: "-"))-\(tag)"
    let text = "\(reason), so that \(release) is fetched from PyPI into \(cache), once"
    return [.tell(text, unlessThere: folder), .write(path: script, text: RattlerProgram.text)]
  }

  /// The words of a command.
  func command(_ verb: String, _ arguments: [String]) -> [String] {
    let release = verb == "build" ? "py-rattler-build==\(Self.buildVersion)" : "py-rattler==\(Self.version)"
    return [python, "-B", script, "--requires", release] + (uv.map { ["--uv", $0] } ?? []) + [verb] + arguments
  }
}
