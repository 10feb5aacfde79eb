/// Keys with their look-up by present and old names.
package struct ConfigurationKeyTable: Sendable {
  /// The keys in the order in which they are shown.
  package let keys: [ConfigurationKey]
  private let positions: [String: Int]

  init(_ keys: [ConfigurationKey]) {
    self.keys = keys.enumerated().map { index, key in
      var key = key
      key.index = index
      return key
    }
    var positions: [String: Int] = [:]
    for (index, key) in keys.enumerated() {
      for name in key.spellings { positions[name] = index }
    }
    self.positions = positions
  }

  /// The key that a name, new or old, stands for.
  package subscript(name: String) -> ConfigurationKey? { positions[name].map { keys[$0] } }
  /// Every spelling there is.
  package var allNames: [String] { keys.flatMap(\.spellings) }
}
