import Dashboard
import Drivers
import EnvironmentModel
import Host
import Orchestration
import Planning
import ProjectConfiguration
import RunModel
import SourceText

/// Gathers what the inspection pane shows of an environment.
struct EnvironmentInspection {
  let session: ProjectSession

  func detail(of name: EnvironmentName) -> EnvironmentDetail {
    let (environment, _) = session.configuration.environment(name)
    let screen = SecretScreen(session, [environment])
    let explanations = Dictionary(
      session.configuration.explanations(of: .environment(name)).map {
        ($0.key, ExplanationText.steps(of: screen.explanation($0)))
      }
    ) { first, _ in first }
    let settings = PackageChoice(session).settings(of: environment).map { key, setting in
      let setting = screen.setting(setting)
      let value =
        switch setting.value {
        case .failure(let reason): "error: \(reason)"
        case .list(let names) where key == "pass_env": Self.passed(names)
        default: setting.value.shown
        }
      return EnvironmentDetail.SettingLine(
        key: key, value: value, origin: setting.origin.description, overridden: setting.overridden.map(\.description),
        steps: setting.extended.map { "adds to \($0.description)" } + (explanations[key] ?? []))
    }
    // What somebody set is what people look for.
    let ordered = settings.filter { $0.origin != Self.unset } + settings.filter { $0.origin == Self.unset }
    return EnvironmentDetail(
      kind: environment.kind.description, interpreter: interpreter(of: environment), location: environment.directory,
      package: package(of: environment), settings: ordered)
  }

  /// The variables that an environment hands on: those that somebody named, a line each, and then all the others.
  static func passed(_ names: [String]) -> String {
    let known = [false, true].flatMap { PassedVariables.byDefault(isInteractive: true, forUV: $0) }
    let own = names.filter { !known.contains($0) }
    let others = names.filter(known.contains)
    let line = others.isEmpty ? [] : ["\(others.count) by default: \(others.joined(separator: ", "))"]
    return (own + line).joined(separator: "\n")
  }

  private static let unset = SettingOrigin.unset

  /// The interpreter it was made with, else the one it asks for.
  private func interpreter(of environment: Environment) -> String {
    let path = EnvironmentStamp.path(of: environment, .createEnvironment, in: session.project)
    let stamp = try? session.host.files.read(path)  // not created yet
    let line = stamp.flatMap { String(decoding: $0, as: UTF8.self).split(separator: "\n").first }
    func behind(_ word: String) -> String? {
      line.flatMap { $0.hasPrefix(word) ? String($0.dropFirst(word.count)) : nil }
    }
    switch environment.kind {
    case .npm: return behind("node ") ?? "the Node that base_node or its name asks for (not created yet)"
    case .nix: return "what Nix brings"
    case .conda: return "the Python of conda" + (behind("client ").map { ", by \($0)" } ?? " (not created yet)")
    case .system, .deb, .rpm, .container: return "as it is there"
    case .virtualenv, .pyenv, .external: break
    }
    if let python = behind("python ") { return python }
    return "\(environment.list("base_python").joined(separator: ", ")) (not created yet)"
  }

  private func package(of environment: Environment) -> String {
    switch session.matcher.decision(for: environment) {
    case .none(let reason): "none (\(reason))"
    case .chosen(let packages):
      packages.map { account(of: $0, among: packages, for: environment) }.joined(separator: "\n")
    case .refused(let diagnostic, _): "error: \(diagnostic.message)"
    case .unusable(let reason, _): "error: \(reason)"
    }
  }
}

extension EnvironmentInspection {
  /// So many environments are asked whether they use a package; each costs reading a few of its keys.
  private static let askedCount = 500

  /// A package with what decided it, its artefact, and who else gets it.
  private func account(
    of package: ChosenPackage, among packages: [ChosenPackage], for environment: Environment
  ) -> String {
    var lines = ["\(package.definition.name): \(package.account)"]
    let existing = session.matcher.existing(package.definition, for: environment)
    lines += artifacts(for: environment)
      .lines(of: package.definition, among: packages, for: environment.name, existing: existing?.fileName)
    let others = users(of: package.definition).filter { $0 != environment.name }
    if !others.isEmpty {
      let shown = others.prefix(6).map(\.text).joined(separator: ", ")
      lines.append("also for \(shown)\(others.count > 6 ? " and \(others.count - 6) more" : "")")
    }
    return lines.joined(separator: "\n")
  }

  private func artifacts(for environment: Environment) -> ArtifactAccount {
    let files = session.host.files
    let stamp = try? files.read(EnvironmentStamp.path(of: environment, .installPackage, in: session.project))
    return ArtifactAccount(
      entries: ArtifactStore(workDirectory: session.project.workDirectory, files: files).entries(),
      recorded: stamp.map { String(decoding: $0, as: UTF8.self) },  // nothing is installed yet
      interpreter: session.interpreters.pythons.find(environment.list("base_python")),
      machine: ProjectSession.platform)
  }

  private func users(of definition: PackageDefinition) -> [EnvironmentName] {
    let names = session.project.allEnvironments
    if names.count > Self.askedCount { return [] }
    let matcher = session.matcher
    let environments = session.configuration.environments(names, only: PackageChoice.decidingKeys).environments
    return environments.filter { environment in
      matcher.decision(for: environment).packages.contains { $0.definition.name == definition.name }
    }.map(\.name)
  }
}

extension SettingValue {
  /// The value as people read it.
  fileprivate var shown: String {
    if case .boolean(let value) = self { value ? "true" : "false" } else { referenceText }
  }
}
