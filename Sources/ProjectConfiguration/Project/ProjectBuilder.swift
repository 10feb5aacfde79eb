package import EnvironmentModel
package import SourceText

/// A configuration that was read: the project, and each environment's settings when asked for.
package struct LoadedConfiguration: Sendable {
  package let project: Project
  /// What is wrong with the file as a whole; errors here concern everything.
  package let diagnostics: [Diagnostic]
  /// What `pyproject.toml` beside the configuration says.
  package let pyProject: PyProject
  /// The factors that names may be made of.
  package let knownFactors: Set<String>
  let document: ConfigurationDocument
  let context: ConfigurationContext
  let constants: [String: SettingValue]
  /// Which section defines which name, for generative section names.
  let sectionOfEnvironment: [String: String]

  /// How the package below a folder is built, by the `pyproject.toml` there.
  ///
  /// Costs reading that file, but for the project's own folder.
  package func buildSystem(of root: String) -> BuildSystem {
    if root == project.root { return pyProject.buildSystem }
    guard let bytes = context.readFile("\(root)/pyproject.toml"),
      let other = try? PyProject(SourceFile(path: "\(root)/pyproject.toml", bytes: bytes))
    else { return .legacy }  // a file that cannot be read is told by the build itself
    return other.buildSystem
  }

  /// The core settings in the order of the key table.
  package func coreSettings() -> (settings: [(key: String, setting: Setting<SettingValue>)], diagnostics: [Diagnostic])
  {
    let resolver = coreResolver()
    let settings = ConfigurationKeyTable.core.keys.map { key in
      var setting = resolver.setting(key)
      // What counts are the names that the patterns stand for.
      if key.name == "env_list", case .list = setting.value {
        setting.value = .list(project.environmentList.map(\.text))
      }
      return (key: key.name, setting: setting)
    }
    return (settings, resolver.diagnostics)
  }

  /// Resolves the settings of an environment, with the diagnostics that only it has.
  ///
  /// - Parameter wanted: The present names of the keys to resolve; `nil` for all.
  /// - Complexity: O(*keys* × *lines of its sections*).
  package func environment(
    _ name: EnvironmentName, only wanted: Set<String>? = nil
  ) -> (environment: Environment, diagnostics: [Diagnostic]) {
    let resolver = environmentResolver(name)
    let keys = ConfigurationKeyTable.environment.keys.filter { wanted?.contains($0.name) ?? true }
    var settings = keys.map { (key: $0.name, setting: resolver.setting($0)) }
    var diagnostics = resolver.diagnostics
    InterpreterChoice.apply(to: &settings, name: name, ignoresConflict: ignoresConflict, &diagnostics)
    EffectiveSettings.apply(
      to: &settings, isInteractive: context.isInteractive, hasPackage: coreFlag("no_package") == false,
      skipsMissingInterpreters: project.skipsMissingInterpreters)
    var groupRequirements: [String] = []
    if let position = settings.firstIndex(where: { $0.key == "dependency_groups" }),
      case .list(let groups) = settings[position].setting.value, !groups.isEmpty
    {
      do throws(PyProject.GroupError) {
        groupRequirements = try pyProject.requirements(of: groups)
      } catch {
        diagnostics.append(.error(error.message, at: settings[position].setting.origin.span))
        settings[position].setting.value = .failure(error.message)
      }
    }
    let runner = if case .text(let text) = resolver.setting(named: "runner") { text } else { "virtualenv" }
    let environment = Environment(
      name: name, kind: EnvironmentKind(runner), groupRequirements: groupRequirements, settings: settings)
    return (environment, diagnostics)
  }

  /// The description of an environment; empty when it has none.
  ///
  /// Costs a small part of what all settings do.
  package func description(of name: EnvironmentName) -> String {
    if case .text(let text) = environmentResolver(name).setting(named: "description") { text } else { "" }
  }

  /// The labels that an environment gives itself.
  ///
  /// Costs a small part of what all settings do.
  package func labels(of name: EnvironmentName) -> [String] {
    if case .list(let labels) = environmentResolver(name).setting(named: "labels") { labels } else { [] }
  }

  /// The environments that `labels` in `[tox]` puts under each label: lines of `label = name, name`.
  package var labelledEnvironments: [String: [EnvironmentName]] {
    guard case .text(let text) = coreResolver().setting(named: "labels") else { return [:] }
    let lines = text.split(separator: "\n").compactMap { line -> (String, [EnvironmentName])? in
      guard let equals = line.firstIndex(of: "=") else { return nil }
      let items = splitOutsideBraces(line[line.index(after: equals)...]) { $0 == UInt8(ascii: ",") }
      // Braces that make no sense name no environment.
      let names = items.flatMap { (try? EnvironmentPattern(String($0)).expansion) ?? [] }
      return (String(trimmed(line[..<equals])), names.map { EnvironmentName($0) })
    }
    return Dictionary(lines) { $0 + $1 }
  }

  private var ignoresConflict: Bool { coreFlag("ignore_base_python_conflict") }

  private func coreFlag(_ name: String) -> Bool { coreResolver().setting(named: name) == .boolean(true) }

  func coreResolver() -> SettingResolver {
    SettingResolver(
      document: document, context: context, table: .core, environmentName: nil,
      sections: [context.section("tox", in: document)].compactMap { $0 },
      factors: [context.platform, context.machine], constants: constants, core: nil)
  }

  private func environmentResolver(_ name: EnvironmentName) -> SettingResolver {
    let own = sectionOfEnvironment[name.text] ?? "testenv:\(name)"
    let sections = sectionChain(own).compactMap { context.section($0, in: document) }
    var factors = Set(name.factors.map(\.text))
    factors.formUnion([context.platform, context.machine])
    let version = InterpreterChoice.version(of: name).map { "\($0.0).\($0.1)" } ?? ""
    return SettingResolver(
      document: document, context: context, table: .environment, environmentName: name, sections: sections,
      factors: factors, constants: ["env_name": .text(name.text), "py_dot_ver": .text(version)], core: coreResolver())
  }

  /// The sections a section inherits from, nearest first; `base` names them, `testenv` by default.
  private func sectionChain(_ first: String) -> [String] {
    var chain: [String] = []
    var waiting = [first]
    while let name = waiting.first {
      waiting.removeFirst()
      if chain.contains(name) { continue }
      chain.append(name)
      let bases = document[section: name]?["base"].map(\.text) ?? (name == "testenv" ? "" : "testenv")
      let names = bases.split { $0 == "," || $0 == "\n" }.map { String(trimmed($0)) }
      waiting += names.map { document[section: $0] == nil ? "testenv:\($0)" : $0 }
    }
    return chain
  }
}

