package import EnvironmentModel
package import SourceText

extension LoadedConfiguration {
  /// The environments that build the packages of some environments.
  ///
  /// - Returns: For each name those that make its package, the one that others ask first; none without a package.
  /// - Complexity: O(*environments*).
  package func packageEnvironments(of names: [EnvironmentName]) -> [[EnvironmentName]] {
    ask { resolution in
      names.map { name in
        let resolver = resolution.environment(name)
        defer { resolution.forget(name) }
        guard resolver.text("package") != "skip", !resolution.core.flag("no_package"), !resolver.flag("skip_install")
        else { return [] }
        var builders = [EnvironmentName(resolver.text("package_env"))]
        if ["wheel", "sdist-wheel", "editable"].contains(resolver.text("package")),
          case .text(let other) = resolver.value("wheel_build_env"), other != builders[0].text
        {
          builders.append(EnvironmentName(other))
        }
        return builders
      }
    }
  }

  /// Whether a name is that of an environment that builds packages for others.
  ///
  /// - Complexity: O(*environments*).
  package func isPackageEnvironment(_ name: EnvironmentName) -> Bool {
    let packager = ask { resolution in resolution.core.text("package_env") }
    return [packager, "\(packager)_external"].contains(name.text)
      || packageEnvironments(of: project.allEnvironments).contains { $0.contains(name) }
  }

  /// An environment that builds packages, as those that are built by `package` alone have it.
  package func packagingEnvironment(_ name: EnvironmentName) -> Environment {
    Environment(name: name, settings: packageEnvironment(name).settings)
  }

  /// Whether an environment builds by commands of its own.
  private func isExternal(_ resolver: SettingResolver, _ name: EnvironmentName) -> Bool {
    name.text.hasSuffix("_external")
      || ConfigurationKeyTable.externalBuilderKeys.contains { key in resolver.layers.contains { $0[key] != nil } }
  }

  /// What the commands of a packaging environment do.
  func externalBuild(_ name: EnvironmentName, in resolution: Resolution) -> ExternalBuild {
    let resolver = resolution.packageEnvironment(name)
    var commands: [CommandLine] = []
    if case .commands(let lines) = resolver.value("commands") { commands = lines }
    var build = ExternalBuild(
      commands: commands, workingDirectory: resolver.text("change_dir"),
      temporaryDirectory: resolver.text("env_tmp_dir"), pattern: resolver.text("package_glob"),
      root: project.root)
    build.ignoresErrors = resolver.flag("ignore_errors")
    return build
  }

  /// The settings of an environment that builds packages.
  ///
  /// - Parameter wanted: The present names of the keys to resolve; `nil` for all.
  package func packageEnvironment(
    _ name: EnvironmentName, only wanted: Set<String>? = nil
  ) -> (settings: Settings, diagnostics: [Diagnostic]) {
    ask { resolution in
      let resolver = resolution.packageEnvironment(name)
      let hidden = isExternal(resolver, name) ? [] : ConfigurationKeyTable.externalBuilderKeys
      let keys = resolver.table.keys.filter { (wanted?.contains($0.name) ?? true) && !hidden.contains($0.name) }
      return (keys.map { (key: $0.name, setting: resolver.setting($0)) }, resolver.diagnostics)
    }
  }
}
