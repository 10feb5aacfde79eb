import Artifacts
package import EnvironmentModel

/// A mark of all that decides what a build makes beside its source files: equal marks with equal sources give the same
/// artefact.
package enum BuildSignature {
  /// - Parameters:
  ///   - system: How the package is built, for builders that follow it.
  ///   - place: The environment that it is built in; `nil` for one made for the purpose.
  ///   - releases: What the build takes from an index, as the definitions say that it depends on.
  ///   - caller: The caller's variables; those that the definition passes by name count.
  package static func of(
    _ definition: PackageDefinition, system: BuildSystem, place: Environment?, releases: [String] = [],
    caller: [String: String] = [:]
  ) -> String {
    var lines = ["builder \(definition.builder.rawValue)", "root \(definition.root)"]
    lines += definition.dependencies.sorted().map { "depends \($0)" }
    lines += releases.sorted().map { "release \($0)" }
    lines += definition.commands.map { "command \($0.shellText)" }
    lines += [definition.artifactPattern].filter { !$0.isEmpty }.map { "artifact \($0)" }
    lines += definition.variables.map { "set_env \($0.name)=\($0.value)" }.sorted()
    lines += definition.configSettings.map { "config_settings \($0.name)=\($0.value)" }.sorted()
    let handedOn = definition.passedVariables.filter { !ofTerminals.contains($0) }
    lines += handedOn.sorted().map { "pass_env \($0)" }
    // All of the caller's variables change with each terminal.
    let read = handedOn.filter { $0 != "*" } + (definition.followsBuildSystem ? readByBackends : [])
    lines += variables(matching: read, of: caller)
    if definition.followsBuildSystem {
      lines += ["backend \(system.backend)"] + system.requires.map { "requires \($0)" }
    }
    if let place {
      lines += ["build_env \(place.name) \(place.list("base_python").joined(separator: " "))"]
      lines += place.dependencies.map { "deps \($0)" }
      let passed = own(place)
      lines += passed.map { "pass_env of build_env \($0)" }
      lines += place.list("disallow_pass_env").sorted().map { "disallow_pass_env of build_env \($0)" }
      lines += variables(matching: passed.filter { $0 != "*" }, of: caller)
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

  /// What is handed on where somebody looks at a terminal, and not to a pipe: no artefact depends on who looks on.
  private static let ofTerminals =
    Set(PassedVariables.byDefault(isInteractive: true)).subtracting(PassedVariables.byDefault(isInteractive: false))

  /// What an environment hands on beside that which every one does: somebody thought that builds there need it.
  private static func own(_ place: Environment) -> [String] {
    let usual = Set([false, true].flatMap { PassedVariables.byDefault(isInteractive: true, forUV: $0) })
    return place.passedVariables.filter { !usual.contains($0) }.sorted()
  }

  /// Those of the caller's that one of some patterns names, in capitals or not, a line each.
  private static func variables(matching patterns: [String], of caller: [String: String]) -> [String] {
    let patterns = patterns.map { WildcardPattern($0.lowercased()) }
    return caller.filter { name, _ in patterns.contains { $0.matches(name.lowercased()) } }
      .map { "variable \($0.key)=\($0.value)" }.sorted()
  }
}
