import EnvironmentModel
import Planning
import SourceText

/// What package definitions make of the `package` of environments that do not set it.
struct PackageChoice {
  /// The keys whose values decide, by their present names.
  static let decidingKeys: Set = [
    "kind", "runner", "package", "skip_install", "use_develop", "base_python", "package_env",
  ]

  private let matcher: PackageMatcher
  private let hasDefinitions: Bool

  init(_ session: ProjectSession) {
    matcher = session.matcher
    hasDefinitions = !session.project.definitions.packages.isEmpty
  }

  /// The names of the definitions that serve an environment, with what decided in the place of an origin; `nil` where
  /// the environment's own setting says it.
  func setting(of environment: Environment) -> Setting<SettingValue>? {
    guard hasDefinitions, let own = environment["package"], own.origin.section == SettingOrigin.unset
    else { return nil }
    let decision = matcher.decision(for: environment)
    func made(_ value: SettingValue, by words: String) -> Setting<SettingValue> {
      Setting(value, origin: .init(section: words))
    }
    switch decision {
    case .none: return nil
    case .chosen(let packages):
      let names = packages.map(\.definition.name).joined(separator: ", ")
      return made(.text(names), by: packages.map(\.account).joined(separator: "; "))
    case .refused(let diagnostic, _):
      let place = diagnostic.span.map { " (\($0.shortLocation))" } ?? ""
      return made(.failure(diagnostic.message + place), by: SettingOrigin.unset)
    case .unusable(let reason, _): return made(.failure(reason), by: SettingOrigin.unset)
    }
  }

  /// The settings of an environment with that of `package` as definitions decide it.
  func settings(of environment: Environment) -> [(key: String, setting: Setting<SettingValue>)] {
    guard let setting = setting(of: environment) else { return environment.settings }
    return environment.settings.map { $0.key == "package" ? ($0.key, setting) : $0 }
  }
}

extension ChosenPackage {
  /// What decided, and where the definition stands: `rule 'conda' (tox.ini:7), defined in tox.ini:5`.
  var account: String { words + (definition.span.map { ", defined in \($0.shortLocation)" } ?? "") }
}
