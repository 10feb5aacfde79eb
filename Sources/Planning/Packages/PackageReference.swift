import EnvironmentModel
import SourceText

/// `{package:NAME}` in commands and variables: the path of a definition's artefact, which is known once it is built.
package enum PackageReference {
  fileprivate static let start = "{package:"
  /// What the name of a package ends with where the sdist is meant that its wheel was made from; no definition has such a
  /// name.
  package static let sdistMark = " as sdist"

  /// The names that a text speaks of.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    var rest = text[...]
    while let range = rest.firstRange(of: start) {
      rest = rest[range.upperBound...]
      guard let end = rest.firstIndex(of: "}") else { break }
      names.append(String(rest[..<end]))
      rest = rest[end...]
    }
    return names
  }

  /// Whether a text speaks of a package.
  static func isIn(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "{")) && !names(in: text).isEmpty
  }

  /// The keys that run commands, in their order.
  private static let keys = ["commands_pre", "commands", "commands_post"]

  /// The key of an environment that speaks of a definition.
  static func span(of name: String, in environment: Environment) -> SourceSpan? {
    let key = keys.first {
      environment.commands($0).contains { $0.arguments.contains { names(in: $0).contains(name) } }
    }
    return environment[key ?? "set_env"]?.origin.span
  }

  /// The names that an environment's commands and variables speak of, each once.
  static func names(in environment: Environment) -> [String] {
    let commands = keys.flatMap(environment.commands)
    let texts = commands.flatMap(\.arguments) + environment.variables.map(\.value)
    var seen: Set<String> = []
    return texts.filter { $0.utf8.contains(UInt8(ascii: "{")) }.flatMap(names).filter { seen.insert($0).inserted }
  }

  /// A text with the paths put in; what has none stays as it is.
  package static func replaced(_ text: String, path: (String) -> String?) -> String {
    var result = text
    for name in names(in: text) {
      if let path = path(name) { result = result.replacing("\(start)\(name)}", with: path) }
    }
    return result
  }
}

extension Step.Disposition {
  /// Tells the commands of a recipe what `{package:NAME}` stands for; what comes from an index is put in at once.
  mutating func name(_ supplies: PackageSupplies) {
    guard !supplies.artifacts.isEmpty || !supplies.requirements.isEmpty, case .perform(let recipe) = self else {
      return
    }
    let (artifacts, requirements) = (supplies.artifacts, supplies.requirements)
    self = .perform(
      recipe.mapped { actions in
        actions.map { action in
          guard case .run(var command) = action else { return action }
          command.packages.merge(artifacts) { $1 }
          if !requirements.isEmpty { command.put(in: requirements) }
          return .run(command)
        }
      })
  }
}

extension Step.Disposition {
  /// Has commands find the paths of what was installed of the project in `TOX_PACKAGE`, as tox has it.
  mutating func tell(_ packages: [PackageInstallation]) {
    let named = packages.compactMap { package in package.artifact.map { (package.definition.name, $0) } }
    guard !named.isEmpty, case .perform(let recipe) = self else { return }
    // Who wants a sdist is told of that, whatever is installed in its place.
    let told = named.map { name, build in
      let isSdist = packages.contains { $0.definition.name == name && $0.definition.builder == .sdist }
      return (isSdist ? name + PackageReference.sdistMark : name, build)
    }
    let artifacts = Dictionary(told) { first, _ in first }
    let value = told.map { "\(PackageReference.start)\($0.0)}" }.joined(separator: ":")
    self = .perform(
      recipe.mapped { actions in
        actions.map { action in
          guard case .run(var command) = action, command.environment["TOX_PACKAGE"] == nil else { return action }
          command.packages.merge(artifacts) { $1 }
          command.environment["TOX_PACKAGE"] = value
          return .run(command)
        }
      })
  }
}

extension CommandAction {
  fileprivate mutating func put(in requirements: [String: String]) {
    arguments = arguments.map { argument in
      guard case .text(let text) = argument else { return argument }
      return .text(PackageReference.replaced(text) { requirements[$0] })
    }
    environment = environment.mapValues { PackageReference.replaced($0) { requirements[$0] } }
  }
}
