package import EnvironmentModel

/// One key of the configuration language: its names, type, default and meaning.
package struct ConfigurationKey: Sendable {
  /// How the value's text becomes a value.
  package enum ValueType: String, Sendable {
    case text, path, boolean, integer, number
    /// Texts; in INI one a line, or with commas between them on a single line.
    case list
    /// Texts, one a line in every case.
    case lines
    /// As a list whose items have no order and count once.
    case set
    /// Package names: as a set, in the spelling that all spellings of a name share.
    case names
    /// Names of environments, in INI with braces for alternatives.
    case environments
    /// One requirement or option of pip a line.
    case requirements
    /// Requirements alone, in one spelling.
    case packages
    case command, commands, variables
    /// Lines of `name = text`.
    case dictionary
    /// Lines of `name = environments`.
    case groups
  }

  /// The value when no section sets the key.
  package enum Default: Hashable, Sendable {
    /// Text that is substituted and converted like any other.
    case text(String)
    /// Nothing, which is not the same as an empty value.
    case absent
    /// What other values or the machine say.
    case computed(ComputedDefault)
  }

  /// The present name.
  package let name: String
  /// Old spellings that mean the same.
  package let aliases: [String]
  package let type: ValueType
  package let defaultValue: Default
  /// One sentence for manuals and completions.
  package let documentation: String
  /// Whether the configuration may not set it.
  package let isConstant: Bool
  /// What its text may be; empty where that is open.
  package let words: [String]
  /// Whether tox does not know it, so that it is none under its words.
  package let isBeyondTox: Bool
  /// The kinds of environments that it means something to; empty for all.
  package let kinds: Set<EnvironmentKind>
  /// Whether its value depends on more than what a section says, even where nobody sets it.
  let isComputed: Bool
  /// Its place among the keys of its table.
  var index = 0

  init(
    _ name: String, _ type: ValueType, aliases: [String] = [], default defaultValue: Default = .text(""),
    words: [String] = [], isConstant: Bool = false, isBeyondTox: Bool = false, kinds: Set<EnvironmentKind> = [],
    _ documentation: String
  ) {
    self.name = name
    self.aliases = aliases
    self.type = type
    self.defaultValue = defaultValue
    self.documentation = documentation
    self.isConstant = isConstant
    self.isBeyondTox = isBeyondTox || !kinds.isEmpty
    self.kinds = kinds
    self.words = words
    isComputed = isConstant || type == .variables || Self.computedNames.contains(name)
  }

  private static let computedNames: Set<String> = [
    "base", "work_dir", "env_dir", "description", "change_dir", "pass_env", "base_python", "skip_missing_interpreters",
    "uv_python_preference", "requires", "install_command", "package", "weight", "memory", "timeout",
    "stall_timeout", "retry_delay", "commands_retry", "retries",
  ]

  /// The text, if it is one that the key may have.
  func checked(_ text: String) throws(ConversionError) -> String {
    if words.isEmpty || words.contains(text) { return text }
    throw .notAmong(text, words)
  }

  /// The items, if they are ones that the key may have.
  func checked(_ items: [String]) throws(ConversionError) -> [String] {
    guard isOfExpressions, let item = items.first(where: { (try? Regex($0)) == nil }) else { return items }
    throw .refused(
      "'\(item)' is no regular expression",
      help: "write one on each line, with a backslash before brackets and the like that stand for themselves")
  }

  /// Whether its items are regular expressions.
  private var isOfExpressions: Bool { name == "error_patterns" }

  /// Every spelling, the present one first.
  package var spellings: [String] { [name] + aliases }
}

extension ConfigurationKey.Default: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = .text(text) }
}

/// Defaults that no text can say.
package enum ComputedDefault: String, Sendable {
  /// The sections that inheritance starts from.
  case base
  case workDirectory, hostPython, runner
  case basePython, defaultBasePython
  /// Of the interpreter that the environment has, or would have.
  case sitePackages, binaries, python, pythonVersion, pythonImplementation, isFreeThreaded, isDebug
  case installCommand, virtualenvRelease
  /// What a variable of virtualenv says.
  case systemSitePackages, alwaysCopy, download
  case skipMissingInterpreters
  case recreate
  case uvPythonPreference, noDefaultGroups
  case packageRoot
  case package, packageEnvironment, packagerKind, wheelEnvironment
  /// What the section [limits] of an INI file says.
  case limits

  /// What the manual says of it.
  package var documentation: String {
    switch self {
    case .base: "[testenv], or [pkgenv] for environments that build packages"
    case .workDirectory: "{tox_root}/.swtox"
    case .hostPython: "the Python beside the program, else the first one of PATH"
    case .runner: "virtualenv"
    case .basePython: "what the environment's name asks for, then base_python_file, then default_base_python"
    case .defaultBasePython: "{host_python}"
    case .sitePackages: "{env_dir}/lib/python{py_dot_ver}/site-packages"
    case .binaries: "{env_dir}/bin"
    case .python: "{env_dir}/bin/python"
    case .pythonVersion, .pythonImplementation, .isFreeThreaded, .isDebug: "as the interpreter says"
    case .installCommand: "python -I -m pip install {opts} {packages}"
    case .virtualenvRelease: "an older release for interpreters that the newest no longer serves"
    case .systemSitePackages: "{env:VIRTUALENV_SYSTEM_SITE_PACKAGES:false}"
    case .alwaysCopy: "{env:VIRTUALENV_COPIES:false}"
    case .download: "{env:VIRTUALENV_DOWNLOAD:false}"
    case .skipMissingInterpreters: "what [tox] says"
    case .recreate: "true with -r"
    case .uvPythonPreference: "{env:UV_PYTHON_PREFERENCE:system}"
    case .packageRoot: "what [tox] says"
    case .noDefaultGroups: "true where dependency_groups are named"
    case .package: "sdist; editable with use_develop; skip with skip_install or no_package"
    case .packageEnvironment: "what [tox] says; with '_external' at the end for package = external"
    case .packagerKind: "virtualenv-pep-517"
    case .limits: "the section [limits] of an INI file"
    case .wheelEnvironment: "package_env, with the interpreter's name at the end where that is another"
    }
  }
}
