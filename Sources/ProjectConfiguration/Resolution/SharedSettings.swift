import EnvironmentModel

/// The settings that environments have in common which differ in nothing but their names.
///
/// Whether a value is such is found out while it is computed: it is, when nothing on the way has looked at the name, failed
/// or had something to tell. The way is the same for all of them then, and so is the value.
final class SharedSettings {
  /// What decides everything of an environment's values but what its name itself goes into.
  struct Likeness: Hashable {
    /// The sections searched for its keys, but for those that `base` brings in, which these decide.
    var sections: [String]
    var template: String?
    /// The factors of its name that have a meaning to conditions, or say which interpreter or machine it is for.
    var factors: [String]
  }

  /// By the places of their keys.
  var settings: [Setting<SettingValue>?]
  /// What `set_env` defines; its values are of each environment.
  var variables: VariableScope?
  /// The interpreter that `base_python` means, or that there is none, once it was looked for.
  var interpreter: Interpreter??

  init(_ table: ConfigurationKeyTable) { settings = Array(repeating: nil, count: table.keys.count) }
}

/// Finds what environments have in common, where many of them are asked for.
final class SharedSettingsTable {
  /// Nothing for those of which there was only one so far, which may stay the only one.
  private var known: [SharedSettings.Likeness: SharedSettings?] = [:]
  /// Factors, and whether they have a meaning wherever they stand.
  private var meanings: [String: Bool]

  /// - Complexity: O(*terms*) in the conditions of the file.
  init(_ document: ConfigurationDocument) {
    meanings = [:]
    for line in document.sections.lazy.flatMap(\.entries).flatMap(\.lines) {
      guard let condition = line.condition else { continue }
      for term in condition.alternatives.joined().joined().joined() { meanings[term.factor] = true }
    }
  }

  /// What an environment shares with others like it; `nil` for the first of them.
  func settings(
    of name: EnvironmentName, sections: [String], template: String?, _ table: ConfigurationKeyTable
  ) -> SharedSettings? {
    let all = name.factors.map(\.text)
    // These say something together with the factor behind them.
    let factors = all.contains { $0 == "cpython" || $0 == "pypy" } ? all : all.filter(hasMeaning)
    let likeness = SharedSettings.Likeness(sections: sections, template: template, factors: factors)
    switch known[likeness] {
    case nil:
      known[likeness] = .some(nil)
      return nil
    case .some(let found?): return found
    case .some(nil):
      let new = SharedSettings(table)
      known[likeness] = new
      return new
    }
  }

  private func hasMeaning(_ factor: String) -> Bool {
    if let known = meanings[factor] { return known }
    let hasMeaning = PythonFactorName.maySpeak(factor) || Machine.isSpelling(factor)
    meanings[factor] = hasMeaning
    return hasMeaning
  }
}
