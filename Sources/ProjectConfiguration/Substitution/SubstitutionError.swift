/// Why a value's substitutions cannot be carried out.
package enum SubstitutionError: Error, Hashable, Sendable {
  /// Values that need each other, in order, the first one again at the end.
  case cycle([String])
  case missingVariableName
  case tooDeep
  /// A value it refers to could not be computed; the sentence says why.
  case failedReference(String)
  /// A line of `set_env` that assigns nothing.
  case noAssignment(String)

  /// What is wrong, as a clause to put after the name of the value.
  package var message: String {
    switch self {
    case .cycle(let names): "these values need each other: \(names.joined(separator: " -> "))"
    case .missingVariableName: "'{env:}' names no variable"
    case .tooDeep: "substitutions are nested more than \(SubstitutionResolver.depthLimit) deep"
    case .failedReference(let reason): reason
    case .noAssignment(let line): "the line '\(line)' assigns nothing"
    }
  }

  /// What to do about it, in one sentence.
  package var help: String {
    switch self {
    case .cycle: "write out one of them"
    case .missingVariableName: "write '{env:NAME}' or '{env:NAME:default}'"
    case .tooDeep: "shorten the chain of references"
    case .failedReference: "correct that value first"
    case .noAssignment: "write 'NAME = value', or 'file|PATH' for a file of such lines"
    }
  }
}

/// What a substitution finds: text that is final, or text whose own substitutions come next.
enum SubstitutionResult {
  case final(String)
  case raw(String)
}

/// Where a resolver looks names up; the one conformer is a settings resolver of an environment or of the core.
protocol SubstitutionScope: AnyObject {
  var context: ConfigurationContext { get }
  /// The value of `{key}` or, with a section, `{[section]key}`; `nil` when there is none.
  func reference(section: String?, key: String) throws(SubstitutionError) -> SubstitutionResult?
  /// The value `set_env` gives a variable; `nil` when it does not or when the variable is being computed.
  func assignedVariable(_ name: String) throws(SubstitutionError) -> String?
  /// Takes note of an expression that means nothing and stays as written.
  func noteUnknown(_ expression: String)
}
