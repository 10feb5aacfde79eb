/// Whether environments of a kind, or packages of a form, can be made on a machine.
package enum KindReadiness: Hashable, Sendable {
  /// They can; a clause says by what.
  case ready(String)
  /// They cannot; a sentence says what is missing and how it is installed.
  case missing(String)

  /// Whether they can.
  package var isReady: Bool { if case .ready = self { true } else { false } }

  /// By what they can, or what is missing.
  package var words: String {
    switch self {
    case .ready(let words), .missing(let words): words
    }
  }
}
