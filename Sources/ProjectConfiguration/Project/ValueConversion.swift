import EnvironmentModel

/// Why a text is no value of its key's type.
enum ConversionError: Error {
  case notBoolean(String)
  case notNumber(String)
  case emptyPath
  case blankInName(String)

  var message: String {
    switch self {
    case .notBoolean(let text): "'\(text)' is neither true nor false"
    case .notNumber(let text): "'\(text)' is no number"
    case .emptyPath: "the path is empty"
    case .blankInName(let text): "'\(text)' has a blank inside"
    }
  }

  var help: String {
    switch self {
    case .notBoolean: "use true, yes, on, 1 or false, no, off, 0"
    case .notNumber: "use a number such as 2 or 0.5"
    case .emptyPath: "does it use a variable that is not set?"
    case .blankInName: "separate the names by commas or line ends"
    }
  }
}

/// Turns substituted text into values.
struct ValueConversion {
  /// The folder that relative paths start from.
  let root: String

  func convert(_ text: String, to key: ConfigurationKey) throws(ConversionError) -> SettingValue {
    switch key.type {
    case .text: return .text(String(trimmed(text[...])))
    case .path:
      let path = String(trimmed(text[...]))
      if path.isEmpty, !key.defaultText.isEmpty { throw .emptyPath }
      return .path(path.isEmpty ? "" : absolutePath(path, from: root))
    case .boolean: return .boolean(try boolean(text))
    case .number:
      // Beyond a million million nothing here counts or waits, and whole numbers stay exact.
      guard let number = Double(String(trimmed(text[...]))), number.magnitude < 1e12 else { throw .notNumber(text) }
      return .number(number)
    case .list: return .list(try list(text, key))
    case .requirements: return .list(lines(text))
    case .commands: return .commands(lines(text).compactMap(ShellWords.command))
    case .variables: return .variables([])
    }
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { String(trimmed($0)) }.filter { !$0.isEmpty }
  }

  private func list(_ text: String, _ key: ConfigurationKey) throws(ConversionError) -> [String] {
    if key.name == "env_list" || key.name == "depends" {
      return splitOutsideBraces(text[...]) { $0 == UInt8(ascii: ",") || $0 == 0x0A }.map(String.init)
    }
    let separator: Character = text.contains("\n") ? "\n" : ","
    let items = text.split(separator: separator).map { String(trimmed($0)) }.filter { !$0.isEmpty }
    if key.name == "pass_env", let bad = items.first(where: { $0.contains(where: \.isWhitespace) }) {
      throw .blankInName(bad)
    }
    return items
  }

  private func boolean(_ text: String) throws(ConversionError) -> Bool {
    switch trimmed(text[...]).lowercased() {
    case "true", "1", "yes", "on": return true
    case "false", "0", "no", "off", "": return false
    default: throw .notBoolean(text)
    }
  }
}

extension SettingValue {
  /// The text that stands for the value where another value refers to it.
  package var referenceText: String {
    switch self {
    case .text(let text), .path(let text): text
    case .boolean(let value): value ? "True" : "False"
    case .number(let number): number == number.rounded() ? String(Int64(number)) : String(number)
    case .list(let items): items.joined(separator: "\n")
    case .commands(let commands): commands.map(\.shellText).joined(separator: "\n")
    case .variables(let assignments): assignments.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
    case .failure: ""
    }
  }
}
