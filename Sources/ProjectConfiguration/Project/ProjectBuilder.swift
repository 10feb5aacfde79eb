import EnvironmentModel
package import SourceText

/// Makes a project out of a configuration document.
package enum ProjectBuilder {
  /// Reads what concerns the whole project; environments are resolved later, one by one.
  ///
  /// - Parameter path: The absolute path of the configuration file.
  /// - Throws: Errors that leave no project, such as a file without any section for tests.
  package static func build(
    _ document: ConfigurationDocument, path: String, context: ConfigurationContext
  ) throws(DiagnosticError) -> LoadedConfiguration {
    let isOpen = document.dialect != .ini || context.usesToxWording
    guard isOpen || document.sections.contains(where: isOurs) else {
      let help = "add '[tox]' with an env_list, or '[testenv]' with commands"
      throw DiagnosticError(.error("'\(document.file.path)' has no [tox] or [testenv] section", help: help))
    }
    return try Resolution.with(document, path: path, context: context) { resolution throws(DiagnosticError) in
      try build(resolution)
    }
  }

  private static func build(_ resolution: Resolution) throws(DiagnosticError) -> LoadedConfiguration {
    let (document, context, core) = (resolution.document, resolution.context, resolution.core)
    let names = EnvironmentNames(document: document, core: core)
    resolution.names = names
    let definitions = DefinitionReader(resolution, names).read()
    resolution.definitions = definitions.definitions
    // Resolved before the diagnostics are taken: nothing may run in a work directory that has no value.
    let (root, workDirectory) = (core.text("tox_root"), core.text("work_dir"))
    let skipsMissingInterpreters = core.flag("skip_missing_interpreters")
    let isPackaged =
      !definitions.definitions.packages.isEmpty || isPackaged(core.text("package_root"), document, context)
    let hasPackage = !core.flag("no_package") && isPackaged
    let (pyProject, complaints) = readPyProject(root, context)
    let limits = LimitReader(resolution)
    let retention = RetentionReader(resolution)
    let diagnostics =
      core.diagnostics + names.diagnostics + KeyCheck.diagnostics(for: document)
      + SectionCheck.diagnostics(for: document) + OverrideCheck.diagnostics(resolution, names) + complaints
      + RequirementCheck(core, usesToxWording: context.usesToxWording).diagnostics + limits.diagnostics
      + retention.diagnostics
      + [definitions.refusal].compactMap { $0 }
    if diagnostics.contains(where: { $0.severity == .error }) { throw DiagnosticError(diagnostics) }
    var project = Project(
      root: root, configurationPath: resolution.path, workDirectory: workDirectory, environmentList: names.list,
      additionalEnvironments: names.additional, patterns: names.patterns,
      skipsMissingInterpreters: skipsMissingInterpreters, hasPackage: hasPackage)
    // tox builds a package without a name even then, so that a run under its words goes on.
    project.lacksSources = !core.flag("no_package") && !isPackaged && !context.usesToxWording
    project.definitions = definitions.definitions
    if case .groups(let axes) = core.value("axes") { project.axes = axes }
    project.limits = limits.limits
    project.retention = retention.settings
    project.secrets = SecretRules(names: core.list("secret_names"), texts: core.list("secret_values"))
    project.environmentListSpan = core.setting(named: "env_list")?.origin.span
    // What is wrong with a definition stops only the environments it is for.
    return LoadedConfiguration(
      project: project, diagnostics: diagnostics + definitions.diagnostics, pyProject: pyProject, document: document,
      context: context,
      names: names)
  }

  /// Whether there is anything to build: a file that says how, or a setting that says where.
  private static func isPackaged(
    _ root: String, _ document: ConfigurationDocument, _ context: ConfigurationContext
  ) -> Bool {
    ["pyproject.toml", "setup.py", "setup.cfg"].contains { context.readFile("\(root)/\($0)") != nil }
      || document.sections.contains { $0["package_root"] != nil || $0["setupdir"] != nil }
      || context.overrides.contains { ["package_root", "setupdir"].contains($0.key) }
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
