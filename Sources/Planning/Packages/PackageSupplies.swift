import EnvironmentModel
import SourceText

/// What definitions give to those who speak of them as `{package:NAME}`, or who need them for a build.
struct PackageSupplies {
  /// A definition that gives nothing.
  struct Fault {
    var definition: PackageDefinition
    var reason: String

    /// - Parameters:
    ///   - user: Who speaks of it, in words.
    ///   - span: Where.
    func diagnostic(for user: String, at span: SourceSpan?) -> Diagnostic {
      var diagnostic = Diagnostic.error(
        "\(user) needs the file of '\(definition.name)', and there is none to take: \(reason)",
        at: span ?? definition.span,
        help: "put one file there that fits, or make 'path' of '\(definition.name)' narrower")
      diagnostic.notes = [.init("'\(definition.name)' is defined here", at: definition.span)]
      return diagnostic
    }
  }

  /// The names of artefacts, by definition: of builds, and of files that are there.
  var artifacts: [String: String] = [:]
  /// What comes from an index, by definition.
  var requirements: [String: String] = [:]
  /// Those of the artefacts that have to be built.
  var builds: Set<String> = []
  var faults: [Fault] = []
}
