/// A factor that asks for a Node: `node`, `node20`, `node20.11`, `node24.1.0`.
package struct NodeFactor: Hashable, Sendable, CustomStringConvertible {
  /// Major, minor and patch, as many as are named.
  package let version: [Int]

  /// `nil` for words that name no Node.
  package init?(_ text: String) {
    guard text.hasPrefix("node") else { return nil }
    let digits = text.dropFirst(4)
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    if digits.isEmpty {
      version = []
    } else if parts.count <= 3, !parts.contains(nil), digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) {
      version = parts.compactMap { $0 }
    } else {
      return nil
    }
  }

  /// Whether a Node of some version is meant.
  package func matches(_ other: [Int]) -> Bool { other.starts(with: version) }

  package var description: String { "node\(version.map(String.init).joined(separator: "."))" }
}
