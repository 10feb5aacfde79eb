import EnvironmentModel
import Planning
import ProjectConfiguration

/// The environments of a project as tox orders and chooses them.
struct ToxEnvironments {
  /// Environments that run something, in order: what the command line names first.
  private(set) var runs: [EnvironmentName] = []
  /// Those that a command is about.
  private(set) var active: Set<EnvironmentName> = []
  /// Those that a command would be about if anything could make them.
  private(set) var unavailable: [EnvironmentName] = []
  /// Environments that build packages, in the order of their first use, with the names of those they are made for.
  private(set) var packagers: [EnvironmentName] = []
  private(set) var packagersOf: [EnvironmentName: [EnvironmentName]] = [:]

  private let configuration: LoadedConfiguration
  private let report: ToxReport

  /// - Throws: Names that there cannot be, and packages that need themselves.
  init(
    _ configuration: LoadedConfiguration, _ arguments: ToxArguments, plugins: ToxPlugins, report: ToxReport
  ) throws(ToxError) {
    self.configuration = configuration
    self.report = report
    let names = try Self.environmentNames(of: arguments)
    let isAll = names.contains("ALL")
    let project = configuration.project
    let defaults = configuration.hasEnvironmentList ? project.environmentList : []
    let groups = arguments.lists("labels").isEmpty && arguments.lists("factors").isEmpty
    if !names.isEmpty, !isAll { try ToxNameCheck(configuration).check(names) }

    var order: [(name: EnvironmentName, isActive: Bool)] = []
    var seen: Set<EnvironmentName> = []
    func add(_ names: [EnvironmentName], _ isActive: Bool) {
      for name in names where seen.insert(name).inserted { order.append((name, isActive)) }
    }
    if names.isEmpty { add(defaults, true) } else if !isAll { add(names.map { EnvironmentName($0) }, true) }
    add(defaults + configuration.definedEnvironments, isAll)
    add(project.additionalEnvironments, false)
    if groups, !order.contains(where: \.isActive) {
      order.removeAll { $0.name.text == "py" }
      order.append((EnvironmentName("py"), true))
    }
    if let bad = order.first(where: { !$0.name.isPathComponent }) {
      throw ToxError("environment name \(PythonText.quoted(bad.name.text)) is not a valid single path component")
    }
    try define(order, isAll: isAll, names: names, plugins)
    if !groups { choose(arguments) }
  }

  /// What `-e` names, with braces and ranges; nothing where it was not given.
  private static func environmentNames(of arguments: ToxArguments) throws(ToxError) -> [String] {
    var names: [String] = []
    for item in arguments.texts("env") {
      // Braces that make no sense are names that nobody knows.
      let items = splitOutsideBraces(item[...]) { $0 == UInt8(ascii: ",") || $0 == 0x0A }
      for part in items { names += (try? EnvironmentPattern(String(part)).expansion) ?? [String(part)] }
    }
    return names.filter { !$0.isEmpty }
  }

  private mutating func define(
    _ order: [(name: EnvironmentName, isActive: Bool)], isAll: Bool, names: [String], _ plugins: ToxPlugins
  ) throws(ToxError) {
    let runners = try Self.runners(of: order.map(\.name), configuration)
    let builders = configuration.packageEnvironments(of: order.map(\.name))
    let isListed = Set(configuration.hasEnvironmentList ? configuration.project.environmentList : [])
    var packagerNames: Set<EnvironmentName> = []
    for (index, item) in order.enumerated() {
      if !plugins.hasRunner(runners[index]) {
        if item.isActive, !isAll, names.contains(item.name.text) {
          throw ToxError(
            "runner \(PythonText.quoted(runners[index])) for environment \(PythonText.quoted(item.name.text)) "
              + "is not available (plugin may not be installed)")
        }
        if item.isActive { unavailable.append(item.name) }
        report.warning(
          "environment \(item.name) marked as unavailable, "
            + "runner \(PythonText.quoted(runners[index])) is not available", of: item.name.text)
        continue
      }
      if builders[index].first == item.name {
        // It builds the packages of others, and so none of its own.
        if builders.enumerated().contains(where: { $0.offset != index && $0.element.contains(item.name) }) { continue }
        throw ToxError("\(item.name) cannot self-package")
      }
      for builder in builders[index] {
        if isListed.contains(builder) {
          throw ToxError(
            "\(builder) is listed in env_list but is used as a package environment by \(item.name); "
              + "remove it from env_list or rename the package environment")
        }
        if packagerNames.insert(builder).inserted { packagers.append(builder) }
      }
      runs.append(item.name)
      if item.isActive { active.insert(item.name) }
      packagersOf[item.name] = builders[index]
    }
    // A name that builds packages for others runs nothing itself.
    runs.removeAll(where: packagerNames.contains)
    if isAll { active.formUnion(packagers) }
  }

