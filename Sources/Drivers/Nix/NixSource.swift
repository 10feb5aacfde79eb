import EnvironmentModel
import Planning

/// What Nix makes an environment of: a file, a flake, or names of packages.
enum NixSource: Hashable {
  /// An absolute path.
  case file(String)
  /// A reference with its attribute; where it names a folder here, its absolute path and the rest of the reference.
  case flake(String)
  case localFlake(folder: String, attribute: String)
  case packages([String])

  /// Where shells are described by custom.
  private static let customary = ["shell.nix", "default.nix"]

  /// What an environment asks for; else the customary file of the project.
  ///
  /// - Throws: That there is none, or that it asks for two.
  static func choose(for environment: Environment, in context: PlanningContext) throws(MissingTool) -> NixSource {
    let (file, flake) = (environment.text("nix_file"), environment.text("nix_flake"))
    let packages = environment.list("nix_packages")
    let asked = [("nix_file", !file.isEmpty), ("nix_flake", !flake.isEmpty), ("nix_packages", !packages.isEmpty)]
      .filter(\.1).map(\.0)
    if asked.count > 1 {
      throw MissingTool(mistake: "\(asked.joined(separator: " and ")) exclude each other; set one of them")
    }
    let (root, texts) = (context.project.root, context.observation.texts)
    if !file.isEmpty {
      guard texts[file] != nil else { throw MissingTool(mistake: "'nix_file = \(file)': there is no such file") }
      return .file(file)
    }
    if !flake.isEmpty { return localFlake(flake, root) ?? .flake(flake) }
    if !packages.isEmpty { return .packages(packages) }
    if let name = customary.first(where: { texts["\(root)/\($0)"] != nil }) { return .file("\(root)/\(name)") }
    throw MissingTool(
      mistake: "there is neither shell.nix nor default.nix in '\(root)'; set nix_file, nix_flake or nix_packages")
  }

  /// Shell patterns of those whose content may decide what it is made of: files that Nix reads are mostly near.
  static func files(of environment: Environment, in project: Project) -> [String] {
    let names = ["*.nix", "*/*.nix", "*/*/*.nix", "flake.lock", "nix/sources.json", "npins/sources.json"]
    var folders = [project.root]
    let file = environment.text("nix_file")
    if !file.isEmpty { folders.append(parent(file)) }
    if case .localFlake(let folder, _)? = localFlake(environment.text("nix_flake"), project.root) {
      folders.append(folder)
    }
    return folders.flatMap { folder in names.map { "\(folder)/\($0)" } } + (file.isEmpty ? [] : [file])
  }

  /// Those of them that are there, with a mark of the content of each.
  func marks(in context: PlanningContext) -> [String] {
    let folders: [String]
    switch self {
    case .flake, .packages: return []
    case .file(let path): folders = [context.project.root, parent(path)]
    case .localFlake(let folder, _): folders = [folder]
    }
    let ours = context.project.workDirectory + "/"
    return context.observation.texts.filter { path, _ in
      folders.contains { path.hasPrefix($0 == "/" ? "/" : $0 + "/") } && !path.hasPrefix(ours)
        && (path.hasSuffix(".nix") || path.hasSuffix("flake.lock") || path.hasSuffix("sources.json")
          || self == .file(path))
    }.sorted { $0.key < $1.key }.map { "file \($0.key) \(Digest.of(Array($0.value.utf8)))" }
  }

  /// `.`, `./nix#shell`, `/srv/flake`, `path:nix`; `nil` for what lies elsewhere.
  private static func localFlake(_ reference: String, _ root: String) -> NixSource? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    // What stands behind a question mark is Nix's business.
    guard var path = parts.first, !path.isEmpty, !path.contains("?") else { return nil }
    if path.hasPrefix("path:") {
      path = String(path.dropFirst("path:".count))
    } else if !path.hasPrefix("."), !path.hasPrefix("/") {
      return nil
    }
    return .localFlake(folder: absolutePath(path, from: root), attribute: parts.count > 1 ? "#\(parts[1])" : "")
  }
}
