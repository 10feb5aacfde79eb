import EnvironmentModel
import SourceText

extension LoadedConfiguration {
  /// What an environment installs beside what `deps` says itself, and why it cannot have that.
  ///
  /// - Returns: What groups, the package and a script need; the lines of a lock file, which stand for all, or `nil`.
  func requirements(
    _ settings: inout Settings, _ diagnostics: inout [Diagnostic], _ resolver: SettingResolver
  ) -> (more: [String], locked: [String]?, fault: String?) {
    let locked = lock(&settings, &diagnostics, resolver)
    let script = resolver.runner.isOfScripts ? script(resolver) : ([], nil)
    // What groups mean to a lock file it says itself.
    let groups = locked == nil ? groupRequirements(&settings, &diagnostics) : []
    return (groups + packageRequirements(&settings, &diagnostics, resolver) + script.0, locked, script.1)
  }

  /// With `package = deps-only`, what the package itself needs; the setting fails where the project does not say.
  private func packageRequirements(
    _ settings: inout Settings, _ diagnostics: inout [Diagnostic], _ resolver: SettingResolver
  ) -> [String] {
    guard let position = settings.firstIndex(where: { $0.key == "extras" }),
      resolver.text("package") == "deps-only", !resolver.flag("skip_install")
    else { return [] }
    do throws(PyProject.DependencyError) {
      return try pyProject.requirements(withExtras: resolver.list("extras"))
    } catch {
      diagnostics.append(.error(error.message, at: resolver.setting(named: "package")?.origin.span))
      settings[position].setting.value = .failure(error.message)
      return []
    }
  }

  /// The requirements that `dependency_groups` stands for; the setting fails where a group is missing or wrong.
  private func groupRequirements(_ settings: inout Settings, _ diagnostics: inout [Diagnostic]) -> [String] {
    guard let position = settings.firstIndex(where: { $0.key == "dependency_groups" }),
      case .list(let groups) = settings[position].setting.value, !groups.isEmpty
    else { return [] }
    do throws(PyProject.GroupError) {
      if context.readFile("\(project.root)/pyproject.toml") == nil {
        throw PyProject.GroupError.noFile("\(project.root)/pyproject.toml")
      }
      return try pyProject.requirements(of: groups)
    } catch {
      diagnostics.append(.error(error.message, at: settings[position].setting.origin.span))
      settings[position].setting.value = .failure(error.message)
      return []
    }
  }

  /// The lines of the lock file that an environment installs from; `nil` where it has none. The setting fails where the file
  /// is missing or wrong.
  private func lock(
    _ settings: inout Settings, _ diagnostics: inout [Diagnostic], _ resolver: SettingResolver
  ) -> [String]? {
    guard let position = settings.firstIndex(where: { $0.key == "pylock" }),
      case .text(let name) = settings[position].setting.value, !name.isEmpty
    else { return nil }
    do throws(LockFile.Fault) {
      // A remark installs nothing, and neither does an address.
      let others = resolver.list("deps").filter { line in
        if line.hasPrefix("#") { return false }
        return !line.hasPrefix("-") || ["-r", "-e", "--requirement", "--editable"].contains { line.hasPrefix($0) }
      }
      if !others.isEmpty { throw LockFile.Fault(message: "cannot use both 'deps' and 'pylock'") }
      let path = absolutePath(name, from: project.root)
      guard let bytes = context.readFile(path) else {
        throw LockFile.Fault(message: "pylock file '\(name)' not found at \(path)")
      }
      return try LockFile(bytes, path: path).lines(
        for: context.markerEnvironment(of: try? resolver.interpreter()), extras: resolver.list("extras"),
        groups: resolver.list("dependency_groups"))
    } catch {
      diagnostics.append(.error(error.message, at: settings[position].setting.origin.span))
      settings[position].setting.value = .failure(error.message)
      return []
    }
  }

  /// What the script of an environment needs by its own words, and why it cannot have that.
  private func script(_ resolver: SettingResolver) -> (dependencies: [String], fault: String?) {
    let name = resolver.text("script")
    if name.isEmpty { return ([], nil) }
    if let setting = resolver.setting(named: "base_python"), setting.origin.section != SettingResolver.unset {
      return ([], "cannot set base_python with \(resolver.text("runner")) runner; use requires-python in the script")
    }
    let path = absolutePath(name, from: project.root)
    if !path.hasPrefix(project.root + "/") {
      return ([], "script path '\(name)' escapes tox_root \(project.root)")
    }
    guard let bytes = context.readFile(path) else { return ([], "script file not found: \(path)") }
    do throws(ScriptMetadata.Fault) {
      let metadata = try ScriptMetadata(bytes, path: path)
      if let required = metadata.requiredPython, let version = (try? resolver.interpreter())?.version,
        !ScriptMetadata.version(version, fulfils: required)
      {
        let text = version.map(String.init).joined(separator: ".")
        return ([], "python \(text) does not satisfy requires-python '\(required)'")
      }
      return (metadata.dependencies, nil)
    } catch {
      return ([], error.message)
    }
  }
}
