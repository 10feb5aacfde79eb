import EnvironmentModel
import Planning

/// What an environment of conda is made of: what its keys say, and its environment.yml.
struct CondaContent: Hashable, Sendable {
  /// The preferred ones first.
  let channels: [String]
  /// Whether the client's own channels do not count besides.
  let isWithoutDefaults: Bool
  /// Python as the environment's name or `base_python` asks for it: `python=3.12`; just `python` where nothing does, and
  /// nothing where the environment.yml says more.
  let pythons: [String]
  /// What keeps Python as it is while more is installed; nothing where nobody asked for a version.
  var pins: [String] { pythonVersion.isEmpty ? [] : pythons }
  /// The version that is asked for; empty for any.
  let pythonVersion: [Int]
  /// What is there from the beginning besides Python.
  let specifications: [String]
  /// What is installed afterwards, as tox-conda does.
  let dependencies: [String]
  /// What pip installs, besides `deps`.
  let pipRequirements: [String]
  let variables: [String: String]

  init(_ environment: Environment, _ context: PlanningContext) throws(CondaFile.Fault) {
    var file: CondaFile?
    let path = environment.text("conda_env")
    if !path.isEmpty {
      guard let text = context.observation.texts[path] else { throw CondaFile.Fault("there is no such file") }
      file = try CondaFile(text)
    }
    let factor = Self.factor(of: environment)
    pythonVersion = factor?.version ?? []
    let version = pythonVersion.map(String.init).joined(separator: ".")
    let own = (file?.dependencies ?? []).contains { $0 != "python" && $0.prefix { $0.isLetter } == "python" }
    let isPyPy = factor?.implementation == .pypy
    if version.isEmpty {
      pythons = isPyPy ? ["pypy"] : own ? [] : ["python"]
    } else {
      pythons = (isPyPy ? ["pypy"] : []) + ["python=\(version)"]
    }
    let named = environment.list("conda_channels") + (file?.channels ?? [])
    // A word of environment files that is no channel.
    isWithoutDefaults = named.contains("nodefaults")
    channels = Self.unique(named.filter { $0 != "nodefaults" })
    // Of Python the environment's name says more than the file, whose own line may only narrow it.
    specifications =
      (file?.dependencies ?? []).filter { $0 != "python" && $0 != "pip" }
      + (file?.dependencies.contains("pip") == true ? ["pip"] : [])
    dependencies = environment.list("conda_deps")
    let folder = parent(path)
    pipRequirements = (file?.pipRequirements ?? []).map { Self.rooted($0, from: folder) }
    variables = file?.variables ?? [:]
  }

  /// What somebody asked for: `base_python`, else the first factor of the name that names a Python; `nil` for any.
  private static func factor(of environment: Environment) -> PythonFactor? {
    let isSet = environment["base_python"].map { $0.origin.section != SettingOrigin.unset } ?? false
    let factors = environment.name.factors.map(\.text).filter { PythonFactor($0) != nil }
    return (isSet ? environment.list("base_python") : factors).compactMap { PythonFactor($0) }.first
  }

  private static func unique(_ items: [String]) -> [String] {
    var seen: Set<String> = []
    return items.filter { seen.insert($0).inserted }
  }

  /// A requirement whose paths do not start from a file's folder any more: `-r base.txt`, `-e ./lib`, `./lib`.
  private static func rooted(_ line: String, from folder: String) -> String {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    if words.count == 2, ["-r", "-c", "-e", "--requirement", "--constraint", "--editable"].contains(words[0]),
      !words[1].contains("://")
    {
      return "\(words[0]) \(absolutePath(words[1], from: folder))"
    }
    return line == "." || line.hasPrefix("./") || line.hasPrefix("../") ? absolutePath(line, from: folder) : line
  }
}
