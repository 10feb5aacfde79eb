import Dashboard
import Drivers
import EnvironmentModel
import Host
import Planning
import ProjectConfiguration
import RunModel
import SourceText

/// Gathers what the inspection pane shows of an environment.
struct EnvironmentInspection {
  let session: ProjectSession

  func detail(of name: EnvironmentName) -> EnvironmentDetail {
    let (environment, _) = session.configuration.environment(name)
    let explanations = Dictionary(
      session.configuration.explanations(of: name).map { ($0.key, ExplanationText.steps(of: $0)) }
    ) { first, _ in first }
    let settings = environment.settings.map { key, setting in
      let value = if case .failure(let reason) = setting.value { "error: \(reason)" } else { setting.value.shown }
      return EnvironmentDetail.SettingLine(
        key: key, value: value, origin: setting.origin.description, overridden: setting.overridden.map(\.description),
        steps: explanations[key] ?? [])
    }
    // What somebody set is what people look for.
    let ordered = settings.filter { $0.origin != Self.unset } + settings.filter { $0.origin == Self.unset }
    return EnvironmentDetail(
      kind: environment.kind.description, interpreter: interpreter(of: environment), location: environment.directory,
      package: package(of: environment), settings: ordered)
  }

  private static let unset = Setting<SettingValue>.Origin.unset

  /// The interpreter it was made with, else the one it asks for.
  private func interpreter(of environment: Environment) -> String {
    let path = VirtualenvDriver.stampPath(of: environment, .createEnvironment)
    let stamp = try? session.host.files.read(path)  // not created yet
    let line = stamp.flatMap { String(decoding: $0, as: UTF8.self).split(separator: "\n").first }
    if let line, line.hasPrefix("python ") { return String(line.dropFirst("python ".count)) }
    return "\(environment.list("base_python").joined(separator: ", ")) (not created yet)"
  }

  private func package(of environment: Environment) -> String {
    switch session.matcher.decision(for: environment) {
    case .none(let reason): "none (\(reason))"
    case .chosen(let packages): packages.map { "\($0.definition.name): \($0.words)" }.joined(separator: "\n")
    case .refused(let diagnostic): "error: \(diagnostic.message)"
    }
  }
}

extension SettingValue {
  /// The value as people read it.
  fileprivate var shown: String {
    if case .boolean(let value) = self { value ? "true" : "false" } else { referenceText }
  }
}
