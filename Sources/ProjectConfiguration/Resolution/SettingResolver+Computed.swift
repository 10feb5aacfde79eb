import EnvironmentModel
import SourceText

extension SettingResolver {
  /// What no section can change; `nil` for keys that one can.
  func constant(_ key: ConfigurationKey) -> SettingValue? {
    guard key.isConstant || key.name == "work_dir" else { return nil }
    switch key.name {
    case "work_dir": return context.workDirectory.map { .path($0) }
    case "config_file_path": return .path(resolution.path)
    case "tox_root_name": return .text(String(resolution.root.split(separator: "/").last ?? ""))
    case "home": return .path(context.variables["HOME"] ?? "/")
    case "on_platform": return .text(context.platform)
    case "env_name": return .text(name?.text ?? "")
    default: return nil
    }
  }

  /// The value of a key that nobody sets.
  func defaultValue(_ key: ConfigurationKey) throws(SubstitutionError) -> SettingValue {
    if key.name == "commands", runner.isOfScripts, !text("script").isEmpty {
      let words = ["python", absolutePath(text("script"), from: resolution.core.text("tox_root"))]
      return .commands([CommandLine(arguments: words + (context.positionalArguments ?? []))])
    }
    if key.name == "env_dir" {
      if let existing = try attachedFolder() { return .path(existing) }
      if let shared = try sharedFolder() { return .path(shared) }
    }
    switch key.defaultValue {
    case .absent: return .absent
    case .text("{tox_root}") where key.name == "tox_root": return .path(resolution.root)
    case .text(let text):
      if let place = placeOfOwn(text) { return .path(place) }
      return try converted(text, key)
    case .computed(let value): return try computed(value)
    }
  }

  /// What the folders of an environment begin with by default.
  private static let startOfOwn = "{work_dir}/{env_name}"

  /// A folder of the environment's own where the default says so, which every environment has several of; `nil` for other
  /// texts, without a work directory, and where somebody wants to know how values come about.
  private func placeOfOwn(_ text: String) -> String? {
    guard text.hasPrefix(Self.startOfOwn), resolution.replacements == nil,
      case .path(let folder) = resolution.core.value("work_dir"), folder != "/", let name
    else { return nil }
    return "\(folder)/\(name.text)\(text.dropFirst(Self.startOfOwn.count))"
  }

  /// The folder of an environment that is there already; `nil` for others.
  private func attachedFolder() throws(SubstitutionError) -> String? {
    guard kind == .system else { return nil }
    if case .path(let path) = try required("attach") { return path }
    return context.variables["VIRTUAL_ENV"] ?? context.variables["CONDA_PREFIX"]
  }

  /// What decides what is in a virtual environment: those with the same values may share one.
  private static let decidingKeys = [
    "base_python", "system_site_packages", "always_copy", "virtualenv_spec", "deps", "dependency_groups", "pylock",
    "constraints", "constrain_package_deps", "use_frozen_constraints", "pip_pre", "install_command", "extras",
    "package", "package_env", "skip_install", "use_develop", "extra_setup_commands", "recreate_commands", "runner",
    "script",
  ]
  /// Places in an environment, which are not known before its folder is.
  private static let places = ["env_dir", "envdir", "env_bin_dir", "envbindir", "env_python", "envpython", "env_site"]

  /// The folder that an environment has together with those that are like it; `nil` for one that has its own.
  private func sharedFolder() throws(SubstitutionError) -> String? {
    guard table["share"] != nil, flag("share"), kind.usesMachinePython else { return nil }
    let texts = (Self.decidingKeys + ["set_env"]).map { written($0) }
    // What speaks of its own folder is like no other one.
    if texts.contains(where: { text in Self.places.contains { text.contains($0) } }) { return nil }
    var lines: [String] = []
    for key in Self.decidingKeys where table[key] != nil {
      lines.append("\(key)=\(try required(key).referenceText)")
    }
    for name in try assignedNames().filter({ $0.hasPrefix("PIP_") || $0.hasPrefix("UV_") }).sorted() {
      lines.append("\(name)=\(try assignedVariable(name) ?? "")")
    }
    // Whether there is a pip depends on who calls it, and which package it gets on rules for its name.
    lines.append("pip \(["commands_pre", "commands", "commands_post"].contains { written($0).contains("pip") })")
    if !resolution.definitions.packages.isEmpty { lines.append("name \(owner?.text ?? "")") }
    let mark = Digest.of(Array(lines.joined(separator: "\n").utf8))
    return "\(resolution.core.text("work_dir"))/\(SharedFolder.name)/\(mark)"
  }

