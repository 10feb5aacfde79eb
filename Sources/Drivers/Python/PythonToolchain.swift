import EnvironmentModel
import Planning

/// The interpreter of an environment and the tools that create it and install into it.
struct PythonToolchain {
  /// Who makes the environment.
  enum Creator: Equatable {
    case uv(String)
    case venv
    case virtualenv(String)
  }

  /// Who installs into it.
  enum Installer: Equatable {
    case uv(String)
    /// The pip of another interpreter, told where to install.
    case pip(interpreter: String)
    /// The environment's own pip.
    case own
  }

  var interpreter: Interpreter
  var creator: Creator
  var installer: Installer

  /// The tools for the first of `base_python` that is on this machine.
  static func choose(for environment: Environment, in context: PlanningContext) -> Result<PythonToolchain, MissingTool>
  {
    let wanted = environment.list("base_python")
    let observation = context.observation
    let interpreter = observation.pythons.find(wanted)
    guard let interpreter else {
      let paths = wanted.filter { $0.hasPrefix("/") }
      let places = paths.count == wanted.count ? paths : observation.searchedPlaces + paths
      let names = wanted.map { PythonFactor($0)?.description ?? $0 }.joined(separator: ", ")
      return .failure(MissingTool("no interpreter for \(names) (looked in \(places.joined(separator: ", ")))"))
    }
    if !environment.text("uv_resolution").isEmpty {
      if observation.uv != nil, !interpreter.isAtLeast([3, 8]) {
        return .failure(
          MissingTool("uv_resolution is for uv, which knows no \(interpreter.label): leave the key out for it"))
      }
      guard observation.uv != nil else {
        return .failure(
          MissingTool("uv_resolution is for uv alone: install it with 'pip install uv', or leave the key out"))
      }
      return tools(for: interpreter, observation)
    }
    guard needsPip(environment) else { return tools(for: interpreter, observation) }
    var withoutUV = observation
    withoutUV.uv = nil
    let pip = tools(for: interpreter, withoutUV)
    if case .success = pip { return pip }
    return tools(for: interpreter, observation)
  }

  /// Whether `set_env` tells pip what uv has no word for.
  static func needsPip(_ environment: Environment) -> Bool {
    let harmless: Set = [
      "PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_INPUT", "PIP_PROGRESS_BAR", "PIP_DEFAULT_TIMEOUT", "PIP_USER",
    ]
    return environment.variables.contains { variable in
      variable.name.hasPrefix("PIP_") && SetupVariables.uvNames[variable.name] == nil
        && !harmless.contains(variable.name)
    }
  }

  /// The fastest tools that can serve an interpreter.
  static func tools(for interpreter: Interpreter, _ observation: Observation) -> Result<PythonToolchain, MissingTool> {
    if let uv = observation.uv, interpreter.isAtLeast([3, 8]) {
      return .success(PythonToolchain(interpreter: interpreter, creator: .uv(uv), installer: .uv(uv)))
    }
    if interpreter.hasVenv, interpreter.isAtLeast([3, 7]), let pip = pip(for: interpreter, observation) {
      return .success(
        PythonToolchain(interpreter: interpreter, creator: .venv, installer: .pip(interpreter: pip.path)))
    }
    // A virtualenv of today knows nothing of the Pythons that are left.
    if interpreter.hasVenv, interpreter.hasEnsurepip {
      return .success(PythonToolchain(interpreter: interpreter, creator: .venv, installer: .own))
    }
    if let virtualenv = observation.virtualenv {
      return .success(PythonToolchain(interpreter: interpreter, creator: .virtualenv(virtualenv), installer: .own))
    }
    let reason =
      "nothing here can make an environment for \(interpreter.label): it has no venv module with ensurepip (on Debian: "
      + "python3-venv), and neither uv nor virtualenv is on PATH"
    return .failure(MissingTool(reason))
  }

  /// The command line that makes an environment.
  ///
  /// - Parameter isSeeded: Whether a pip is put into it, where its tool can.
  func creation(of directory: String, isSeeded: Bool, seesSystemPackages: Bool = false) -> [String] {
    var words: [String]
    switch creator {
    case .uv(let uv):
      words = [uv, "venv", "--quiet", "--no-project", "--python", interpreter.path] + (isSeeded ? ["--seed"] : [])
    case .venv: words = [interpreter.path, "-m", "venv"] + (isSeeded ? [] : ["--without-pip"])
    case .virtualenv(let tool): words = [tool, "--quiet", "--python", interpreter.path]
    }
    if seesSystemPackages { words.append("--system-site-packages") }
    return words + [directory]
  }

  /// An interpreter whose pip can install into others' environments and runs on this version.
  private static func pip(for interpreter: Interpreter, _ observation: Observation) -> Interpreter? {
    func canServe(_ candidate: Interpreter) -> Bool {
      guard let pip = candidate.pipVersion, !pip.lexicographicallyPrecedes([22, 3]) else { return false }
      let oldest =
        pip.lexicographicallyPrecedes([24, 1]) ? [3, 7] : pip.lexicographicallyPrecedes([25, 1]) ? [3, 8] : [3, 9]
      return interpreter.isAtLeast(oldest)
    }
    return canServe(interpreter) ? interpreter : observation.pythons.interpreters.first(where: canServe)
  }
}
