/// The places of keys among an environment's settings; environments with the same keys share one.
package struct SettingLayout: Sendable {
  let positions: [String: Int]

  /// - Parameter keys: In the order of the settings; of keys that come twice the first counts.
  package init(_ keys: [String]) {
    positions = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
  }
}

/// One environment of the matrix with every setting resolved.
package struct Environment: Sendable {
  package var name: EnvironmentName
  /// Its kind, and what gave it.
  package var kindDecision: KindDecision
  /// Why it cannot be made, whatever its settings say; the sentence was told with its place.
  package var fault: String?
  /// Every key in the order of the key table; what was not set has its default.
  package private(set) var settings: [(key: String, setting: Setting<SettingValue>)]
  /// The requirements that `dependency_groups` stands for.
  package var groupRequirements: [String]
  /// Requirements that stand for what the package asks for by the same names.
  package var forcedRequirements: [String] = []
  /// The lines of the lock file that it installs from and nothing besides; `nil` where it has none.
  package var lockedRequirements: [String]?
  /// The folder of the sources of its package.
  package var packageRoot: String
  /// How its package is made, where `package = external` leaves that to commands.
  package var externalBuild: ExternalBuild?
  private let layout: SettingLayout
  private var positions: [String: Int] { layout.positions }

  /// - Parameter layout: The places of these settings; made for the purpose where there is none.
  package init(
    name: EnvironmentName, kind: EnvironmentKind = .virtualenv, groupRequirements: [String] = [],
    packageRoot: String = "", settings: [(key: String, setting: Setting<SettingValue>)], layout: SettingLayout? = nil
  ) {
    self.name = name
    kindDecision = KindDecision(kind, .byDefault)
    self.settings = settings
    self.groupRequirements = groupRequirements
    self.packageRoot = packageRoot
    self.layout = layout ?? SettingLayout(settings.map(\.key))
  }

  package var kind: EnvironmentKind { kindDecision.kind }

  /// The same environment with other values of some keys, as the command line says.
  package func replacing(_ values: [String: SettingValue]) -> Environment {
    var copy = self
    for (key, value) in values {
      guard let position = positions[key] else { continue }
      copy.settings[position].setting = Setting(value, origin: SettingOrigin(section: "command line"))
    }
    return copy
  }

  /// The setting of a key by its present name; `nil` for keys the table does not have.
  package subscript(key: String) -> Setting<SettingValue>? {
    positions[key].map { settings[$0].setting }
  }

  /// Keys whose value could not be computed, with the reason.
  package var failures: [(key: String, reason: String)] {
    settings.compactMap { key, setting in
      if case .failure(let reason) = setting.value { (key, reason) } else { nil }
    }
  }
}

extension Environment {
  /// The value of a text or path; empty when the key is unknown, of another type, or failed.
  package func text(_ key: String) -> String {
    switch self[key]?.value {
    case .text(let text), .path(let text): text
    default: ""
    }
  }

  /// The value of a Boolean; `false` when the key is unknown, of another type, or failed.
  package func flag(_ key: String) -> Bool {
    if case .boolean(let value) = self[key]?.value { value } else { false }
  }

  /// The items of a list in order; none when the key is unknown, of another type, or failed.
  package func list(_ key: String) -> [String] {
    if case .list(let values) = self[key]?.value { values } else { [] }
  }

  /// The commands of a key in order; none when the key is unknown, of another type, or failed.
  package func commands(_ key: String) -> [CommandLine] {
    if case .commands(let commands) = self[key]?.value { commands } else { [] }
  }

  /// What installs packages, where somebody said so; placeholders among its words stand for options and packages.
  package var installCommand: [String]? {
    guard let setting = self["install_command"], setting.origin.section != SettingOrigin.unset,
      case .command(let command) = setting.value
    else { return nil }
    return command.arguments
  }

  package var description: String { text("description") }
  package var dependencies: [String] { list("deps") }
  package var extras: [String] { list("extras") }
  package var directory: String { text("env_dir") }
  package var temporaryDirectory: String { text("env_tmp_dir") }
  package var workingDirectory: String { text("change_dir") }
  package var allowedExternals: [String] { list("allowlist_externals") }
  package var passedVariables: [String] { list("pass_env") }
  package var ignoresErrors: Bool { flag("ignore_errors") }
  /// Whether what it depends on has to run with it and to pass.
  package var requiresSuccess: Bool { flag("requires_success") }
  package var ignoresOutcome: Bool { flag("ignore_outcome") }

  /// What `set_env` assigns, in order of definition; nothing when it failed.
  package var variables: [VariableAssignment] {
    if case .variables(let assignments) = self["set_env"]?.value { assignments } else { [] }
  }
}
