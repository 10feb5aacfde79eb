import EnvironmentModel
import SourceText

/// What the machine and the command line contribute to the configuration, as values.
package struct ConfigurationContext: Sendable {
  /// The environment variables of the calling process.
  package var variables: [String: String]
  /// As Python's `sys.platform`: `linux`.
  package var platform: String
  /// As Python's machine name: `x86_64`.
  package var machine: String
  /// Whether standard output is a terminal, for `{tty:…}`.
  package var isInteractive: Bool
  /// What follows `--`; `nil` when nothing does, so that defaults count.
  package var positionalArguments: [String]?
  /// The work directory of the command line; `nil` leaves it to the configuration.
  package var workDirectory: String?
  /// What the command line sets, the last word on a key at the end.
  package var overrides: [ConfigurationOverride]
  /// Paths that match a shell pattern, sorted, for `{glob:…}`.
  package var glob: @Sendable (String) -> [String]
  /// The bytes of a file, for `set_env = file|…`; `nil` when it cannot be read.
  package var readFile: @Sendable (String) -> [UInt8]?

  package init(
    variables: [String: String], platform: String = "linux", machine: String = "x86_64", isInteractive: Bool = false,
    positionalArguments: [String]? = nil, workDirectory: String? = nil,
    overrides: [ConfigurationOverride] = [],
    glob: @escaping @Sendable (String) -> [String] = { _ in [] },
    readFile: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
  ) {
    self.variables = variables
    self.platform = platform
    self.machine = machine
    self.isInteractive = isInteractive
    self.positionalArguments = positionalArguments
    self.workDirectory = workDirectory
    self.overrides = overrides
    self.glob = glob
    self.readFile = readFile
  }
}

extension ConfigurationContext {
  /// A section of the file; an empty one where only the command line speaks of it.
  func section(_ name: String, in document: ConfigurationDocument) -> ConfigurationSection? {
    if let section = document[section: name] { return section }
    guard overrides.contains(where: { $0.section == name }) else { return nil }
    return ConfigurationSection(name: name, nameSpan: SourceSpan(file: document.file, range: 0..<0), entries: [])
  }
}
