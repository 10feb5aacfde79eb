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
    return RattlerClient(python: python.path, uv: observation.uv, script: "", reason: reason)
  }

  /// For whoever reads a plan.
  var note: String { note(of: "py-rattler \(Self.version)") }

  func note(of library: String) -> String { "by \(library), which is fetched from PyPI once, since \(reason)" }

  /// Puts the program where commands find it.
  var preparation: [Action] { [.write(path: script, text: RattlerProgram.text)] }

  /// The words of a command.
  func command(_ verb: String, _ arguments: [String]) -> [String] {
    let release = verb == "build" ? "py-rattler-build==\(Self.buildVersion)" : "py-rattler==\(Self.version)"
    return [python, "-B", script, "--requires", release] + (uv.map { ["--uv", $0] } ?? []) + [verb] + arguments
  }
}
