import EnvironmentModel

/// What decides which keys mean something to an environment.
struct KeyVisibility: Hashable {
  /// What is known of its package.
  enum Packaging: Hashable {
    /// The project has none.
    case none
    case notInstalled
    case skipped
    /// Wheels, for which there may be an environment of their own.
    case wheel
    case other
  }

  var runner: SettingResolver.Runner
  var packaging: Packaging
  var kind: EnvironmentKind
}

/// The keys that mean something to an environment, in the order of the table.
struct ShownKeys {
  let keys: [ConfigurationKey]
  let layout: SettingLayout

  private static let ofUV: Set<String> = ["uv_resolution", "uv_seed", "uv_python_preference"]
  private static let ofLocks: Set<String> = ["only_groups", "no_default_groups", "uv_sync_flags", "uv_sync_locked"]
  private static let notOfLocks: Set<String> = [
    "deps", "pylock", "extra_setup_commands", "skip_install", "use_develop", "package_env", "package_tox_env_type",
    "wheel_build_env", "always_copy", "download", "virtualenv_spec", "install_command",
  ]

  /// - Parameter leavesOutOthers: Whether keys that tox does not know are none.
  init(of table: ConfigurationKeyTable, _ visibility: KeyVisibility, leavesOutOthers: Bool) {
    let hidden = visibility.runner == .uvLock ? Self.notOfLocks : Self.hidden(visibility.packaging)
    keys = table.keys.filter { key in
      if key.isBeyondTox, leavesOutOthers { return false }
      if !key.kinds.isEmpty, !key.kinds.contains(visibility.kind) { return false }
      if Self.ofUV.contains(key.name) { return visibility.runner.isOfUV }
      if key.name == "script" { return visibility.runner.isOfScripts }
      if Self.ofLocks.contains(key.name) { return visibility.runner == .uvLock }
      return !hidden.contains(key.name)
    }
    layout = SettingLayout(keys.map(\.name))
  }

  private static func hidden(_ packaging: KeyVisibility.Packaging) -> Set<String> {
    switch packaging {
    case .none: ["skip_install", "use_develop", "package_env", "package_tox_env_type", "wheel_build_env"]
    case .notInstalled: ["use_develop", "package_env", "package_tox_env_type", "wheel_build_env"]
    case .skipped: ["package_env", "package_tox_env_type", "wheel_build_env"]
    case .wheel: []
    case .other: ["wheel_build_env"]
    }
  }
}

extension SettingResolver {
  /// The keys that mean something here: those of packages only where there is one.
  var shownKeys: ShownKeys {
    let visibility = KeyVisibility(runner: runner, packaging: packaging, kind: kind)
    if let known = resolution.shownKeys[visibility] { return known }
    let shown = ShownKeys(of: table, visibility, leavesOutOthers: context.showsToxKeysOnly)
    resolution.shownKeys[visibility] = shown
    return shown
  }

  private var packaging: KeyVisibility.Packaging {
    if runner == .uvLock { return .other }
    if resolution.core.flag("no_package") { return .none }
    if flag("skip_install") { return .notInstalled }
    switch text("package") {
    case "skip": return .skipped
    case "wheel", "sdist-wheel", "editable": return .wheel
    default: return .other
    }
  }
}
