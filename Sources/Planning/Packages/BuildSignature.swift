import Artifacts
package import EnvironmentModel

/// A mark of all that decides what a build makes beside its source files: equal marks with equal sources give the same
/// artefact.
package enum BuildSignature {
  /// - Parameters:
  ///   - system: How the package is built, for builders that follow it.
  ///   - place: The environment that it is built in; `nil` for one made for the purpose.
  ///   - caller: The caller's variables; those that the definition passes by name count.
  package static func of(
    _ definition: PackageDefinition, system: BuildSystem, place: Environment?, caller: [String: String] = [:]
  ) -> String {
    var lines = ["builder \(definition.builder.rawValue)", "root \(definition.root)"]
    lines += definition.dependencies.sorted().map { "depends \($0)" }
    lines += definition.commands.map { "command \($0.shellText)" }
    lines += [definition.artifactPattern].filter { !$0.isEmpty }.map { "artifact \($0)" }
    lines += definition.variables.map { "set_env \($0.name)=\($0.value)" }.sorted()
    lines += definition.configSettings.map { "config_settings \($0.name)=\($0.value)" }.sorted()
    lines += definition.passedVariables.sorted().map { "pass_env \($0)" }
    let isPython = [.sdist, .wheel, .editable].contains(definition.builder)
    // All of the caller's variables change with each terminal.
    let read = definition.passedVariables.filter { $0 != "*" } + (isPython ? readByBackends : [])
    lines += variables(matching: read, of: caller)
    if isPython {
      lines += ["backend \(system.backend)"] + system.requires.map { "requires \($0)" }
    }
    if let place {
      lines += ["build_env \(place.name) \(place.list("base_python").joined(separator: " "))"]
      lines += place.dependencies.map { "deps \($0)" }
      // Where environments stand says nothing of what they build.
      lines += place.variables.filter {
        !$0.name.hasPrefix("TOX_") && !["VIRTUAL_ENV", "PYTHONHASHSEED"].contains($0.name)
      }
      .map { "set_env of build_env \($0.name)=\($0.value)" }.sorted()
    }
    return SHA256.hash(of: Array(lines.joined(separator: "\n").utf8))
  }

  /// Variables that back ends of Python packages and the compilers behind them go by.
  private static let readByBackends = [
    "*FLAGS", "CC", "CXX", "LD", "AR", "SOURCE_DATE_EPOCH", "SETUPTOOLS_*", "HATCH_*", "PBR_*", "PDM_BUILD_*",
    "POETRY_*",
    "CMAKE_*", "SKBUILD_*", "CIBUILDWHEEL", "CYTHON_*", "MATURIN_*", "RUSTFLAGS", "CARGO_*",
  ]

  /// Those of the caller's that one of some patterns names, in capitals or not, a line each.
  private static func variables(matching patterns: [String], of caller: [String: String]) -> [String] {
    let patterns = patterns.map { WildcardPattern($0.lowercased()) }
    return caller.filter { name, _ in patterns.contains { $0.matches(name.lowercased()) } }
      .map { "variable \($0.key)=\($0.value)" }.sorted()
  }
}
