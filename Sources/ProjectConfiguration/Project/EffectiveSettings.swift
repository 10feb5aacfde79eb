import EnvironmentModel

/// Values that follow from others where nobody set them, as tox computes them.
enum EffectiveSettings {
  /// - Parameters:
  ///   - isInteractive: Whether somebody watches on a terminal.
  ///   - hasPackage: Whether the core allows packages.
  ///   - skipsMissingInterpreters: What the core says of them.
  static func apply(
    to settings: inout [(key: String, setting: Setting<SettingValue>)], isInteractive: Bool, hasPackage: Bool,
    skipsMissingInterpreters: Bool
  ) {
    let flags = Dictionary(
      settings.compactMap { key, setting in if case .boolean(let flag) = setting.value { (key, flag) } else { nil } },
      uniquingKeysWith: { first, _ in first })
    for index in settings.indices {
      let isUnset = settings[index].setting.origin.section == "default"
      switch (settings[index].key, settings[index].setting.value) {
      case ("pass_env", .list(let names)):
        let all = Set(names + PassedVariables.byDefault(isInteractive: isInteractive))
        settings[index].setting.value = .list(all.sorted())
      case ("skip_missing_interpreters", .boolean) where isUnset:
        settings[index].setting.value = .boolean(skipsMissingInterpreters)
      case ("package", .text) where !hasPackage || flags["skip_install"] == true:
        settings[index].setting.value = .text("skip")
      case ("package", .text) where isUnset:
        settings[index].setting.value = .text(flags["use_develop"] == true ? "editable" : "sdist")
      default: break
      }
    }
  }
}
