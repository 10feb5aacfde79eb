import EnvironmentModel
import Host
import Planning

/// What options of tox's command line make of an environment.
struct ToxChanges {
  let arguments: ToxArguments
  let files: any FileHost

  private var currentFolder: String { files.resolved(".") ?? "/" }

  /// An environment as options make it; one that would install a package that cannot be read has a fault.
  func environment(_ environment: Environment) -> Environment {
    let keys = [("pre", "pip_pre"), ("site_packages", "system_site_packages"), ("always_copy", "always_copy")]
    let wanted = keys.filter { arguments.flag($0.0) }.map { ($0.1, SettingValue.boolean(true)) }
    // What a command writes to standard error is written there again.
    var changed = environment.replacing(Dictionary(wanted + [("stderr", .text("apart"))]) { $1 })
    let forced = arguments.texts("force_dep")
    if !forced.isEmpty, environment.lockedRequirements != nil, changed.fault == nil {
      changed.fault = "--force-dep changes nothing of what a lock file says; leave one of them out"
    }
    changed = changed.forcing(forced)
    let hasPackage = !environment.flag("skip_install") && environment.text("package") != "skip"
    if hasPackage, changed.fault == nil { changed.fault = damage }
    return changed
  }

  /// One command of the command line in place of the configuration's.
  func executing(_ environments: [Environment]) throws(ToxError) -> [Environment] {
    guard let words = arguments.positionalArguments, !words.isEmpty else {
      throw ToxError("You must specify a command as positional arguments, use -- <command>")
    }
    let values: [String: SettingValue] = [
      "commands_pre": .commands([]), "commands": .commands([CommandLine(arguments: words)]),
      "commands_post": .commands([]), "npm_scripts": .list([]), "allowlist_externals": .list(["*"]),
      "change_dir": .path(currentFolder),
    ]
    return environments.map { $0.replacing(values) }
  }

  /// Why the package of the command line cannot be installed; `nil` without one, and where it can.
  private var damage: String? {
    guard let given = arguments.text("install_pkg") else { return nil }
    return ToxGivenPackage(files: files).complaint(absolutePath(given, from: currentFolder))
  }
}

extension Environment {
  /// With requirements in the place of all others of the same name, be they of `deps` or of what is installed; those that
  /// nothing asks for are installed too, as tox does.
  func forcing(_ requirements: [String]) -> Environment {
    if requirements.isEmpty { return self }
    let forced = Dictionary(requirements.compactMap { text in RequirementLine.name(text).map { ($0, text) } }) { $1 }
    var missing = forced
    let replaced = dependencies.map { line in
      guard let name = RequirementLine.name(line), let requirement = forced[name] else { return line }
      missing[name] = nil
      return requirement
    }
    var copy = replacing(["deps": .list(replaced + missing.values.sorted())])
    copy.groupRequirements = groupRequirements.map { line in RequirementLine.name(line).flatMap { forced[$0] } ?? line }
    copy.forcedRequirements = forced.values.sorted()
    return copy
  }
}
