package import EnvironmentModel

/// Why a value is none of its key's type.
package enum ConversionError: Error, Hashable, Sendable {
  case notBoolean(String)
  case notNumber(String)
  /// Another word than those that the key knows.
  case notAmong(String, [String])
  case notInteger(String)
  case emptyPath
  case emptyCommand
  /// A line of a dictionary without `=`.
  case notAssignment(String)
  /// Items with blanks inside.
  case blanksInNames([String])
  /// An item of a list of environments whose braces make no sense.
  case malformedNames(String, PatternError)
  /// A value of TOML of another type; what it is, and what it should be.
  case otherType(String, expected: String)
  /// What `+=` cannot add to.
  case notAppendable
  /// The sentence says it all.
  case refused(String, help: String)

  /// What is wrong, as a clause to put after the name of the value.
  package var message: String {
    switch self {
    case .notBoolean(let text): "'\(text)' is neither true nor false"
    case .notNumber(let text): "'\(text)' is no number"
    case .notAmong(let text, let words): "'\(text)' is not one of \(words.joined(separator: ", "))"
    case .notInteger(let text): "'\(text)' is no whole number"
    case .emptyPath: "the path is empty"
    case .emptyCommand: "a command without a program"
    case .notAssignment(let line): "the line '\(line)' has no '='"
    case .blanksInNames(let items): "\(items.map { "'\($0)'" }.joined(separator: ", ")) has a blank inside"
    case .malformedNames(let item, let error):
      "'\(item.utf8.count > 80 ? "\(item.prefix(60))…" : item)': \(error.message)"
    case .otherType(let value, let expected): "\(value) is not \(expected)"
    case .notAppendable: "nothing can be added to it, as it is no list"
    case .refused(let message, _): message
    }
  }

  /// What to do about it, in one sentence.
  package var help: String {
    switch self {
    case .notBoolean: "use true, yes, on, 1 or false, no, off, 0"
    case .notNumber: "use a number such as 2 or 0.5"
    case .notAmong(_, let words): "use \(words.joined(separator: " or "))"
    case .notInteger: "use a whole number such as 2"
    case .emptyPath: "does it use a variable that is not set?"
    case .emptyCommand: "write the program and its arguments"
    case .notAssignment: "write 'name = text' on every line"
    case .blanksInNames: "separate the names by commas or line ends"
    case .malformedNames(_, let error): error.help
    case .refused(_, let help): help
    case .otherType: "see the key's type in the manual"
    case .notAppendable: "use '=' instead of '+='"
    }
  }
}
