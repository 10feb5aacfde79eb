/// One part of an environment's name: `py311`, `conda`, `linux`.
package struct Factor: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// The name of an environment: factors joined by `-`.
package struct EnvironmentName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// The name's parts, in order; a name has at least one.
  package var factors: [Factor] {
    text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map {
      Factor(String(Substring($0)))
    }
  }

  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// The most bytes of a folder's name on common file systems.
  private static let byteLimit = 255

  /// Whether the name can be a folder's name: one path component of at most 255 bytes that is neither `.` nor `..`.
  package var isPathComponent: Bool {
    if text.isEmpty || text.utf8.count > Self.byteLimit || text == "." || text == ".." { return false }
    return !text.utf8.contains { $0 == 0x2F || $0 == 0 }
  }
}
