import EnvironmentModel
package import SourceText

/// The words that a project gives a meaning, for suggestions where a command line has another one.
package struct SelectionVocabulary: Sendable {
  /// What the names of environments are made of.
  package var factors: Set<String>
  package var names: [String]
  package var labels: [String]
  package var kinds: [String]

  package init(factors: Set<String> = [], names: [String] = [], labels: [String] = [], kinds: [String] = []) {
    self.factors = factors
    self.names = names
    self.labels = labels
    self.kinds = kinds
  }

  /// Whether a factor is one of the project's or of an interpreter.
  package func has(factor: String) -> Bool { factors.contains(factor) || PythonFactor(factor) != nil }

  /// What comes before the version in factors that have one: `py`, `django`.
  fileprivate var axes: [String] {
    let versioned = factors.filter { $0.utf8.last.map { (0x30...0x39).contains($0) } ?? false }
    return Set(versioned.map { String($0.prefix { !$0.isNumber }) }).union(["py"]).sorted().filter { !$0.isEmpty }
  }
}

extension SelectionExpression {
  /// An error for each word that nothing in the project bears: most likely it is misspelt.
  ///
  /// Words with `*`, `?` or `[` may match nothing.
  package func mistakes(_ known: SelectionVocabulary) -> [Diagnostic] {
    root.tests.compactMap { test, span in
      let word = String(decoding: span.file.bytes[span.range], as: UTF8.self)
      if WildcardPattern.isPattern(word) { return nil }
      let value = word.firstIndex(of: ":").map { String(word[word.index(after: $0)...]) } ?? word
      return switch test {
      case .factors(let patterns): mistake(inFactors: patterns, value, span, known)
      case .axis(let axis, _, let version):
        known.factors.contains { version.order(of: $0, on: axis) != nil } || PythonFactor("\(axis)3") != nil
          ? nil : unknown("no environment has a factor '\(axis)' with a version", axis, known.axes, "", span)
      case .name(let pattern):
        known.names.contains(where: pattern.matches)
          ? nil : unknown("there is no environment '\(value)'", value, known.names, "name:", span)
      case .label(let pattern):
        known.labels.contains(where: pattern.matches)
          ? nil : unknown("there is no label '\(value)'", value, known.labels, "label:", span)
      case .kind(let pattern):
        known.kinds.contains(where: pattern.matches)
          ? nil : unknown("there is no kind '\(value)'", value, known.kinds, "kind:", span)
      case .list, .status: nil
      }
    }
  }

  private func mistake(
    inFactors patterns: [WildcardPattern], _ word: String, _ span: SourceSpan, _ known: SelectionVocabulary
  ) -> Diagnostic? {
    if patterns.allSatisfy({ pattern in known.factors.contains(where: pattern.matches) }) { return nil }
    let parts = word.trimming(["'", "\""]).split(separator: "-").map(String.init)
    if parts.allSatisfy(known.has) { return nil }
    let suggestion = closestMatch(to: word, among: known.factors.sorted()).map { "did you mean '\($0)'?" }
    return .error(
      "no environment has the factor '\(word)'", at: span,
      help: suggestion ?? "write '\(word)*' if it may be missing; see the environments with 'swtox-tui list'")
  }

  private func unknown(
    _ message: String, _ word: String, _ candidates: [String], _ prefix: String, _ span: SourceSpan
  ) -> Diagnostic {
    let suggestion = closestMatch(to: word, among: candidates).map { "did you mean '\(prefix)\($0)'?" }
    let all = candidates.isEmpty ? "there is none" : "there are: \(candidates.prefix(12).joined(separator: ", "))"
    return .error(message, at: span, help: suggestion ?? all)
  }
}

extension String {
  /// The text without any of some characters at its ends.
  fileprivate func trimming(_ characters: Set<Character>) -> Substring {
    let start = self.drop(while: characters.contains)
    return start[..<(start.lastIndex { !characters.contains($0) }.map(start.index(after:)) ?? start.startIndex)]
  }
}
