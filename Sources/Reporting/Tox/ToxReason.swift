import RunModel

/// Why something is done, in tox's words.
enum ToxReason {
  private static let prefix = "recreate: "

  /// Why an environment is made anew: `python added system_site_packages=True`.
  ///
  /// - Parameter reason: That of the step, which names what differs as `-old +new`.
  /// - Returns: `nil` for one that is made for the first time; empty where somebody asked for it.
  static func recreation(_ reason: String) -> String? {
    guard reason.hasPrefix(prefix) else { return nil }
    let cause = String(reason.dropFirst(prefix.count))
    if cause == "asked for" { return "" }
    for (mark, verb) in [("+", "added"), ("-", "removed")] where cause.contains("\(mark)system_site_packages true") {
      return "python \(verb) system_site_packages=True"
    }
    if cause.hasPrefix("-python ") { return "python changed \(cause)" }
    let deps = "deps changed ("
    guard cause.hasPrefix(deps), cause.hasSuffix(")") else { return cause }
    return requirements(changes(in: String(cause.dropFirst(deps.count).dropLast()))) ?? cause
  }

  /// The words of a difference, which stand behind `-` and `+`.
  private static func changes(in text: String) -> [String] {
    var changes: [String] = []
    for word in text.split(separator: " ") {
      if word.hasPrefix("-") || word.hasPrefix("+") || changes.isEmpty {
        changes.append(String(word))
      } else {
        changes[changes.count - 1] += " \(word)"
      }
    }
    return changes
  }

  /// `nil` for what tox has no words for.
  private static func requirements(_ changes: [String]) -> String? {
    func words(_ mark: String, _ kind: String) -> [String] {
      changes.filter { $0.hasPrefix(mark + kind) }.map { String($0.dropFirst(mark.count + kind.count)) }
    }
    for (kind, name) in [("option ", "install flag(s)"), ("constraint ", "constraint(s)")] {
      let (removed, added) = (words("-", kind), words("+", kind))
      if removed.isEmpty && added.isEmpty { continue }
      return "changed \(name)" + (removed.isEmpty ? "" : " removed \(removed.joined(separator: ", "))")
        + (added.isEmpty ? "" : " added \(added.joined(separator: ", "))")
    }
    let removed = words("-", "")
    return removed.isEmpty ? nil : "requirements removed: \(removed.joined(separator: " "))"
  }

  /// The exit code of a build whose back end cannot be started.
  static let noBackend: Int32 = 251

  /// Why a package was not built: `stopping as failed to build package`.
  static func build(_ outcome: StepOutcome) -> String? {
    switch outcome {
    case .failed(noBackend): "packaging backend failed (code=-5), with FailedToStart: could not start backend"
    case .failed, .signalled, .timedOut: "failed with stopping as failed to build package"
    case .couldNotStart(let reason): "failed with \(artifact(reason) ?? "stopping as failed to build package")"
    case .invalid(let reason), .unavailable(let reason): "failed with \(reason)"
    default: nil
    }
  }

  /// `no package found in …` for the words of a build that has left none, or several.
  private static func artifact(_ reason: String) -> String? {
    guard reason.hasPrefix("cannot find the artefact of '"), let start = reason.firstRange(of: "' in '") else {
      return nil
    }
    let rest = reason[start.upperBound...]
    guard let end = rest.firstRange(of: "': ") else { return nil }
    let what = rest[end.upperBound...]
    if what.hasPrefix("nothing matches '") {
      return "no package found in \(rest[..<end.lowerBound])/\(what.dropFirst("nothing matches '".count).dropLast())"
    }
    return what.firstRange(of: ": ").map { "found more than one package \(what[$0.upperBound...])" }
  }

  /// `invalid platform regular expression …` for the words of a pattern that is none.
  static func platform(_ reason: String) -> String? {
    let prefix = "'platform' is no regular expression: '"
    guard reason.hasPrefix(prefix), reason.hasSuffix("'") else { return nil }
    let pattern = reason.dropFirst(prefix.count).dropLast()
    var open: [Int] = []
    for (place, sign) in pattern.enumerated() {
      if sign == "(" { open.append(place) } else if sign == ")" { _ = open.popLast() }
    }
    let why = open.last.map { "missing ), unterminated subpattern at position \($0)" } ?? "it cannot be read"
    return "invalid platform regular expression '\(pattern)': \(why)"
  }
}
