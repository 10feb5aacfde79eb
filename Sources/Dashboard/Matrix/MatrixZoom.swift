/// How much of the screen a cell of the matrix takes.
package enum MatrixZoom: Int, CaseIterable, Sendable {
  /// Symbol and time: `✓ 47s`.
  case times
  /// The symbol with a gap.
  case symbols
  /// The symbol alone.
  case packed

  /// The least columns from one cell to the next.
  package var pitch: Int {
    switch self {
    case .times: 7
    case .symbols: 2
    case .packed: 1
    }
  }
}
