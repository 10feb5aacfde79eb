/// Whether something can be used somewhere, and if not, why.
package enum Compatibility: Hashable, Sendable {
  case compatible
  /// The reason is part of a sentence, in lower case and without a full stop.
  case incompatible(reason: String)

  /// Whether it can be used.
  package var isCompatible: Bool { self == .compatible }
}
