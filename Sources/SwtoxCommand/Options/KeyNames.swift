import ProjectConfiguration
import SourceText

/// The keys that a command line asks for.
enum KeyNames {
  /// Refuses keys that no table has.
  ///
  /// - Throws: A diagnostic for each, with the closest key there is.
  static func check(_ keys: [String], in tables: [ConfigurationKeyTable]) throws(DiagnosticError) {
    let unknown = keys.filter { key in !tables.contains { $0[key] != nil } }
    if unknown.isEmpty { return }
    let names = tables.flatMap(\.allNames)
    throw DiagnosticError(
      unknown.map { key in
        .error(
          "there is no key '\(key)'",
          help: closestMatch(to: key, among: names).map { "did you mean '\($0)'?" } ?? "see all of them with 'man'")
      })
  }
}