  private static func runners(
    of names: [EnvironmentName], _ configuration: LoadedConfiguration
  ) throws(ToxError) -> [String] {
    try configuration.runners(of: names).map { runner throws(ToxError) in
      switch runner {
      case .success(let name): return name
      case .failure(let error): throw ToxError(failure: error.reason)
      }
    }
  }

  /// Environments by their labels and factors alone.
  private mutating func choose(_ arguments: ToxArguments) {
    active = []
    let labels = Set(arguments.texts("labels"))
    if !labels.isEmpty {
      let groups = configuration.labelledEnvironments
      for label in labels { active.formUnion(groups[label] ?? []) }
      let names = runs + packagers
      for (name, own) in zip(names, configuration.labels(of: names)) where !labels.isDisjoint(with: own) {
        active.insert(name)
      }
    }
    for factors in arguments.lists("factors") {
      let wanted = Set(factors.flatMap { $0.split(separator: "-").map(String.init) })
      for name in runs + packagers where wanted.isSubset(of: Set(name.factors.map(\.text))) { active.insert(name) }
    }
  }

  /// The environments that are shown or run, without those that a filter leaves out.
  ///
  /// - Parameter filter: Whether a name begins with a match of what `--skip-env` says.
  func chosen(withPackagers: Bool = false, onlyActive: Bool = true, _ filter: ToxSkipFilter) -> [EnvironmentName] {
    // Those that somebody named stand where they were named.
    let all = withPackagers ? runs + packagers : runs
    return all.filter { name in
      if onlyActive, !active.contains(name) { return false }
      guard filter.matches(name) else { return true }
      report.warning("skip environment \(name), matches filter \(PythonText.quoted(filter.pattern))")
      return false
    }
  }
}

/// What `--skip-env` says.
struct ToxSkipFilter {
  let pattern: String
  private let expression: Regex<AnyRegexOutput>?

  init(_ pattern: String) throws(ToxError) {
    self.pattern = String(trimmed(pattern[...]))
    if self.pattern.isEmpty {
      expression = nil
      return
    }
    do {
      expression = try Regex(self.pattern)
    } catch {
      throw ToxError("invalid environment skip filter \(PythonText.quoted(self.pattern)): \(error)")
    }
  }

  func matches(_ name: EnvironmentName) -> Bool { (try? expression?.prefixMatch(in: name.text)) ?? nil != nil }
}

/// Which of tox's plugins count as installed: their keys and runners are built in.
struct ToxPlugins {
  private let hasUV: Bool
  /// The runner of environments that name none.
  let defaultRunner: String

  /// - Parameter text: The names of plugins; `nil` for all, of which none changes what the configuration leaves open.
  init(_ text: String?) {
    let names = text?.split(separator: ",").map { String(trimmed($0)) }
    hasUV = names?.contains { $0 == "all" || $0 == "tox-uv" } ?? true
    defaultRunner = names?.contains("tox-uv") == true ? "uv-venv-runner" : "virtualenv"
  }

  func hasRunner(_ name: String) -> Bool {
    switch name {
    case "virtualenv", "virtualenv-pep-723", "virtualenv-script": true
    case "uv-venv-runner", "uv-venv-lock-runner", "uv-venv-pep-723": hasUV
    default: false
    }
  }
}
