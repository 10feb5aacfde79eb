/// How much of the screen an environment takes in the matrix, from most to least.
package enum MatrixZoom: Int, CaseIterable, Sendable {
  /// A line for each environment, with a column for each factor and why it is as it is.
  case list
  /// Symbol and time: `✓ 47s`.
  case times
  /// The symbol with a gap.
  case symbols
  /// The symbol alone.
  case packed
  /// Axes are folded until all fits; a cell tells the worst of several environments, and how many there are.
  case overview

  /// Those among which what fits is chosen when nobody has said anything.
  static let fitting: [MatrixZoom] = [.times, .symbols, .packed]

  /// The word for it.
  package var name: String {
    switch self {
    case .list: "list"
    case .times: "times"
    case .symbols: "symbols"
    case .packed: "packed"
    case .overview: "overview"
    }
  }

  /// The ways in which its cells may be drawn, the widest first.
  var forms: [CellForm] {
    switch self {
    case .list, .times: [.times]
    case .symbols: [.symbols]
    case .packed: [.packed]
    case .overview: CellForm.allCases
    }
  }
}

/// How a cell of the matrix is drawn.
package enum CellForm: Int, CaseIterable, Sendable {
  case times, symbols, packed

  /// The least columns from one cell to the next.
  package var pitch: Int {
    switch self {
    case .times: 7
    case .symbols: 2
    case .packed: 1
    }
  }
}
