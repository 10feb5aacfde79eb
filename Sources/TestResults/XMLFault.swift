/// Why a text is no XML that can be read.
package struct XMLFault: Error, Hashable, Sendable {
  /// Counted from one.
  package var line: Int
  /// What is wrong, without a full stop.
  package var reason: String

  /// A sentence for people.
  package var message: String { "line \(line): \(reason)" }
}
