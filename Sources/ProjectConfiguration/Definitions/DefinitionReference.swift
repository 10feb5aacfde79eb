import EnvironmentModel
import SourceText

/// A `{package:NAME}` in a key of a package definition.
struct DefinitionReference {
  /// The definition in which it stands.
  var owner: String
  var key: String
  /// The definition that it speaks of.
  var name: String
  var span: SourceSpan

  /// The keys whose values are read once the artefacts are there.
  private static let keys = ["commands", "set_env", "config_settings"]

  /// Why it cannot stand there; `nil` where it can.
  ///
  /// - Parameter owner: The definition in which it stands.
  func refusal(in owner: PackageDefinition, _ definitions: Definitions) -> Diagnostic? {
    let place = "package definition '\(owner.name)'"
    if !Self.keys.contains(key) {
      return .error(
        "\(place): '{package:\(name)}' means nothing in '\(key)'", at: span,
        help: "it is a path in \(Self.keys.map { "'\($0)'" }.joined(separator: ", ")); write another value")
    }
    if name == owner.name {
      return .error(
        "\(place): '{package:\(name)}' is what it builds itself, which is not there yet", at: span,
        help: "name the file itself, or the definition that it is built from")
    }
    if definitions.package(named: name) == nil {
      let names = definitions.packages.map(\.name).filter { $0 != owner.name }
      let suggestion = closestMatch(to: name, among: names).map { "did you mean '{package:\($0)}'?" }
      return .error(
        "\(place): there is no package definition '\(name)'", at: span,
        help: suggestion ?? "write [packagedef:\(name)], or '\\{' where a brace is meant")
    }
    if !owner.dependencies.contains(name) {
      return .error(
        "\(place): '{package:\(name)}' is not among what it depends on", at: span,
        help: "write '\(name)' in its 'depends', so that it is there before")
    }
    return nil
  }
}
