/// Conditions on a version that must all hold, as `Requires-Python` has them: `>=3.9, !=3.10.*, <4` (PEP 440).
package struct PythonVersionSpecifier: Hashable, Sendable {
  private let clauses: [Clause]

  /// Reads a list separated by commas; an empty one is fulfilled by every version.
  ///
  /// - Throws: ``VersionSyntaxError/malformedClause(_:)`` at the first condition that is none.
  package init(_ text: some StringProtocol) throws(VersionSyntaxError) {
    var clauses: [Clause] = []
    for part in text.split(separator: ",") {
      guard let first = part.firstIndex(where: { !$0.isWhitespace }),
        let last = part.lastIndex(where: { !$0.isWhitespace })
      else { continue }
      let trimmed = String(part[first...last])
      guard let clause = Clause(trimmed) else { throw .malformedClause(trimmed) }
      clauses.append(clause)
    }
    self.clauses = clauses
  }

  /// Whether a version fulfils all conditions; pre-releases are not left out, as installers do not when they ask about the
  /// interpreter.
  package func matches(_ version: PythonVersion) -> Bool {
    clauses.allSatisfy { $0.matches(version) }
  }

  /// Whether a version fulfils all conditions, and if not, the first one that it does not.
  package func compatibility(with version: PythonVersion) -> Compatibility {
    guard let clause = clauses.first(where: { !$0.matches(version) }) else { return .compatible }
    return .incompatible(reason: "needs Python \(clause.text), and this is \(version)")
  }
}