  /// What stands in the file for a key, as it is written there.
  private func written(_ key: String) -> String {
    let spellings = table[key]?.spellings ?? []
    return layers.flatMap { section in spellings.compactMap { section[$0] } }.map { entry in
      guard let span = entry.value?.span else { return entry.text }
      return String(decoding: span.file.bytes[span.range], as: UTF8.self)
    }.joined(separator: "\n")
  }

  /// The kind of the environment; a virtual environment where nothing says otherwise.
  var kind: EnvironmentKind {
    guard case .environment = scope, let name else { return .virtualenv }
    if case .text(let word) = value("kind") { return EnvironmentKind(word) }
    let runner = EnvironmentKind(text("runner"))
    if runner != .virtualenv || resolution.definitions.isEmpty { return runner }
    // Two kinds are told with the environment.
    return (try? resolution.definitions.kind(of: name, own: nil))?.kind ?? .virtualenv
  }

  private func computed(_ value: ComputedDefault) throws(SubstitutionError) -> SettingValue {
    switch value {
    case .base: return .list(bases)
    case .workDirectory: return .path("\(text("tox_root"))/\(context.workDirectoryName)")
    case .runner: return .text(context.defaultRunner)
    case .hostPython: return .text(context.pythons.host ?? "python3")
    case .defaultBasePython: return .list([resolution.core.text("host_python")])
    case .basePython: return .list(try InterpreterChoice(self).fallback())
    case .sitePackages, .binaries, .python, .pythonVersion, .pythonImplementation, .isFreeThreaded, .isDebug:
      return try ofInterpreter(value)
    case .installCommand:
      let isOld = try interpreter().version.first == 2
      let words = ["python", isOld ? "-E" : "-I", "-m", "pip", "install", "{opts}", "{packages}"]
      return .command(CommandLine(arguments: words))
    case .virtualenvRelease: return .text(VirtualenvRelease.specification(for: try basePythons()))
    case .systemSitePackages: return try flag(ofVariables: ["VIRTUALENV_SYSTEM_SITE_PACKAGES"])
    case .alwaysCopy: return try flag(ofVariables: ["VIRTUALENV_COPIES", "VIRTUALENV_ALWAYS_COPY"])
    case .download: return try flag(ofVariables: ["VIRTUALENV_DOWNLOAD"])
    case .skipMissingInterpreters: return try resolution.core.required("skip_missing_interpreters")
    case .recreate: return .boolean(context.recreates)
    case .packageRoot: return try resolution.core.required("package_root")
    case .uvPythonPreference: return .text(uvPythonPreference)
    case .noDefaultGroups: return .boolean(!list("dependency_groups").isEmpty)
    case .package: return .text(runner == .uvLock ? "editable" : resolution.hasProjectFile ? "sdist" : "skip")
    case .packageEnvironment:
      let name = resolution.core.text("package_env")
      return .text(text("package") == "external" ? "\(name)_external" : name)
    case .packagerKind: return .text(text("package") == "external" ? "virtualenv-cmd-builder" : "virtualenv-pep-517")
    case .wheelEnvironment: return .text(try wheelEnvironment())
    case .limits: return .dictionary(limits)
    }
  }

  /// The lines of the section that INI files have for them; TOML has a table, which is the key itself.
  private var limits: [VariableAssignment] {
    guard document.dialect == .ini, let section = document[section: LimitReader.section] else { return [] }
    return section.entries.map { VariableAssignment(name: $0.key, value: $0.text) }
  }

  /// The runners whose environments differ in their values.
  enum Runner {
    case virtualenv, uv, uvLock, uvScript
    /// A virtual environment for a script that says itself what it needs.
    case script

    var isOfScripts: Bool { self == .script || self == .uvScript }
    /// Whether tox-uv makes it.
    var isOfUV: Bool { self == .uv || self == .uvLock || self == .uvScript }
  }

  var runner: Runner {
    guard case .environment = scope else { return .virtualenv }
    return switch text("runner") {
    case "uv-venv-runner": .uv
    case "uv-venv-lock-runner": .uvLock
    case "uv-venv-pep-723": .uvScript
    case "virtualenv-pep-723", "virtualenv-script": .script
    default: .virtualenv
    }
  }

  private var uvPythonPreference: String {
    let variables = context.variables
    if variables["UV_NO_MANAGED_PYTHON"] != nil || variables["UV_MANAGED_PYTHON"] != nil { return "none" }
    return variables["UV_PYTHON_PREFERENCE"] ?? "system"
  }

