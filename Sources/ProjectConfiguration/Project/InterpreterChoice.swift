import EnvironmentModel
import SourceText

/// Which interpreters may make an environment: its name's factor beats `base_python`.
enum InterpreterChoice {
  /// Major and minor version that a name asks for.
  static func version(of name: EnvironmentName) -> (Int, Int)? {
    factor(of: name).flatMap { PythonFactor($0) }.flatMap { factor in
      factor.version.count >= 2 ? (factor.version[0], factor.version[1]) : nil
    }
  }

  /// The first factor of a name that names an interpreter.
  static func factor(of name: EnvironmentName) -> String? {
    name.factors.first { PythonFactor($0.text) != nil }?.text
  }

  /// Puts the interpreters into `base_python`, and its version into `py_dot_ver`.
  static func apply(
    to settings: inout [(key: String, setting: Setting<SettingValue>)], name: EnvironmentName, ignoresConflict: Bool,
    _ diagnostics: inout [Diagnostic]
  ) {
    guard let position = settings.firstIndex(where: { $0.key == "base_python" }),
      case .list(let configured) = settings[position].setting.value
    else { return }
    guard let factor = factor(of: name), let wanted = PythonFactor(factor) else {
      if configured.isEmpty { settings[position].setting.value = .list(fallback(settings)) }
      return
    }
    if let conflict = configured.first(where: { conflicts($0, wanted) }), !ignoresConflict {
      let message = "environment '\(name)' asks for \(wanted), and 'base_python' for \(conflict)"
      let help = "remove 'base_python' for it, or set 'ignore_base_python_conflict = true' in [tox]"
      diagnostics.append(.error(message, at: settings[position].setting.origin.span, help: help))
      settings[position].setting.value = .failure(message)
    } else if configured.isEmpty || wanted.version.count >= 2 || wanted.implementation != .any {
      settings[position].setting.value = .list([factor])
    }
  }

  private static func conflicts(_ configured: String, _ wanted: PythonFactor) -> Bool {
    guard let given = PythonFactor(configured) else { return false }
    let sameStart = zip(given.version, wanted.version).allSatisfy { $0 == $1 }
    let isAny = given.implementation == .any || wanted.implementation == .any
    return !sameStart || !(isAny || given.implementation == wanted.implementation)
  }

  private static func fallback(_ settings: [(key: String, setting: Setting<SettingValue>)]) -> [String] {
    if case .list(let defaults) = settings.first(where: { $0.key == "default_base_python" })?.setting.value,
      !defaults.isEmpty
    {
      return defaults
    }
    return ["py"]
  }
}
