/// One element of a Debian package's `Depends`: packages of which one is enough.
package struct DebDependency: Hashable, Sendable {
  /// The element as it is written.
  package var text: String
  /// The names of the packages, in their order, without versions and architectures.
  package var alternatives: [String]

  package init(text: String, alternatives: [String]) {
    self.text = text
    self.alternatives = alternatives
  }

  /// The elements of a whole field, in their order; empty ones are left out.
  package static func list(_ field: String) -> [DebDependency] {
    field.split(separator: ",").compactMap { element in
      let text = element.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let names = text.split(separator: "|").compactMap(name)
      return names.isEmpty ? nil : DebDependency(text: text, alternatives: names)
    }
  }

  /// What stands before a version in parentheses, an architecture behind a colon or in brackets, a profile in `<>`.
  private static func name(of alternative: Substring) -> String? {
    let name = alternative.drop(while: \.isWhitespace).prefix { !$0.isWhitespace && !":([<".contains($0) }
    return name.isEmpty ? nil : String(name)
  }
}
