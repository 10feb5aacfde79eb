package import RunModel

/// The alphabet in which states are shown; each has the same facts.
package enum GlyphSet: Int, CaseIterable, Sendable {
  case symbols, letters, ascii

  /// The one that comes after, round the end.
  package var next: GlyphSet { GlyphSet(rawValue: (rawValue + 1) % 3) ?? .symbols }
}

/// The marks of every state in every alphabet, each one column wide.
package struct StatusGlyphs: Hashable, Sendable {
  private var scalars: [UInt32]

  /// The marks of the design; all symbols are narrow in every locale.
  package init() {
    scalars = Array(repeating: 0x20, count: MatrixStatus.allCases.count * 3)
    for (status, marks) in Self.standard { self[status] = marks }
  }

  private static let standard: [(MatrixStatus, [Unicode.Scalar])] = [
    (.pass, ["✓", "P", "+"]), (.fail, ["✗", "F", "X"]), (.error, ["!", "E", "!"]), (.running, ["►", "R", ">"]),
    (.waiting, ["⊡", "B", "b"]), (.queued, ["◌", "Q", "."]), (.skipped, ["⊘", "S", "-"]),
    (.cancelled, ["⊗", "C", "%"]), (.flaky, ["↻", "~", "~"]), (.unavailable, ["∅", "N", "?"]),
    (.unknown, ["◦", "_", "_"]),
  ]

  /// The three marks of a state.
  package subscript(status: MatrixStatus) -> [Unicode.Scalar] {
    get { GlyphSet.allCases.map { Unicode.Scalar(scalar(of: status, in: $0)) ?? " " } }
    set {
      for (offset, scalar) in newValue.prefix(3).enumerated() { scalars[status.index * 3 + offset] = scalar.value }
    }
  }

  /// The mark of a state in one alphabet.
  package func scalar(of status: MatrixStatus, in set: GlyphSet) -> UInt32 {
    scalars[status.index * 3 + set.rawValue]
  }

  /// The mark as a string, for titles.
  package func text(of status: MatrixStatus, in set: GlyphSet) -> String {
    Unicode.Scalar(scalar(of: status, in: set)).map { String(Character($0)) } ?? " "
  }
}
