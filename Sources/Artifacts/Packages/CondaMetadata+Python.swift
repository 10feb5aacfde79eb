extension CondaMetadata {
  /// The Pythons that a package depends on, in conda's words: `>=3.8`, `3.12.*`, `>=3.12,<3.13.0a0`, `3.8|3.9`.
  package struct PythonRange: Hashable, Sendable {
    package let text: String

    /// Whether one of the Pythons of a version is among them; words that make no sense exclude none.
    ///
    /// - Parameter version: Major and minor, and the patch where that is known.
    package func contains(_ version: [Int]) -> Bool {
      let numbers = version.map(String.init).joined(separator: ".")
      // Of a version that may go on, the first and a late one.
      let candidates = (version.count > 2 ? [numbers] : ["\(numbers).0", "\(numbers).999"]).compactMap {
        PythonVersion($0)
      }
      return text.split(separator: "|").contains { alternative in
        let clauses = alternative.split(separator: ",").map(Self.clause).joined(separator: ",")
        guard let specifier = try? PythonVersionSpecifier(clauses) else { return true }
        return candidates.contains(where: specifier.matches)
      }
    }

    /// A condition as PEP 440 has it: `3.12` and `=3.12` mean every 3.12 to conda.
    private static func clause(_ text: Substring) -> String {
      let bare = text.first == "=" && text.dropFirst().first != "=" ? text.dropFirst() : text
      guard bare.first?.isNumber == true else { return String(bare) }
      // The patch is conda's to choose.
      return "==\(bare.split(separator: ".").prefix(2).joined(separator: ".")).*".replacing("*.*", with: "*")
    }
  }

  /// What it says of Python; `nil` where it depends on none, or on any.
  package var pythonRange: PythonRange? {
    let words = dependencies.map { $0.split(separator: " ") }.first { $0.first == "python" } ?? []
    return words.count > 1 && words[1] != "*" ? PythonRange(text: String(words[1])) : nil
  }
}
