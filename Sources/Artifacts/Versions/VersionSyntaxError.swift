/// Why a text is no version, or no set of versions.
package enum VersionSyntaxError: Error, Hashable, Sendable {
  /// A part of a specifier or range that has no meaning, as it is written.
  case malformedClause(String)

  /// What is wrong, for a person.
  package var message: String {
    switch self {
    case .malformedClause(let text): "'\(text)' is no condition on a version"
    }
  }
}