  private var bases: [String] {
    let dialect = document.dialect
    if case .packageEnvironment = scope { return [dialect.packageBase] }
    let template = owner.flatMap { resolution.names?.templateOfEnvironment[$0.text] }
    return (template.map { ["\(dialect.templates).\($0)"] } ?? []) + [dialect.runBase]
  }

  /// A variable of virtualenv as commands would see it.
  private func flag(ofVariables names: [String]) throws(SubstitutionError) -> SettingValue {
    _ = try required("pass_env")
    for name in names {
      guard let text = try assignedVariable(name) ?? context.variables[name] else { continue }
      guard let key = table["recreate"] else { break }
      return try converted(text, key)
    }
    return .boolean(false)
  }

  // MARK: The interpreter

  /// The interpreter that the environment has, or would have.
  ///
  /// - Throws: That there is none on the machine.
  func interpreter() throws(SubstitutionError) -> Interpreter {
    let wanted = try basePythons()
    if let found = installedInterpreter(wanted) { return found }
    // uv fetches what is not there, and other kinds have Pythons of their own.
    let isMadeHere = !runner.isOfUV && (kind.usesMachinePython || kind == .system)
    guard !isMadeHere, let factor = wanted.first.flatMap({ PythonFactor($0) }) else {
      throw .noInterpreter(wanted)
    }
    let implementation = factor.implementation == .any ? .cpython : factor.implementation
    return Interpreter(
      path: wanted[0], implementation: implementation, version: factor.version,
      isFreeThreaded: factor.isFreeThreaded == true)
  }

  /// Of places in an environment without its interpreter there is nothing to say.
  private func interpreter(for value: ComputedDefault) throws(SubstitutionError) -> Interpreter {
    let isPlace = [.sitePackages, .binaries, .python].contains(value)
    do throws(SubstitutionError) {
      return try interpreter()
    } catch .noInterpreter(let wanted) {
      if isPlace, context.usesToxWording {
        throw .skipped("failed to find interpreter for Builtin discover of python_spec='\(wanted.first ?? "")'")
      }
      if flag("skip_missing_interpreters"), context.usesToxWording {
        throw .skipped("could not find python interpreter with spec(s): \(wanted.joined(separator: ", "))")
      }
      throw .noInterpreter(wanted)
    } catch {
      throw error
    }
  }

  private func basePythons() throws(SubstitutionError) -> [String] {
    if case .list(let items) = try required("base_python") { items } else { [] }
  }

  private func ofInterpreter(_ value: ComputedDefault) throws(SubstitutionError) -> SettingValue {
    let folder = text("env_dir")
    if value == .binaries || value == .python, !kind.usesMachinePython, kind != .system {
      return .path(value == .binaries ? "\(folder)/bin" : "\(folder)/bin/python")
    }
    let interpreter = try interpreter(for: value)
    let version = interpreter.version.prefix(2).map(String.init).joined(separator: ".")
    switch value {
    case .sitePackages:
      let suffix = interpreter.isFreeThreaded ? "t" : ""
      let name = interpreter.implementation == .pypy ? "pypy" : "python"
      return .path("\(folder)/lib/\(name)\(version)\(suffix)/site-packages")
    case .binaries: return .path("\(folder)/bin")
    case .python: return .path("\(folder)/bin/python")
    case .pythonVersion: return .text(version)
    case .pythonImplementation: return .text(interpreter.implementation.rawValue)
    case .isFreeThreaded: return .boolean(interpreter.isFreeThreaded)
    default: return .boolean(false)
    }
  }

  private func wheelEnvironment() throws(SubstitutionError) -> String {
    let interpreter = try interpreter()
    let builder = resolution.packageEnvironment(EnvironmentName(text("package_env")))
    let other = try builder.interpreter()
    let isSame =
      interpreter.version.prefix(2) == other.version.prefix(2) && interpreter.implementation == other.implementation
      && interpreter.isFreeThreaded == other.isFreeThreaded
    if isSame { return text("package_env") }
    let version = interpreter.version.prefix(2).map(String.init).joined()
    let suffix = interpreter.isFreeThreaded ? "t" : ""
    return "\(text("package_env"))-\(interpreter.implementation.rawValue)\(version)\(suffix)"
  }

  // MARK: Afterwards

