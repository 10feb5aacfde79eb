import EnvironmentModel

/// One `NAME=text` of `set_env`, its text not yet substituted.
struct VariableDefinition {
  /// What the value is made of.
  enum Source {
    case text(String)
    case value(TOMLValue)
  }

  var name: String
  var source: Source
  /// An environment marker (PEP 508) without which the definition does not count.
  var marker: String?
  /// Where it stands, for what is to be said of it.
  var entry: ConfigurationEntry?
}

/// Cuts a line of `set_env` into its parts.
enum VariableLine {
  /// The definition of a line; `nil` when it has no `=`.
  static func definition(_ line: Substring) -> VariableDefinition? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let (value, marker) = split(trimmed(line[line.index(after: equals)...]))
    return VariableDefinition(name: String(trimmed(line[..<equals])), source: .text(value), marker: marker)
  }

  /// A value and the marker after a semicolon, which quotes protect; `\;` is a semicolon.
  static func split(_ text: Substring) -> (value: String, marker: String?) {
    guard text.utf8.contains(UInt8(ascii: ";")) else { return (String(text), nil) }
    let place = semicolon(text, respectsQuotes: true)
    // A quote that never ends protects nothing.
    let found = place.isInQuotes ? semicolon(text, respectsQuotes: false).index : place.index
    guard let found else { return (unescaped(text), nil) }
    let marker = trimmed(text[text.index(after: found)...])
    return (unescaped(trimmed(text[..<found])), marker.isEmpty ? nil : String(marker))
  }

  private static func semicolon(_ text: Substring, respectsQuotes: Bool) -> (index: Substring.Index?, isInQuotes: Bool)
  {
    var quote: UInt8?
    var backslashes = 0
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      if respectsQuotes, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\""), backslashes % 2 == 0 {
        if quote == nil { quote = byte } else if quote == byte { quote = nil }
      } else if byte == UInt8(ascii: ";"), quote == nil, backslashes == 0 {
        return (index, false)
      }
      backslashes = byte == UInt8(ascii: "\\") ? backslashes + 1 : 0
    }
    return (nil, quote != nil)
  }

  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: ";"), bytes.last == UInt8(ascii: "\\") { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The line as a configuration would write it.
  static func text(_ name: String, _ value: String, _ marker: String?) -> String {
    let escaped = value.split(separator: ";", omittingEmptySubsequences: false).joined(separator: "\\;")
    return "\(name)=\(escaped)" + (marker.map { "; \($0)" } ?? "")
  }
}
