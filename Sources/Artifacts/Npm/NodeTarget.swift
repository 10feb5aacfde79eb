/// The Node that is to run a package, and the machine it runs on, in Node's own words.
package struct NodeTarget: Hashable, Sendable {
  /// What `node --version` prints.
  package var version: SemanticVersion
  /// `process.platform`, as in `linux`.
  package var operatingSystem: String
  /// `process.arch`, as in `x64`.
  package var processor: String
  /// `glibc` or `musl`; nil when it is not known.
  package var library: String?

  package init(version: SemanticVersion, operatingSystem: String = "linux", processor: String, library: String? = nil) {
    self.version = version
    self.operatingSystem = operatingSystem
    self.processor = processor
    self.library = library
  }

  /// Whether npm would install a package here: by its `engines.node`, `os`, `cpu` and `libc`.
  package func compatibility(with metadata: NpmMetadata) -> Compatibility {
    if let text = metadata.engines["node"], !contains(text) {
      return .incompatible(reason: "needs Node '\(text)', and this is \(version)")
    }
    let lists = [
      ("os", operatingSystem, metadata.operatingSystems), ("cpu", processor, metadata.processors),
      ("libc", library ?? "unknown", metadata.libraries),
    ]
    for (key, value, list) in lists where !Self.allows(value, list) {
      return .incompatible(reason: "has '\(key)' of \(list.joined(separator: ", ")), and this is \(value)")
    }
    return .compatible
  }

  /// A range that cannot be read holds no version, as it does for npm.
  private func contains(_ range: String) -> Bool {
    do {
      return try SemanticVersionRange(range).contains(version)
    } catch {
      return false
    }
  }

  /// Whether none of the words with `!` and one of the others, if there are any, is the value.
  private static func allows(_ value: String, _ list: [String]) -> Bool {
    if list == ["any"] || list.isEmpty { return true }
    if list.contains("!\(value)") { return false }
    return list.contains(value) || list.allSatisfy { $0.hasPrefix("!") }
  }
}
