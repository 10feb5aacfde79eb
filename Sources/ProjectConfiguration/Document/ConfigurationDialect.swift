/// How a format names the sections that have a meaning, and the way from one to those it inherits from.
package enum ConfigurationDialect: Hashable, Sendable {
  /// `[tox]`, `[testenv]`, `[testenv:NAME]`, `[pkgenv]`.
  case ini
  /// The tables `env_run_base`, `env.NAME`, `env_base.NAME`, `env_pkg_base` below a prefix: nothing or `tool.tox`.
  case toml(prefix: String)

  /// The section of the core.
  package var core: String {
    switch self {
    case .ini: "tox"
    case .toml(let prefix): prefix
    }
  }

  /// The section that environments inherit from when they do not say otherwise.
  package var runBase: String { path("testenv", "env_run_base") }
  /// The same for environments that build packages.
  package var packageBase: String { path("pkgenv", "env_pkg_base") }
  /// The section of a package definition.
  func packageDefinition(_ name: String) -> String { definition("packagedef", name) }
  /// The section of an environment definition.
  func environmentDefinition(_ name: String) -> String { definition("envdef", name) }

  /// The section of a service.
  func service(_ name: String) -> String { definition("service", name) }
  /// The section of a service in the words of tox-docker.
  func dockerService(_ name: String) -> String { definition("docker", name) }

  private func definition(_ word: String, _ name: String) -> String {
    switch self {
    case .ini: "\(word):\(name)"
    case .toml: "\(path("", word)).\(name)"
    }
  }

  /// The table whose tables each define many environments by their factors.
  var templates: String { path("", "env_base") }

  /// The section of an environment's own.
  package func environment(_ name: String) -> String {
    switch self {
    case .ini: "testenv:\(name)"
    case .toml: "\(path("", "env")).\(name)"
    }
  }

  /// What a section is the environment of; `nil` when it is none.
  func environmentName(of section: String) -> Substring? {
    let start = environment("")
    return section.utf8.starts(with: start.utf8) ? Substring(section.utf8.dropFirst(start.utf8.count)) : nil
  }

  /// The sections that an item of `base` may mean, all of which count where they exist.
  func sections(ofBase item: String) -> [String] {
    switch self {
    case .ini: return [item, "testenv:\(item)"]
    case .toml(let prefix):
      let start = prefix.isEmpty ? "" : "\(prefix)."
      let rest = item.hasPrefix(start) ? String(item.dropFirst(start.count)) : item
      if item.hasPrefix("\(templates).") { return [item] }
      // Only tables at the top can be named so, and environments by their names alone.
      return rest.hasPrefix("env.") ? [environment(item)] : ["\(start)\(rest)", environment(item)]
    }
  }

  /// The section that an override names: the core's may be left out, and so may the prefix of tables.
  func section(ofOverride name: String) -> String {
    if ["", "tox", "tox:tox"].contains(name) { return core }
    guard case .toml(let prefix) = self, !prefix.isEmpty, !name.hasPrefix("\(prefix).") else { return name }
    return "\(prefix).\(name)"
  }

  private func path(_ ini: String, _ toml: String) -> String {
    switch self {
    case .ini: ini
    case .toml(let prefix): prefix.isEmpty ? toml : "\(prefix).\(toml)"
    }
  }
}
