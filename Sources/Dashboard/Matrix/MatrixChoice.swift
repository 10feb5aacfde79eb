/// How somebody wants the matrix; what is left open is found by what reads best.
package struct MatrixChoice: Hashable, Sendable {
  /// What becomes of an axis.
  package enum Place: Hashable, Sendable {
    case rows, columns
    /// All of its values share a cell.
    case folded
    /// Only one of its values is shown.
    case pinned(String)
  }

  /// In which order rows stand.
  package enum Order: String, CaseIterable, Sendable {
    case configuration, worst, slowest

    /// The one that comes after, round the end.
    var next: Order { Self.allCases[(Self.allCases.firstIndex(of: self).map { $0 + 1 } ?? 0) % Self.allCases.count] }
  }

  /// By the name of the axis.
  package var places: [String: Place] = [:]
  /// Axes that somebody moved, outermost first; others keep the order they have, behind these.
  package var nesting: [String] = []
  package var order = Order.configuration
  /// What is hidden; `nil` when nothing is.
  package var filter: MatrixFilter?
  /// `nil` takes what fits.
  package var zoom: MatrixZoom?

  package init() {}

  /// The only value of an axis that is shown; `nil` when all are.
  func pinned(_ axis: String) -> String? { if case .pinned(let value) = places[axis] { value } else { nil } }

  /// The choice as far as it speaks of values that there are.
  func fitted(to axes: [String: [String]]) -> MatrixChoice {
    var choice = self
    for (name, place) in places {
      if case .pinned(let value) = place, axes[name]?.contains(value) != true { choice.places[name] = nil }
    }
    return choice
  }

  /// Axes in the order they are to be nested in.
  func nested(_ axes: [Int], names: [String]) -> [Int] {
    let rank = Dictionary(nesting.enumerated().map { ($1, $0) }) { first, _ in first }
    return axes.enumerated().sorted { left, right in
      (rank[names[left.element]] ?? .max, left.offset) < (rank[names[right.element]] ?? .max, right.offset)
    }.map(\.element)
  }
}

// The lines in which it is remembered: `rows = py os`, `fold = arch`, `slice = db=pg`, `order = worst`, `zoom = packed`.
extension MatrixChoice {
  /// The choice as text; what is left open, and the filter, which is for the moment, are not told.
  package var text: String {
    let names = places.keys.sorted()
    let rank = Dictionary(nesting.enumerated().map { ($1, $0) }) { first, _ in first }
    func listed(_ place: Place) -> [String] {
      names.filter { places[$0] == place }.sorted { (rank[$0] ?? .max, $0) < (rank[$1] ?? .max, $1) }
    }
    var lines: [(String, [String])] = [
      ("nesting", nesting), ("rows", listed(.rows)), ("columns", listed(.columns)), ("fold", listed(.folded)),
      ("slice", names.compactMap { name in pinned(name).map { "\(name)=\($0)" } }),
    ]
    if order != .configuration { lines.append(("order", [order.rawValue])) }
    if let zoom { lines.append(("zoom", [zoom.name])) }
    return lines.filter { !$0.1.isEmpty }.map { "\($0.0) = \($0.1.joined(separator: " "))\n" }.joined()
  }

  /// Reads what ``text`` tells; what it does not know, as of another version, is passed over.
  package init(text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2 else { continue }
      let words = parts[1].split(separator: " ").map(String.init)
      switch parts[0] {
      case "nesting": nesting = words
      case "rows": for word in words { places[word] = .rows }
      case "columns": for word in words { places[word] = .columns }
      case "fold": for word in words { places[word] = .folded }
      case "slice":
        for word in words {
          let pair = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
          if pair.count == 2 { places[pair[0]] = .pinned(pair[1]) }
        }
      case "order": order = Order(rawValue: parts[1]) ?? .configuration
      case "zoom": zoom = MatrixZoom.allCases.first { $0.name == parts[1] }
      default: continue
      }
    }
  }
}