extension SettingResolver {
  /// A setting's value by present name.
  func setting(named name: String) -> SettingValue? { table[name].map { setting($0).value } }
}

/// Makes a project out of a configuration document.
package enum ProjectBuilder {
  /// Reads what concerns the whole project; environments are resolved later, one by one.
  ///
  /// - Parameter path: The absolute path of the configuration file.
  /// - Throws: Errors that leave no project, such as a file without any section for tests.
  package static func build(
    _ document: ConfigurationDocument, path: String, context: ConfigurationContext
  ) throws(DiagnosticError) -> LoadedConfiguration {
    let root = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    guard document.sections.contains(where: isOurs) else {
      let help = "add '[tox]' with an env_list, or '[testenv]' with commands"
      throw DiagnosticError(.error("'\(document.file.path)' has no [tox] or [testenv] section", help: help))
    }
    var constants: [String: SettingValue] = [
      "config_file_path": .path(path), "tox_root_name": .text(String(root.split(separator: "/").last ?? "")),
      "tox_root": .path(root.isEmpty ? "/" : root),
      "home": .path(context.variables["HOME"] ?? "/"), "on_platform": .text(context.platform),
    ]
    if let workDirectory = context.workDirectory { constants["work_dir"] = .path(workDirectory) }
    let core = SettingResolver(
      document: document, context: context, table: .core, environmentName: nil,
      sections: [context.section("tox", in: document)].compactMap { $0 },
      factors: [context.platform, context.machine], constants: constants, core: nil)
    let names = EnvironmentNames(document: document, core: core)
    // Resolved before the diagnostics are taken: nothing may run in a work directory that has no value.
    let workDirectory = core.text("work_dir")
    let skipsMissingInterpreters = core.setting(named: "skip_missing_interpreters") == .boolean(true)
    let hasPackage = core.setting(named: "no_package") != .boolean(true) && isPackaged(root, document, context)
    let (pyProject, complaints) = readPyProject(root, context)
    let diagnostics = core.diagnostics + names.diagnostics + KeyCheck.diagnostics(for: document) + complaints
    if diagnostics.contains(where: { $0.severity == .error }) { throw DiagnosticError(diagnostics) }
    let project = Project(
      root: root, configurationPath: path, workDirectory: workDirectory, environmentList: names.list,
      additionalEnvironments: names.additional, patterns: names.patterns,
      skipsMissingInterpreters: skipsMissingInterpreters, hasPackage: hasPackage)
    return LoadedConfiguration(
      project: project, diagnostics: diagnostics, pyProject: pyProject, knownFactors: names.factors,
      document: document, context: context, constants: constants, sectionOfEnvironment: names.sectionOfEnvironment)
  }

  /// Whether there is anything to build: a file that says how, or a setting that says where.
  private static func isPackaged(
    _ root: String, _ document: ConfigurationDocument, _ context: ConfigurationContext
  ) -> Bool {
    ["pyproject.toml", "setup.py", "setup.cfg"].contains { context.readFile("\(root)/\($0)") != nil }
      || document.sections.contains { $0["package_root"] != nil || $0["setupdir"] != nil }
  }

  private static func readPyProject(_ root: String, _ context: ConfigurationContext) -> (PyProject, [Diagnostic]) {
    guard let bytes = context.readFile("\(root)/pyproject.toml") else { return (.absent, []) }
    do throws(DiagnosticError) {
      return (try PyProject(SourceFile(path: "pyproject.toml", bytes: bytes)), [])
    } catch {
      return (.absent, error.diagnostics)
    }
  }

  private static func isOurs(_ section: ConfigurationSection) -> Bool {
    section.name == "tox" || section.name == "testenv" || section.name.hasPrefix("testenv:")
  }
}

extension SettingResolver {
  /// A text or path setting; empty when it has no such value.
  fileprivate func text(_ name: String) -> String {
    switch setting(named: name) {
    case .text(let text), .path(let text): text
    default: ""
    }
  }
}
