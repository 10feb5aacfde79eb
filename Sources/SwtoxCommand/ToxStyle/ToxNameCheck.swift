import EnvironmentModel
import ProjectConfiguration
import SourceText

/// Finds names that no environment of a project can have, by tox's rules.
struct ToxNameCheck {
  private let known: Set<String>
  private let factors: Set<String>

  init(_ configuration: LoadedConfiguration) {
    let project = configuration.project
    known = Set((project.environmentList + project.additionalEnvironments).map(\.text))
    factors = configuration.combinableFactors.union(known).union([".pkg"])
  }

  func check(_ names: [String]) throws(ToxError) {
    var lines: [String] = []
    for name in names where !name.hasPrefix(".pkg_external") && !known.contains(name) {
      let normalized = Self.normalized(name)
      if normalized != name, known.contains(normalized) {
        lines.append("\(name) - did you mean \(normalized)?")
      } else if let suggestion = problem(name) {
        lines.append(suggestion.isEmpty ? name : "\(name) - did you mean \(suggestion)?")
      }
    }
    guard !lines.isEmpty else { return }
    throw ToxError("provided environments not found in configuration file:\n\(lines.joined(separator: "\n"))")
  }

  /// The closest name, empty where none is close; `nil` for a name that is possible.
  private func problem(_ name: String) -> String? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let candidates = factors.union(known.flatMap { $0.split(separator: "-").map(String.init) }).sorted()
    var suggestions: [String] = []
    var isPossible = true
    var isHelpless = false
    for part in parts {
      if Self.isInterpreter(part) || factors.contains(part) {
        // A part that is right helps nobody who has another wrong.
        if !suggestions.contains(part) { isHelpless = isHelpless || parts.count > 1 }
        continue
      }
      isPossible = false
      guard let near = closestMatch(to: part, among: candidates) else { return "" }
      suggestions.append(near)
    }
    if isPossible { return nil }
    return isHelpless ? "" : suggestions.joined(separator: "-")
  }

  /// `3.11` and `py3.11` without their dots.
  private static func normalized(_ name: String) -> String {
    name.split(separator: "-", omittingEmptySubsequences: false)
      .map { isInterpreter(String($0)) ? $0.filter { $0 != "." } : String($0) }.joined(separator: "-")
  }

  private static let implementations = ["pypy", "py", "cpython", "jython", "graalpy", "rustpython", "ironpython", ""]

  /// An interpreter's name, a version, both, or nothing.
  static func isInterpreter(_ factor: String) -> Bool {
    if factor == "alpha" || factor == "beta" { return true }
    if factor.hasPrefix("rc."), factor.count > 3 { return factor.dropFirst(3).allSatisfy(\.isNumber) }
    return implementations.contains { prefix in
      guard factor.hasPrefix(prefix) else { return false }
      var rest = factor.dropFirst(prefix.count)
      if rest.isEmpty { return true }
      if rest.hasSuffix("d") { rest = rest.dropLast() }
      if rest.hasSuffix("t") { rest = rest.dropLast() }
      let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
      guard !parts.isEmpty, parts.count < 4, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else {
        return false
      }
      return parts.count == 1 || parts[0].count == 1
    }
  }
}
