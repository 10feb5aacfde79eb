package import EnvironmentModel
package import SourceText

/// A configuration that was read: the project, and each environment's settings when asked for.
package struct LoadedConfiguration: Sendable {
  package let project: Project
  /// What is wrong with the file as a whole; errors here concern everything.
  package let diagnostics: [Diagnostic]
  /// What `pyproject.toml` beside the configuration says.
  package let pyProject: PyProject
  let document: ConfigurationDocument
  /// What the machine and the command line contribute.
  package let context: ConfigurationContext
  let names: EnvironmentNames

  /// The factors that names may be made of.
  package var knownFactors: Set<String> { names.factors }

  /// Factors of listed and conditional names, which may stand together in any name; those of sections alone may not.
  package var combinableFactors: Set<String> { names.combinableFactors }

  /// Whether anything is listed to run when no environment is named.
  package var hasEnvironmentList: Bool { names.hasList }

  /// Environments that sections and conditions speak of beyond the list, without those that labels alone name.
  package var definedEnvironments: [EnvironmentName] {
    let labelled = Set(names.labelled)
    let fallback = names.definesFallback && !names.hasList ? names.list : []
    return fallback + names.additional.filter { !labelled.contains($0) }
  }

  /// The runners that some environments ask for, in their order.
  package func runners(of names: [EnvironmentName]) -> [Result<String, SettingFailure>] {
    ask { resolution in
      // Where nobody says anything of it all have the same.
      if let key = ConfigurationKeyTable.environment["runner"], !resolution.mentions(key) {
        return Array(repeating: .success(context.defaultRunner), count: names.count)
      }
      return names.map { name in
        defer { resolution.forget(name) }
        switch resolution.environment(name).value("runner") {
        case .failure(let reason): return .failure(SettingFailure(reason: reason))
        case let value: return .success(value.referenceText)
        }
      }
    }
  }

  /// The items of `depends` that environments need to pass; of those alone that need something.
  ///
  /// - Parameter isRequired: Whether all of it has to pass, whatever `requires_success` says.
  package func requirements(of names: [EnvironmentName], isRequired: Bool) -> [EnvironmentName: [String]] {
    ask { resolution in
      var found: [EnvironmentName: [String]] = [:]
      for name in names {
        let resolver = resolution.environment(name)
        let items = isRequired || resolver.flag("requires_success") ? resolver.list("depends") : []
        if !items.isEmpty { found[name] = items }
        resolution.forget(name)
      }
      return found
    }
  }

  /// Whether any environment might need others to pass.
  package var mentionsRequirements: Bool {
    ask { resolution in ConfigurationKeyTable.environment["requires_success"].map(resolution.mentions) ?? false }
  }

  /// Keys with their settings, in the order of their table.
  package typealias Settings = [(key: String, setting: Setting<SettingValue>)]

  /// The same configuration with what else is known of the machine.
  package func with(_ context: ConfigurationContext) -> LoadedConfiguration {
    LoadedConfiguration(
      project: project, diagnostics: diagnostics, pyProject: pyProject, document: document, context: context,
      names: names)
  }

  /// How the package below a folder is built, by the `pyproject.toml` there.
  ///
  /// Costs reading that file, and the others that say how it is built.
  package func buildSystem(of root: String) -> BuildSystem {
    var system = root == project.root ? pyProject.buildSystem : .legacy
    if root != project.root, let bytes = context.readFile("\(root)/pyproject.toml"),
      let other = try? PyProject(SourceFile(path: shown("\(root)/pyproject.toml"), bytes: bytes))
    {
      // A file that cannot be read is told by the build itself.
      system = other.buildSystem
    }
    for name in ["pyproject.toml", "setup.py", "setup.cfg"] {
      let text = String(decoding: context.readFile("\(root)/\(name)") ?? [], as: UTF8.self)
      if BuildSystem.buildsNativeCode(text) { system.buildsNativeCode = true }
      if BuildSystem.readsRevision(text) { system.readsRevision = true }
    }
    return system
  }

  /// A path from the project's folder where it lies below.
  private func shown(_ path: String) -> String {
    path.hasPrefix(project.root + "/") ? String(path.dropFirst(project.root.count + 1)) : path
  }

  func ask<Answer>(_ question: (Resolution) -> Answer) -> Answer {
    Resolution.with(
      document, path: project.configurationPath, context: context, names: names, definitions: project.definitions,
      question)
  }

  /// The core settings in the order of the key table.
  ///
  /// - Parameter wanted: The present names of the keys to resolve; `nil` for all.
  package func coreSettings(only wanted: Set<String>? = nil) -> (settings: Settings, diagnostics: [Diagnostic]) {
    ask { resolution in
      let core = resolution.core
      let keys = ConfigurationKeyTable.core.keys.filter { !$0.isBeyondTox || !context.showsToxKeysOnly }
      let settings = keys.filter { wanted?.contains($0.name) ?? true }.map { key in
        (key: key.name, setting: core.setting(key))
      }
      return (settings, core.diagnostics)
    }
  }

  /// Resolves the settings of an environment, with the diagnostics that only it has.
  ///
  /// - Parameter wanted: The present names of the keys to resolve; `nil` for all.
  /// - Complexity: O(*keys* × *lines of its sections*).
  package func environment(
    _ name: EnvironmentName, only wanted: Set<String>? = nil
  ) -> (environment: Environment, diagnostics: [Diagnostic]) {
    let (environments, diagnostics) = self.environments([name], only: wanted)
    return (environments[0], diagnostics)
  }

  /// Resolves several environments; diagnostics that they share come once.
  ///
  /// - Complexity: O(*environments* × *keys* × *lines of their sections*).
  package func environments(
    _ names: [EnvironmentName], only wanted: Set<String>? = nil
  ) -> (environments: [Environment], diagnostics: [Diagnostic]) {
    ask { resolution in
      resolution.sharesSettings(among: names.count)
      var environments: [Environment] = []
      var diagnostics: [Diagnostic] = []
      var seen: Set<String> = []
      for name in names {
        let (environment, found) = resolved(name, wanted, in: resolution)
        environments.append(environment)
        for diagnostic in found where seen.insert("\(diagnostic.span?.location ?? "") \(diagnostic.message)").inserted {
          diagnostics.append(diagnostic)
        }
        resolution.forget(name)
      }
      return (environments, diagnostics)
    }
  }

  private func resolved(
    _ name: EnvironmentName, _ wanted: Set<String>?, in resolution: Resolution
  ) -> (environment: Environment, diagnostics: [Diagnostic]) {
    let resolver = resolution.environment(name)
    let shown = resolver.shownKeys
    let keys = wanted.map { wanted in shown.keys.filter { wanted.contains($0.name) } } ?? shown.keys
    var settings = keys.map { key in (key: key.name, setting: resolver.setting(key).read(as: key, in: context)) }
    var diagnostics = resolver.diagnostics
    if let depends = settings.first(where: { $0.key == "depends" }) {
      diagnostics += DependsCheck.diagnostics(depends.setting, of: resolver, names)
    }
    let requirements = requirements(&settings, &diagnostics, resolver)
    var packageRoot = project.root
    if wanted == nil, resolver.text("package") != "skip" {
      let packager = resolution.packageEnvironment(EnvironmentName(resolver.text("package_env")))
      let root = packager.text("package_root")
      if !root.isEmpty { packageRoot = root }
      diagnostics += packager.diagnostics
    }
    var decision = KindDecision(.virtualenv, .byDefault)
    var fault: String?
    do throws(KindConflict) {
      decision = try kind(of: name, resolver)
      if let position = settings.firstIndex(where: { $0.key == "kind" }), settings[position].setting.value == .absent {
        // The setting says what was decided, where nobody set it.
        settings[position].setting.value = .text(decision.kind.description)
      }
    } catch {
      fault = error.diagnostic.message
      diagnostics.append(error.diagnostic)
    }
    var environment = Environment(
      name: name, groupRequirements: requirements.more, packageRoot: packageRoot, settings: settings,
      layout: wanted == nil ? shown.layout : nil)
    if wanted == nil, resolver.text("package") == "external" {
      environment.externalBuild = externalBuild(EnvironmentName(resolver.text("package_env")), in: resolution)
    }
    environment.kindDecision = decision
    environment.lockedRequirements = requirements.locked
    environment.fault = fault ?? requirements.fault
    return (environment, diagnostics)
  }

  /// The kind of an environment: its own `kind`, else a `runner` that somebody set, else what the definitions say.
  func kind(of name: EnvironmentName, _ resolver: SettingResolver) throws(KindConflict) -> KindDecision {
    for key in ["kind", "runner"] {
      guard let setting = resolver.setting(named: key), case .text(let word) = setting.value,
        setting.origin.section != SettingResolver.unset
      else { continue }
      // A definition's key is no key of the environment's own.
      if key == "kind", project.definitions.environments.contains(where: { $0.section == setting.origin.section }) {
        continue
      }
      return KindDecision(EnvironmentKind(word), .ownKey(setting.origin.span))
    }
    let decision = try project.definitions.kind(of: name, own: nil)
    guard decision.reason == .byDefault else { return decision }
    return KindDecision(EnvironmentKind(resolver.text("runner")), .byDefault)
  }

  /// Keys of an environment's nearest section that mean nothing, in the order of their bytes.
  package func unusedKeys(of name: EnvironmentName) -> [String] {
    ask { resolution in
      let resolver = resolution.environment(name)
      let shown = Set(resolver.shownKeys.keys.flatMap(\.spellings))
      let excluded: Set<String> = document.dialect == .ini ? [] : ["factors"]
      let found = Set(resolver.layers.first?.entries.map(\.key) ?? [])
      return found.subtracting(shown).subtracting(excluded).sorted()
    }
  }

  /// Keys of the core's section that mean nothing, in the order of their bytes.
  package var unusedCoreKeys: [String] {
    let found = Set((document[section: document.dialect.core]?.entries ?? []).map(\.key))
    let known = ConfigurationKeyTable.core.keys.filter { !$0.isBeyondTox || !context.showsToxKeysOnly }
    return found.subtracting(known.flatMap(\.spellings)).sorted()
  }

  /// The descriptions of environments, in their order; empty where there is none.
  ///
  /// Costs a small part of what all settings do.
  package func descriptions(of names: [EnvironmentName]) -> [String] {
    values(of: names, "description") { $0.text("description") }
  }

  /// The labels that environments give themselves, in the order of the environments.
  ///
  /// Costs a small part of what all settings do.
  package func labels(of names: [EnvironmentName]) -> [[String]] {
    values(of: names, "labels") { $0.list("labels") }
  }

  private func values<Value>(
    of names: [EnvironmentName], _ key: String, _ value: (SettingResolver) -> Value
  ) -> [Value] {
    ask { resolution in
      resolution.sharesSettings(among: names.count)
      // Where nobody says anything of it all have the same.
      if let first = names.first, let key = ConfigurationKeyTable.environment[key], !resolution.mentions(key) {
        return Array(repeating: value(resolution.environment(first)), count: names.count)
      }
      return names.map { name in
        defer { resolution.forget(name) }
        return value(resolution.environment(name))
      }
    }
  }

  /// The environments that `labels` of the core puts under each label.
  package var labelledEnvironments: [String: [EnvironmentName]] {
    guard case .groups(let groups) = ask({ $0.core.value("labels") }) else { return [:] }
    return Dictionary(groups.map { ($0.name, $0.members.map { EnvironmentName($0) }) }) { $0 + $1 }
  }
}

/// Why a setting has no value.
package struct SettingFailure: Error {
  package var reason: String
}

extension Setting<SettingValue> {
  /// To tox a key that it does not know may have any value, for others to refer to; one that makes no sense is none then.
  fileprivate func read(as key: ConfigurationKey, in context: ConfigurationContext) -> Setting {
    guard key.isBeyondTox, context.usesToxWording, case .failure = value else { return self }
    var setting = self
    setting.value = .absent
    return setting
  }
}
