/// What a substitution finds: text that is final, or text whose own substitutions come next.
enum SubstitutionResult {
  /// - Parameters:
  ///   - isArgument: Whether each line is one argument where a command takes it in.
  ///   - sources: The lines it comes from, where somebody wants to know.
  case final(String, isArgument: Bool, sources: [SettingExplanation.Line])
  case raw(String, sources: [SettingExplanation.Line])
}

/// Where a resolver looks names up; the one conformer is a settings resolver of an environment or of the core.
protocol SubstitutionScope: AnyObject {
  var context: ConfigurationContext { get }
  /// Whether `{package:NAME}` stands for the path of a package.
  var definesPackages: Bool { get }
  /// The text and expressions that a text is made of.
  func pieces(of text: String) -> [SubstitutionPiece]
  /// The value of `{key}` or, with a section, `{[section]key}`; `nil` when there is none.
  ///
  /// - Parameter isRecursive: Whether the expressions of a section's text are replaced too.
  func reference(_ target: ReferenceTarget, isRecursive: Bool) throws(SubstitutionError) -> SubstitutionResult?
  /// The value `set_env` gives a variable; `nil` when it does not or when the variable is being computed.
  func assignedVariable(_ name: String) throws(SubstitutionError) -> String?
  /// What follows `--`, file names among them as seen from the folder of the commands; `nil` when nothing does.
  ///
  /// - Parameter isProgram: Whether the first one stands where a command names its program.
  func positionalArguments(isProgram: Bool) throws(SubstitutionError) -> [String]?
  /// The factor that an environment has of a labelled group, and the one that the group has for all others.
  func factor(ofGroup label: String) -> (factor: String?, fallback: String?)
  /// Counts an expression, be it replaced or not.
  ///
  /// - Throws: That there have been too many.
  func countExpression() throws(SubstitutionError)
  /// Takes note of what an expression has become, and from which lines that comes.
  func noteReplacement(
    _ expression: [String], _ sources: [SettingExplanation.Line], _ text: @autoclosure () -> String)
  /// Takes note of an expression that means nothing and stays as written.
  func noteUnknown(_ expression: String)
}

/// What `{…}` refers to when it is no function: a key, its section, and the text to take when it is missing.
struct ReferenceTarget {
  var section: String?
  var key: String
  var fallback: String?

  init?(_ text: String) {
    var rest = text[...]
    if rest.utf8.first == UInt8(ascii: "["), let end = rest.utf8.firstIndex(of: UInt8(ascii: "]")) {
      section = String(rest[rest.utf8.index(after: rest.startIndex)..<end])
      rest = rest[rest.utf8.index(after: end)...]
    }
    let end = rest.utf8.firstIndex { !Self.isKeyByte($0) } ?? rest.endIndex
    guard end > rest.startIndex, end == rest.endIndex || rest.utf8[end] == UInt8(ascii: ":") else { return nil }
    key = rest[..<end].lowercased()
    fallback = end == rest.endIndex ? nil : String(rest[rest.utf8.index(after: end)...])
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
