/// What is wrong in tox's words: the exception it would raise and its message, with `| ` between them.
enum ToxWording {
  /// - Parameters:
  ///   - owner: The environment's name, or `core`.
  ///   - key: The key as the configuration spells it.
  ///   - isINI: Whether the configuration is in INI.
  static func text(_ error: SubstitutionError, owner: String, key: String, isINI: Bool) -> String {
    let load = "HandledError| failed to load \(owner).\(key): "
    func replacing(_ exception: String, _ message: String) -> String {
      isINI
        ? "HandledError| replace failed in \(owner == "core" ? "tox" : owner).\(key) with "
          + "\(exception)(\(PythonText.quoted(message)))"
        : exception == "MatchError" ? "MatchError| \(message)" : load + message
    }
    switch error {
    case .cycle(let names):
      if names.last == "set_env" {
        return replacing(
          "CircularChainError", "circular chain detected \(isINI ? "testenv" : "env_run_base").set_env")
      }
      let isVariable = names.first.map { !$0.contains("_") && $0.uppercased() == $0 } ?? false
      return isVariable
        ? replacing("MatchRecursionError", "circular chain between set env \(names.dropLast().joined(separator: ", "))")
        : replacing(
          "CircularChainError", "circular chain detected \(names.map { "\(owner).\($0)" }.joined(separator: ", "))")
    case .circularReference: return "HandledError| \(error.message)"
    case .missingVariableName: return replacing("MatchError", "No variable name was supplied in {env} substitution")
    case .missingPattern: return replacing("MatchError", "No pattern was supplied in glob substitution")
    case .missingFactorLabel: return replacing("MatchError", "No label was supplied in {factor} substitution")
    case .tooDeep, .tooMuch: return replacing("MatchRecursionError", "Could not expand after recursing 101 frames")
    case .failedReference(let reason): return reason.contains("| ") ? reason : load + reason
    case .noAssignment(let line): return load + "invalid line \(PythonText.quoted(line)) in set_env"
    case .addsSeparator, .addsLineBreak, .addsBackslash, .addsOption: return replacing("ValueError", error.message)
    case .noInterpreter(let wanted):
      return "NoInterpreter| [\(wanted.map(PythonText.quoted).joined(separator: ", "))]"
    case .skipped(let message): return "Skip| \(message)"
    case .refused(let message): return "Fail| \(message)"
    case .noPackagePath: return load + error.message
    case .conversion(let error): return conversion(error, load)
    case .malformedReplacement(let message): return isINI ? load + message : replaced(message, load)
    }
  }

  /// Replacements that lack something are told as they are, the rest with the key.
  private static func replaced(_ message: String, _ load: String) -> String {
    let isMatch =
      message.hasPrefix("No ") || message.hasPrefix("Invalid condition") || message.hasPrefix("Unsupported ")
      || message.hasPrefix("a replace with")
    return isMatch ? "MatchError| \(message)" : load + message
  }

  private static func conversion(_ error: ConversionError, _ load: String) -> String {
    switch error {
    case .notBoolean(let text):
      load + "value \(PythonText.quoted(text)) cannot be transformed to bool, "
        + "valid: , 0, 1, false, no, off, on, true, yes"
    case .notNumber(let text), .notInteger(let text):
      load + "invalid literal for int() with base 10: \(PythonText.quoted(text))"
    case .emptyPath: load + "path value is empty (does it reference an unset variable?)"
    case .emptyCommand: load + "attempting to parse '' into a command failed"
    case .notAssignment(let line): load + "dictionary lines must be of form key=value, found \(PythonText.quoted(line))"
    case .blanksInNames(let items):
      "Fail| pass_env values cannot contain whitespace, use comma to have multiple values in a single line, "
        + "invalid values found \(items.map(PythonText.quoted).joined(separator: ", "))"
    case .malformedNames(let item, _): load + item
    case .notAppendable: load + "Only able to append to lists, sets and dicts"
    case .otherType, .notAmong, .refused: load + error.message
    }
  }
}

/// Values as Python writes them.
package enum PythonText {
  /// A string as its `repr` gives it.
  package static func quoted(_ text: String) -> String {
    let quote = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = quote
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "'" where quote == "'": result += "\\'"
      case let other where other.value < 0x20 || other.value == 0x7F:
        result += "\\x" + (other.value < 16 ? "0" : "") + String(other.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + quote
  }
}
