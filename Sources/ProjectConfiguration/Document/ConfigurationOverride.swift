import EnvironmentModel
package import SourceText

/// A setting of the command line: `-x testenv:lint.deps=ruff`, or `+=` to add to what the file says.
package struct ConfigurationOverride: Hashable, Sendable {
  /// The section it is for, as any format writes it; empty for the core.
  package let section: String
  /// The key in any of its spellings, in lower case.
  package let key: String
  package let text: String
  /// Whether the text goes on a line after the value that counts without it.
  package let isAdded: Bool
  /// The whole of it as it was given.
  package let argument: String
  /// The environment variable that it stands in; `nil` for the command line.
  package let variable: String?
  /// Whether a command made it by itself, so that nobody who reads of it has written it.
  package let isOwn: Bool

  /// Reads `[SECTION.]KEY=VALUE` or `[SECTION.]KEY+=VALUE`.
  ///
  /// - Parameters:
  ///   - variable: The environment variable that it stands in, if it is not from the command line.
  ///   - isOwn: Whether a command made it by itself.
  /// - Throws: What is missing.
  package init(_ argument: String, variable: String? = nil, isOwn: Bool = false) throws(DiagnosticError) {
    self.argument = argument
    self.isOwn = isOwn
    self.variable = variable
    guard let equals = argument.firstIndex(of: "=") else {
      throw DiagnosticError(
        .error("'\(argument)' has no '='", help: "write -x SECTION.KEY=VALUE or SECTION.KEY+=VALUE"))
    }
    var name = argument[..<equals]
    isAdded = name.last == "+"
    if isAdded { name.removeLast() }
    var parts = Self.parts(name)
    key = String(trimmed(parts.removeLast()[...])).lowercased()
    section = parts.joined(separator: ".")
    text = String(argument[argument.index(after: equals)...])
    if key.isEmpty {
      throw DiagnosticError(.error("'\(argument)' names no key", help: "write -x SECTION.KEY=VALUE"))
    }
  }

  /// The place that it is, with its text: `command line: -x testenv.deps+=x`.
  var origin: SettingOrigin {
    variable.map { .init(section: "variable \($0)", text: argument) }
      ?? .init(section: "command line", text: "-x \(argument)")
  }

  /// How messages speak of it.
  var words: String { variable.map { "'\(argument)' of \($0)" } ?? "'-x \(argument)'" }

  /// What stands between dots, of which `\.` is none; at least one part.
  private static func parts(_ name: Substring) -> [String] {
    var parts: [[UInt8]] = [[]]
    for byte in name.utf8 {
      if byte == UInt8(ascii: "."), parts[parts.count - 1].last == UInt8(ascii: "\\") {
        parts[parts.count - 1][parts[parts.count - 1].count - 1] = byte
      } else if byte == UInt8(ascii: ".") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}
