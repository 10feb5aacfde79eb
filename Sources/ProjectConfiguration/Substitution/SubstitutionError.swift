/// Why a value's substitutions cannot be carried out.
package enum SubstitutionError: Error, Hashable, Sendable {
  /// Values that need each other, in order, the first one again at the end.
  case cycle([String])
  /// References of `set_env` that lead to themselves, in order.
  case circularReference(String)
  case missingVariableName
  case missingPattern
  case missingFactorLabel
  case tooDeep
  /// Replacements without end, or values that grow beyond all measure.
  case tooMuch
  /// A value it refers to could not be computed; the sentence says why.
  case failedReference(String)
  /// A line of `set_env` that assigns nothing.
  case noAssignment(String)
  /// A value inside an item of a list that would make it several.
  case addsSeparator
  case addsLineBreak
  case addsBackslash
  case addsOption
  /// None of these interpreters is on the machine.
  case noInterpreter([String])
  /// There would be no such value here; the sentence says why.
  case skipped(String)
  /// What the value says cannot be; the sentence says why.
  case refused(String)
  /// The path of a package where none can be put in: the expression, and the key.
  case noPackagePath(String, key: String)
  /// A value that is none of its key's type.
  case conversion(ConversionError)
  /// A replacement of TOML that lacks something or has it in the wrong form; the sentence says what.
  case malformedReplacement(String)

  /// What is wrong, as a clause to put after the name of the value.
  package var message: String {
    switch self {
    case .cycle(let names): "these values need each other: \(names.joined(separator: " -> "))"
    case .circularReference(let way): "circular set_env reference \(way)"
    case .missingVariableName: "'{env:}' names no variable"
    case .missingPattern: "'{glob:}' names no pattern"
    case .missingFactorLabel: "'{factor:}' names no group of factors"
    case .tooDeep: "substitutions are nested more than \(SubstitutionResolver.depthLimit) deep"
    case .tooMuch: "it has more than \(SubstitutionResolver.countLimit) substitutions"
    case .failedReference(let reason): reason
    case .noAssignment(let line): "the line '\(line)' assigns nothing"
    case .addsSeparator: "a substitution within an entry cannot add an entry separator"
    case .addsLineBreak: "a substitution within a requirement cannot add a line break"
    case .addsBackslash: "a requirement substitution cannot end a line with a backslash"
    case .addsOption: "a requirement substitution cannot change pip options"
    case .noInterpreter(let wanted): "there is no interpreter for \(wanted.joined(separator: ", "))"
    case .skipped(let reason), .refused(let reason): reason
    case .noPackagePath(let expression, let key):
      "'\(expression)' cannot be in '\(key)', since packages are built later"
    case .conversion(let error): error.message
    case .malformedReplacement(let reason): reason
    }
  }

  /// What to do about it, in one sentence.
  package var help: String {
    switch self {
    case .cycle, .circularReference: "write out one of them"
    case .missingVariableName: "write '{env:NAME}' or '{env:NAME:default}'"
    case .missingPattern: "write '{glob:dist/*.whl}' or '{glob:dist/*.whl:default}'"
    case .missingFactorLabel: "write '{factor:LABEL}' or '{factor:LABEL:default}'"
    case .tooMuch: "references that are each used several times multiply; write out some of them"
    case .tooDeep: "shorten the chain of references"
    case .failedReference: "correct that value first"
    case .noAssignment: "write 'NAME = value', or 'file|PATH' for a file of such lines"
    case .addsSeparator: "put the substitution into an entry of its own"
    case .addsLineBreak, .addsBackslash, .addsOption: "put the substitution on a line of its own"
    case .noInterpreter: "install one of them, or set 'base_python'"
    case .skipped: "install the interpreter it asks for"
    case .refused: "see the key in the manual"
    case .noPackagePath: "write it in 'commands' or 'set_env'; 'package' says which packages are installed"
    case .conversion(let error): error.help
    case .malformedReplacement: "see the replacements in the manual's chapter on TOML"
    }
  }
}
