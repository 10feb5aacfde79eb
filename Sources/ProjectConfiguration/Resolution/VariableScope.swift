import EnvironmentModel

/// What `set_env` defines, each value computed at most once and only when asked for.
final class VariableScope {
  /// Of each name the definition that counts, in order.
  private(set) var definitions: [VariableDefinition]
  private var positions: [String: Int]
  var values: [String: String] = [:]
  /// All that was read, with the places that say it; `nil` where none does.
  var source: LayeredValue<[VariableDefinition]>?

  init(_ all: [VariableDefinition]) {
    let last = Dictionary(all.enumerated().map { ($1.name, $0) }) { _, later in later }
    definitions = all.indices.filter { last[all[$0].name] == $0 }.map { all[$0] }
    positions = Dictionary(uniqueKeysWithValues: definitions.enumerated().map { ($1.name, $0) })
  }

  /// What the same definitions come to somewhere else.
  init(_ other: VariableScope) {
    definitions = other.definitions
    positions = other.positions
    source = other.source
  }

  subscript(name: String) -> VariableDefinition? { positions[name].map { definitions[$0] } }
}
