/// What one module may import.
struct ModuleEntry: Sendable {
  let name: String
  /// Modules only look down: from a layer to itself or to lower ones.
  let layer: Int
  /// Modules of this package.
  let modules: Set<String>
  /// Products of other packages.
  let products: Set<String>
}

/// The modules of the package and what each may import; `Package.swift` says the same.
enum ModuleTable {
  static let entries: [ModuleEntry] = [
    entry(0, "SourceText"),
    entry(0, "Screen"),
    entry(0, "Host"),
    entry(0, "CNcursesw"),
    entry(0, "CProcess"),
    entry(0, "CDecompression"),
    entry(1, "Artifacts", ["CDecompression"]),
    entry(1, "EnvironmentModel", ["SourceText"]),
    entry(1, "TestResults"),
    entry(2, "ProjectConfiguration", ["EnvironmentModel", "SourceText"]),
    entry(2, "RunModel", ["EnvironmentModel", "TestResults"]),
    entry(2, "Planning", ["Artifacts", "EnvironmentModel", "RunModel", "SourceText"]),
    entry(3, "Drivers", ["Planning", "Artifacts", "RunModel", "EnvironmentModel"], products: ["Yams"]),
    entry(3, "Orchestration", ["Planning", "Artifacts", "RunModel", "EnvironmentModel", "TestResults", "Host"]),
    entry(3, "Journal", ["Artifacts", "RunModel", "EnvironmentModel", "TestResults", "Host"]),
    entry(3, "Reporting", ["RunModel", "EnvironmentModel", "TestResults", "Screen"]),
    entry(3, "Logs", ["RunModel", "Screen", "Host"]),
    entry(3, "Dashboard", ["RunModel", "EnvironmentModel", "TestResults", "Screen", "Logs", "SourceText"]),
    entry(4, "History", ["RunModel", "EnvironmentModel", "Journal", "Host"], products: ["GRDB"]),
    entry(4, "LocalHost", ["Host", "CProcess"]),
    entry(4, "NcursesTerminal", ["Screen", "CNcursesw"]),
    entry(
      5, "SwtoxCommand",
      [
        "SourceText", "Screen", "Host", "Artifacts", "EnvironmentModel", "TestResults", "ProjectConfiguration",
        "RunModel",
        "Planning", "Drivers", "Orchestration", "Journal", "History", "Reporting", "Logs", "Dashboard", "LocalHost",
      ],
      products: ["ArgumentParser"]),
    entry(5, "swtox-tui", ["SwtoxCommand", "Dashboard", "NcursesTerminal", "Screen"]),
  ]

  /// Modules of the system that every module may import. `Foundation` is not among them: it triples the program's size.
  static let systemModules: Set = ["Glibc", "Synchronization", "FoundationEssentials"]

  private static func entry(
    _ layer: Int, _ name: String, _ modules: Set<String> = [], products: Set<String> = []
  ) -> ModuleEntry {
    ModuleEntry(name: name, layer: layer, modules: modules, products: products)
  }
}
