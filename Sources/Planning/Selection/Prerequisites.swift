package import EnvironmentModel

/// The environments of a run with those that have to pass before them.
package struct Prerequisites {
  /// What was chosen, each behind what it needs; each once.
  package let names: [EnvironmentName]
  /// What is there only because others need it, with the first that does.
  package let added: [EnvironmentName: EnvironmentName]

  /// - Parameters:
  ///   - chosen: The environments that somebody chose, in order.
  ///   - listed: What patterns may stand for besides them.
  ///   - items: What environments need, by names, braces and shell patterns; asked for each environment once.
  /// - Complexity: O(*names* + *needs*), and as much as the names a pattern may stand for.
  package init(
    of chosen: [EnvironmentName], listed: [EnvironmentName],
    items: ([EnvironmentName]) -> [EnvironmentName: [String]]
  ) {
    var needs: [EnvironmentName: [EnvironmentName]] = [:]
    var added: [EnvironmentName: EnvironmentName] = [:]
    var known = Set(chosen)
    var latest = chosen
    let candidates = chosen + listed
    while !latest.isEmpty {
      let found = items(latest)
      var next: [EnvironmentName] = []
      for name in latest {
        needs[name] = (found[name] ?? []).flatMap { Self.names(of: $0, candidates) }.filter { $0 != name }
        for other in needs[name] ?? [] where known.insert(other).inserted {
          added[other] = name
          next.append(other)
        }
      }
      latest = next
    }
    names = DependsOrder.sorted(chosen) { needs[$0] ?? [] }
    self.added = added
  }

  private static func names(of item: String, _ candidates: [EnvironmentName]) -> [EnvironmentName] {
    // Braces that make no sense are told where the value is read.
    let texts = (try? EnvironmentPattern(item).expansion) ?? []
    return texts.flatMap { text -> [EnvironmentName] in
      guard WildcardPattern.isPattern(text) else { return [EnvironmentName(text)] }
      let pattern = WildcardPattern(text)
      return candidates.filter { pattern.matches($0.text) }
    }
  }
}
