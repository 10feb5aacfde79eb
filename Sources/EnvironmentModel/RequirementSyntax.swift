/// Whether a text can be a requirement of a Python package, as PEP 508 says: `demo[extra]>=1,<2; python_version > "3.8"`.
package enum RequirementSyntax {
  /// What is wrong with a text, as a clause to put after it; `nil` for what can be a requirement.
  ///
  /// Markers are not looked into. An address alone is taken too, as installers do.
  ///
  /// - Complexity: O(*n*).
  package static func fault(of text: String) -> String? {
    let requirement = text.prefix { $0 != ";" }
    var rest = trimmed(requirement)
    if rest.isEmpty { return "it is empty" }
    if rest.contains(where: \.isNewline) { return "it has more than one line" }
    if rest.contains("://"), !rest.contains("@") || rest.hasPrefix("git+") { return nil }
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    guard let first = name.first, let last = name.last, first.isLetter || first.isNumber, last.isLetter || last.isNumber
    else { return "it does not begin with the name of a package" }
    rest = trimmed(rest.dropFirst(name.count))
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else { return "the '[' is never closed" }
      rest = trimmed(rest[rest.index(after: end)...])
    }
    if rest.isEmpty || rest.hasPrefix("@") { return nil }
    if rest.hasPrefix("("), rest.hasSuffix(")") { rest = rest.dropFirst().dropLast() }
    for clause in rest.split(separator: ",", omittingEmptySubsequences: false) {
      if let fault = fault(ofClause: trimmed(clause)) { return fault }
    }
    return nil
  }

  private static let comparisons = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"]

  private static func fault(ofClause clause: Substring) -> String? {
    guard let comparison = comparisons.first(where: clause.hasPrefix) else {
      return clause.hasPrefix("=")
        ? "'=' is no comparison; '==' is" : "'\(clause)' does not begin with a comparison such as '=='"
    }
    let version = trimmed(clause.dropFirst(comparison.count))
    if version.isEmpty { return "there is no version behind '\(comparison)'" }
    let isVersion = version.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_+!*".contains($0)) }
    return isVersion || comparison == "===" ? nil : "'\(version)' is no version"
  }
}
