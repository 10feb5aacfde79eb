import EnvironmentModel
import Host
import Planning
import ProjectConfiguration
import RunModel

/// Keeps the file `.venv` of a project, which names an environment to editors.
struct ProjectRedirect {
  /// Whether it is kept; `nil` where nobody says so.
  private let setting: Bool?
  /// The environment that it names by the configuration; empty where that is left to us.
  private let pinned: String
  /// What could be named, in the order of the configuration.
  private let candidates: [Environment]
  private let project: Project
  private let files: any FileHost

  private var path: String { "\(project.root)/\(VenvRedirect.fileName)" }

  /// Costs resolving two keys of all environments, unless nobody wants the file.
  ///
  /// - Parameters:
  ///   - names: Environments beside those of the configuration.
  ///   - isUsual: Whether the file is kept where nobody says anything of it.
  /// - Returns: `nil` where it is not kept.
  init?(_ session: ProjectSession, and names: [EnvironmentName] = [], isUsual: Bool) {
    let keys: Set = ["venv_redirect", "venv_redirect_env"]
    let settings = session.configuration.coreSettings(only: keys).settings
    let values = Dictionary(settings.map { ($0.key, $0.setting.value) }) { first, _ in first }
    if case .boolean(let isOn) = values["venv_redirect"] { setting = isOn } else { setting = nil }
    if case .text(let name) = values["venv_redirect_env"] { pinned = name } else { pinned = "" }
    guard setting ?? (isUsual || !pinned.isEmpty) else { return nil }
    let all = (session.project.allEnvironments + names).uniqued(by: \.self)
    candidates = session.configuration.environments(all, only: ["env_dir", "package"]).environments
    project = session.project
    files = session.host.files
  }

  /// The environment that lives where the file would be; `nil` when there is none.
  private var occupant: Environment? { candidates.first { $0.directory == path } }

  /// Why the file cannot be kept though somebody asks for it; `nil` when nothing is in its way.
  var conflict: String? {
    guard setting == true, let occupant else { return nil }
    return
      "venv_redirect is true, but tox environment \(occupant.name) lives at \(path), where the redirect file goes; "
      + "set venv_redirect to false or leave it unset"
  }

  /// What the file names now.
  private var target: String? {
    guard let status = files.status(path), status.kind == .file, !files.isLink(path),
      let bytes = try? files.read(path)  // unreadable, so none of ours
    else { return nil }
    return VenvRedirect.target(of: bytes, in: project.root)
  }

  /// Nothing names an environment while it is made anew.
  func forget(_ plan: Plan) {
    guard let target else { return }
    let isMadeAnew = plan.steps.contains { step in
      guard case .environment(let name) = step.id.owner, step.id.kind == .createEnvironment,
        case .perform = step.disposition
      else { return false }
      return candidates.contains { $0.name == name && $0.directory == target }
    }
    if isMadeAnew { try? files.remove(path) }  // what cannot be removed stays as it was
  }

  /// Names the environment that editors are to use, where it is there.
  ///
  /// - Parameter tell: Told, as a sentence, what somebody should know.
  func record(_ tell: (String) -> Void) {
    if occupant != nil { return }
    if !pinned.isEmpty, !candidates.contains(where: { $0.name.text == pinned }) {
      tell("venv_redirect_env names \(pinned), which is not a tox environment")
      return
    }
    let name = pinned.isEmpty ? "dev" : pinned
    let chosen =
      candidates.first { $0.name.text == name }
      ?? candidates.first { ["editable", "editable-legacy"].contains($0.text("package")) }
    guard let directory = chosen?.directory, files.exists("\(directory)/pyvenv.cfg") else { return }
    record(directory, tell) { target in
      target.hasPrefix(project.workDirectory + "/") || candidates.contains { $0.directory == target }
    }
  }

  /// Names a folder in which somebody wants to work.
  func record(development directory: String, _ tell: (String) -> Void) {
    record(directory, tell) { _ in true }
  }

  private func record(_ directory: String, _ tell: (String) -> Void, isOurs: (String) -> Bool) {
    let names = (try? files.list(project.root)) ?? []  // by its names alone a link to nothing is seen
    if names.contains(VenvRedirect.fileName) {
      // What others wrote is theirs, and so is a folder or a link.
      guard let target, target != directory, isOurs(target) else { return }
    }
    do throws(FileError) {
      try files.write(VenvRedirect.content(for: directory, in: project.root), to: path)
    } catch {
      tell("could not point \(path) at \(directory): \(error.reason)")
    }
  }
}
