import EnvironmentModel
import Planning

/// The sources of a Node project as an environment sees them: where they stand, and what pins their dependencies.
struct NodeProject {
  /// The files that decide what is installed.
  private static let decidingFiles =
    [
      "package.json", ".npmrc", ".yarnrc", ".yarnrc.yml", "pnpm-workspace.yaml", ".pnpmfile.cjs",
    ]
    + NodeManager.allCases.flatMap(\.lockFiles)

  /// The folder of the sources, which is copied.
  let root: String
  let manager: NodeManager
  /// The lock file that counts, with its text.
  let lock: (name: String, text: String)?
  /// The files that decide what is installed and that are there, by name, with their texts.
  let files: [(name: String, text: String)]

  /// The project's folder where it has a package.json, else the first of those that npm packages come from.
  init(_ environment: Environment, _ context: PlanningContext) {
    let texts = context.observation.texts
    let roots = Self.roots(of: context.project)
    let root = roots.first { texts["\($0)/package.json"] != nil } ?? context.project.root
    let files = Self.decidingFiles.compactMap { name in texts["\(root)/\(name)"].map { (name: name, text: $0) } }
    let locked = { (manager: NodeManager) in
      manager.lockFiles.compactMap { name in files.first { $0.name == name } }.first
    }
    let wanted = NodeManager(rawValue: environment.text("node_manager"))
    self.root = root
    self.files = files
    manager = wanted ?? NodeManager.allCases.first { locked($0) != nil } ?? .npm
    lock = locked(manager)
  }

  /// Whether yarn is 2 or later, which has other words than the first one.
  var hasModernYarn: Bool { manager == .yarn && lock?.text.contains("__metadata:") == true }

  /// Whether yarn would leave no `node_modules`, as the later ones do unless they are told.
  var usesPlugAndPlay: Bool {
    let settings = files.first { $0.name == ".yarnrc.yml" }?.text ?? ""
    let linker = settings.split(whereSeparator: \.isNewline).first { $0.hasPrefix("nodeLinker:") } ?? "pnp"
    return hasModernYarn && linker.contains("pnp")
  }

  /// Whether it names dependencies, scripts and the like at all.
  var hasDescription: Bool { files.contains { $0.name == "package.json" } }

  static func files(in project: Project) -> [String] {
    roots(of: project).flatMap { root in decidingFiles.map { "\(root)/\($0)" } }
  }

  private static func roots(of project: Project) -> [String] {
    var roots = [project.root]
    for definition in project.definitions.packages where definition.builder == .npm && !roots.contains(definition.root)
    {
      roots.append(definition.root)
    }
    return roots
  }
}