  /// What the value becomes, whoever set it.
  func processed(
    _ value: SettingValue, _ key: ConfigurationKey, isSet: Bool
  ) throws(SubstitutionError) -> SettingValue {
    guard key.isComputed else { return value }
    switch (key.name, value) {
    case ("description", .text(let text)):
      return .text(Self.onOneLine(text))
    case ("change_dir", .path(let path)): return .path(absolutePath(path, from: "/"))
    case ("pass_env", .list(let names)):
      let blanks = names.filter { $0.contains(where: \.isWhitespace) }
      if !blanks.isEmpty { throw .conversion(.blanksInNames(blanks)) }
      let all = names + PassedVariables.byDefault(isInteractive: context.isInteractive, forUV: runner.isOfUV)
      return .list(ValueConversion.sorted(all))
    case ("base_python", .list(let items)): return .list(try InterpreterChoice(self).checked(items, isSet: isSet))
    case ("skip_missing_interpreters", _):
      return context.skipsMissingInterpreters.map { .boolean($0) } ?? value
    case ("uv_python_preference", .text(let text)): return .text(text.lowercased())
    case ("requires", .list(let items)):
      let minimum = if case .text(let version) = self.value("min_version") { ">=\(version)" } else { "" }
      return .list(items + ["tox\(minimum)"])
    case ("install_command", .command(let command)): return .command(withOptions(command))
    case ("package", _): return try packageMode(value, isSet: isSet)
    default:
      if case .environment = scope, !context.usesToxWording || key.isBeyondTox { try Self.checkDemand(value, key) }
      return value
    }
  }

  /// Refuses what no run could go by.
  private static func checkDemand(_ value: SettingValue, _ key: ConfigurationKey) throws(SubstitutionError) {
    switch (key.name, value) {
    case ("weight", .integer(let count)) where count < 1:
      throw .conversion(.refused("'\(count)' is no number of jobs", help: "use a whole number from 1 on"))
    case ("commands_retry", .integer(let count)) where count < 0:
      throw .conversion(
        .refused("'\(count)' is no number of further attempts", help: "use a whole number; 0 tries nothing again"))
    case ("memory", .text(let text)) where !text.isEmpty:
      if let fault = ByteSize.fault(in: text) { throw .conversion(.refused(fault.message, help: fault.help)) }
    case ("timeout", .number(let count)) where !(count > 0), ("stall_timeout", .number(let count)) where !(count > 0):
      throw .conversion(
        .refused("'\(count)' is no time to run in", help: "leave it out for commands that may take any time"))
    case ("retry_delay", .number(let count)) where !(count >= 0):
      throw .conversion(.refused("'\(count)' is no time to wait", help: "use a number of seconds from 0 on"))
    default: break
    }
  }

  /// A text with one blank in the place of any number of blanks and line ends.
  private static func onOneLine(_ text: String) -> String {
    // Nearly every text is on one line already, and then costs a look at its bytes.
    var last: UInt8 = 0
    let isPlain = text.utf8.allSatisfy { byte in
      defer { last = byte }
      return byte > 0x20 && byte < 0x80 || byte == 0x20 && last != 0x20
    }
    if isPlain { return text }
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !scalar.properties.isWhitespace { line.append(scalar) } else if line.last != " " { line.append(" ") }
    }
    return String(line)
  }

  /// The place for pip's options filled.
  private func withOptions(_ command: CommandLine) -> CommandLine {
    var command = command
    let options = flag("pip_pre") ? ["--pre"] : []
    if let place = command.arguments.firstIndex(of: "{opts}") {
      command.arguments.replaceSubrange(place...place, with: options)
    } else {
      command.arguments += options
    }
    return command
  }

  private func packageMode(_ value: SettingValue, isSet: Bool) throws(SubstitutionError) -> SettingValue {
    if runner == .uvLock { return value }
    if runner.isOfScripts { return .text("skip") }
    if resolution.core.flag("no_package") || flag("skip_install") { return .text("skip") }
    if context.installsPackage { return .text("external") }
    if flag("use_develop") || context.develops { return .text("editable") }
    return value
  }
}

/// The virtualenv releases that still serve old interpreters.
enum VirtualenvRelease {
  /// Which release first refused interpreters up to a version.
  private static let drops: [(newest: [Int], release: [Int])] = [
    ([3, 6], [20, 22, 0]), ([3, 8], [21, 5, 0]),
  ]

  /// The requirement for the release that can make environments for some interpreters; empty for any.
  static func specification(for pythons: [String]) -> String {
    var limits: [[Int]] = []
    for python in pythons {
      guard let version = PythonFactor(python)?.version, version.count >= 2 else { return "" }
      let fitting = drops.filter { !$0.newest.lexicographicallyPrecedes(Array(version.prefix(2))) }
      guard let limit = fitting.map(\.release).min(by: { $0.lexicographicallyPrecedes($1) }) else { return "" }
      limits.append(limit)
    }
    guard let limit = limits.min(by: { $0.lexicographicallyPrecedes($1) }) else { return "" }
    return "virtualenv<\(limit.map(String.init).joined(separator: "."))"
  }
}
