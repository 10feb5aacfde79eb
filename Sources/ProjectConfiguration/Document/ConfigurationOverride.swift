import EnvironmentModel
package import SourceText

/// A setting of the command line: `-x testenv:lint.deps=ruff`, or `+=` to add to what the file says.
package struct ConfigurationOverride: Hashable, Sendable {
  /// The section it is for, as the file writes it; `tox` where none is named.
  package let section: String
  /// The key in any of its spellings, in lower case.
  package let key: String
  package let text: String
  /// Whether the text goes on a line after the value that counts without it.
  package let isAdded: Bool

  /// Reads `[SECTION.]KEY=VALUE` or `[SECTION.]KEY+=VALUE`.
  ///
  /// - Throws: What is missing.
  package init(_ argument: String) throws(DiagnosticError) {
    guard let equals = argument.firstIndex(of: "=") else {
      throw DiagnosticError(
        .error("'\(argument)' has no '='", help: "write -x SECTION.KEY=VALUE or SECTION.KEY+=VALUE"))
    }
    var name = argument[..<equals]
    isAdded = name.last == "+"
    if isAdded { name.removeLast() }
    let dot = name.lastIndex(of: ".")
    section = dot.map { String(name[..<$0]) } ?? "tox"
    key = String(trimmed(dot.map { name[name.index(after: $0)...] } ?? name)).lowercased()
    text = String(argument[argument.index(after: equals)...])
    if key.isEmpty {
      throw DiagnosticError(.error("'\(argument)' names no key", help: "write -x SECTION.KEY=VALUE"))
    }
  }
}
