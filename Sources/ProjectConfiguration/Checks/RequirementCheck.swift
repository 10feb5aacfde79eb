import EnvironmentModel
import SourceText

/// Finds what `min_version` and `requires` ask for and the program does not do: it never installs itself anew.
struct RequirementCheck {
  /// The version of tox whose files are read.
  static let level = "4.67.15"

  /// What is built in, by the names of the distributions that bring it to tox.
  private static let builtIn: Set = ["tox", "tox-uv", "tox-uv-bare"]
  /// Tools that environments are made with, which tox installs beside itself.
  private static let tools: Set = ["virtualenv", "pip", "setuptools", "wheel", "uv"]

  private let minimum: Setting<SettingValue>?
  private let requires: Setting<SettingValue>?
  private let usesToxWording: Bool

  init(_ core: SettingResolver, usesToxWording: Bool) {
    minimum = core.setting(named: "min_version")
    requires = core.setting(named: "requires")
    self.usesToxWording = usesToxWording
  }

  var diagnostics: [Diagnostic] {
    guard case .list(let items) = requires?.value else { return [] }
    var found: [Diagnostic] = []
    for item in items {
      let (name, clauses) = Self.parts(of: item)
      if name == "tox" {
        if !clauses.allSatisfy(Self.holds) { found.append(tooOld(item)) }
      } else if !name.isEmpty, !Self.builtIn.contains(name) {
        let fact = Self.tools.contains(name) ? "the '\(name)' that is there is used" : "plugins are not loaded"
        var warning = Diagnostic.warning(
          "'\(item)' in 'requires' is not installed: \(fact)", at: requires?.origin.span,
          help: "what it is needed for has to be done by other keys, or is built in")
        warning.subject = .requirement
        found.append(warning)
      }
    }
    return found
  }

  private func tooOld(_ item: String) -> Diagnostic {
    if usesToxWording {
      return .error(
        "provisioning explicitly disabled within swtox, but is missing [requires (has)]: \(item) (\(Self.level))")
    }
    let isMinimum = if case .text = minimum?.value { true } else { false }
    return .error(
      "'\(isMinimum ? "min_version" : "requires")' asks for '\(item)', and files are read as tox \(Self.level) reads them",
      at: (isMinimum ? minimum : requires)?.origin.span,
      help: "ask for no more than \(Self.level), or override the key with -x")
  }

  /// The name of a requirement in its normal form, and the conditions on its version.
  private static func parts(of item: String) -> (name: String, clauses: [Substring]) {
    let text = item.prefix { $0 != ";" }
    let end = text.firstIndex { "<>=!~[@( ".contains($0) } ?? text.endIndex
    let name = text[..<end].lowercased().split { "-_.".contains($0) }.joined(separator: "-")
    guard let start = text.firstIndex(where: { "<>=!~".contains($0) }) else { return (name, []) }
    return (name, text[start...].filter { $0 != ")" && $0 != " " }.split(separator: ",").map { Substring($0) })
  }

  private static func holds(_ clause: Substring) -> Bool {
    let comparison = String(clause.prefix { "<>=!~".contains($0) })
    return EnvironmentMarker.compareVersions(level, comparison, String(clause.dropFirst(comparison.count)))
  }
}
