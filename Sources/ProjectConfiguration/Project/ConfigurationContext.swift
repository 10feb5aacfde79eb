package import EnvironmentModel
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
  /// The folder that relative paths start from, by the command line; `nil` for the configuration file's.
  package var root: String?
  /// The work directory of the command line; `nil` leaves it to the configuration.
  package var workDirectory: String?
  /// The name of the work directory where nothing sets it.
  package var workDirectoryName = ".swtox"
  /// The folder in which the user stands.
  package var currentFolder = "/"
  /// The Pythons of the machine.
  package var pythons = PythonInstallations()
  /// The seed of Python's hashes for this run; `nil` leaves it to Python.
  package var hashSeed: Int?
  /// Whether environments are made anew.
  package var recreates = false
  /// The runner of environments that name none.
  package var defaultRunner = "virtualenv"
  /// Whether missing interpreters are skipped, by the command line; `nil` leaves it to the configuration.
  package var skipsMissingInterpreters: Bool?
  /// Whether a package that is already there is installed.
  package var installsPackage = false
  /// Whether the package is installed editable, whatever the configuration says.
  package var develops = false
  /// What the command line sets, the last word on a key at the end.
  package var overrides: [ConfigurationOverride]
  /// The words of the command line but overrides; `nil` where they do not count.
  package var askedWords: [String]?
  /// Paths that match a shell pattern, sorted, for `{glob:…}`.
  package var glob: @Sendable (String) -> [String]
  /// Whether failures are told in tox's words, as an exception's name and its message with `| ` between them.
  package var usesToxWording = false
  /// Whether the values are shown as tox knows them, so that keys beyond it are none; a run goes by all.
  package var showsToxKeysOnly = false
  /// What is at an absolute path, for arguments that name files.
  package var fileKind: @Sendable (String) -> FileKind = { _ in .missing }
  /// Whether there is a program for a kind of environment of this name.
  package var hasExternalKind: @Sendable (String) -> Bool = { _ in false }
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
  /// What the command line says of a key in a section, in order.
  func overrides(
    of key: ConfigurationKey, in section: String, _ dialect: ConfigurationDialect
  ) -> [ConfigurationOverride] {
    overrides.isEmpty
      ? []
      : overrides.filter { item in
        dialect.section(ofOverride: item.section) == section && key.spellings.contains(item.key)
      }
  }

  /// Whether somebody names an environment in a command line or variable; `nil` where that is not known.
  func asks(for name: String) -> Bool? {
    guard let askedWords else { return nil }
    let words = askedWords + ["TOXENV", "TOX_ENV"].compactMap { variables[$0] }
    // Alternatives in braces may stand for any.
    return words.contains { $0.contains(name) || $0.contains("{") }
  }

  /// The variables of environment markers, for the Python that the program goes by.
  var markerEnvironment: [String: String] { markerEnvironment(of: pythons.host.flatMap { pythons.named($0) }) }

  /// The variables of environment markers, for some Python.
  func markerEnvironment(of python: Interpreter?) -> [String: String] {
    var values = [
      "os_name": "posix", "sys_platform": platform, "platform_machine": machine, "platform_system": "Linux",
      "platform_python_implementation": "CPython", "implementation_name": "cpython",
    ]
    if let python {
      let version = python.version.map(String.init).joined(separator: ".")
      values["python_version"] = python.version.prefix(2).map(String.init).joined(separator: ".")
      values["python_full_version"] = version
      values["implementation_version"] = version
      values["implementation_name"] = python.implementation.rawValue
      if python.implementation == .pypy { values["platform_python_implementation"] = "PyPy" }
    }
    return values
  }

  /// A section of the file; an empty one where only the command line speaks of it.
  func section(_ name: String, in document: ConfigurationDocument) -> ConfigurationSection? {
    if let section = document[section: name] { return section }
    guard overrides.contains(where: { document.dialect.section(ofOverride: $0.section) == name }) else { return nil }
    return ConfigurationSection(name: name, nameSpan: SourceSpan(file: document.file, range: 0..<0), entries: [])
  }
}
