import Screen

/// Where the labels and cells of an arrangement stand, before any scrolling.
package struct MatrixGeometry: Sendable {
  /// A heading over one or more columns.
  package struct Heading: Hashable, Sendable {
    package var columns: Range<Int>
    package var text: String
  }

  package let zoom: MatrixZoom
  package let form: CellForm
  /// The width of each column of row labels, a blank included.
  package let labelWidths: [Int]
  package let labelWidth: Int
  /// The offset of each column behind the row labels, and last where all columns end.
  package let columnOffsets: [Int]
  /// The heading lines, outermost first; a heading stands where its value changes.
  package let headings: [[Heading]]

  /// The geometry with the largest cells that fit a width, or the wanted zoom whether it fits or not.
  package static func fitting(_ arrangement: MatrixArrangement, width: Int, wanted: MatrixZoom?) -> MatrixGeometry {
    let zooms = wanted.map { [$0] } ?? MatrixZoom.fitting
    for zoom in zooms {
      for form in zoom.forms {
        let geometry = MatrixGeometry(arrangement, zoom: zoom, form: form, width: width)
        if geometry.width <= width { return geometry }
      }
    }
    let zoom = wanted ?? .symbols
    return MatrixGeometry(arrangement, zoom: zoom, form: zoom.forms.last ?? .symbols, width: width)
  }

  /// The columns that labels and cells take together.
  package var width: Int { labelWidth + (columnOffsets.last ?? 0) + bracketWidth }
  /// The last column's closing bracket, where columns stand too close to have one each.
  private var bracketWidth: Int { form == .symbols ? 1 : 0 }

  init(_ arrangement: MatrixArrangement, zoom: MatrixZoom, form: CellForm, width: Int) {
    self.zoom = zoom
    self.form = form
    let depth = arrangement.rowLabels.first?.count ?? 0
    let half = max(8, width / 2)
    labelWidths = (0..<depth).map { level in
      min(half, (arrangement.rowLabels.map { TextWidth.width(of: $0[level]) }.max() ?? 0) + 1)
    }
    labelWidth = labelWidths.reduce(0, +)
    let shown = Self.labels(arrangement, form)
    let pitches = arrangement.columnLabels.indices.map { column in
      max(form.pitch, form == .packed ? 1 : (shown[column].last.map { TextWidth.width(of: $0) + 1 } ?? 0))
    }
    headings = Self.headings(shown)
    let room = width - labelWidths.reduce(0, +) - 1
    let widened = Self.widened(pitches, for: headings, room: form == .packed ? 0 : room)
    columnOffsets = widened.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }

  /// The widths of columns with so much more that their headings can be read, as far as there is room.
  private static func widened(_ pitches: [Int], for headings: [[Heading]], room: Int) -> [Int] {
    var pitches = pitches
    var rest = room - pitches.reduce(0, +)
    for heading in headings.dropLast().joined() {
      let missing = TextWidth.width(of: heading.text) + 3 - heading.columns.reduce(0) { $0 + pitches[$1] }
      guard missing > 0, missing <= rest, let last = heading.columns.last else { continue }
      pitches[last] += missing
      rest -= missing
    }
    return pitches
  }

  /// The column labels as shown: whole beside times, else no longer than needed to tell them apart.
  private static func labels(_ arrangement: MatrixArrangement, _ form: CellForm) -> [[String]] {
    guard let depth = arrangement.columnLabels.first?.count, depth > 0 else { return arrangement.columnLabels }
    let innermost = arrangement.columnLabels.map { $0[depth - 1] }
    let short = shortened(innermost.uniqued(), limit: form == .times ? 10 : 1)
    return arrangement.columnLabels.map { $0.dropLast() + [short[$0[depth - 1]] ?? ""] }
  }

  /// Labels within a length where that tells them apart: letters that all begin with go first, then their ends.
  private static func shortened(_ labels: [String], limit: Int) -> [String: String] {
    guard labels.contains(where: { $0.count > limit }) else {
      return Dictionary(uniqueKeysWithValues: labels.map { ($0, $0) })
    }
    let scalars = labels.map { Array($0.unicodeScalars) }
    let shortest = scalars.map(\.count).min() ?? 0
    var common = 0
    if labels.count > 1 {
      while common < shortest - 1, scalars.allSatisfy({ $0[common] == scalars[0][common] }),
        !("0"..."9").contains(scalars[0][common])
      { common += 1 }
    }
    var length = limit
    func cut(_ label: [Unicode.Scalar]) -> [Unicode.Scalar] { Array(label.dropFirst(common).prefix(length)) }
    while length < 24, Set(scalars.map(cut)).count < scalars.count { length += 1 }
    return Dictionary(
      uniqueKeysWithValues: zip(labels, scalars).map { label, scalars in
        var view = String.UnicodeScalarView()
        view.append(contentsOf: cut(scalars))
        return (label, String(view))
      })
  }

  private static func headings(_ labels: [[String]]) -> [[Heading]] {
    guard let depth = labels.first?.count else { return [] }
    return (0..<depth).map { level in
      var line: [Heading] = []
      for column in labels.indices {
        if column > 0, level < depth - 1, labels[column].prefix(level + 1) == labels[column - 1].prefix(level + 1) {
          line[line.count - 1].columns = line[line.count - 1].columns.lowerBound..<(column + 1)
        } else {
          line.append(Heading(columns: column..<(column + 1), text: labels[column][level]))
        }
      }
      return line
    }
  }

  /// The columns that fit behind the row labels when the first shown is `first`.
  package func visibleColumns(from first: Int, width: Int) -> Range<Int> {
    let room = width - labelWidth - bracketWidth
    guard first < columnOffsets.count - 1 else { return first..<first }
    let start = columnOffsets[first]
    var low = first + 1
    var high = columnOffsets.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if columnOffsets[middle] - start <= room { low = middle } else { high = middle - 1 }
    }
    return first..<low
  }

  /// The first column to show so that a column can be seen, starting from where the view is now.
  package func scroll(_ first: Int, toShow column: Int, width: Int) -> Int {
    if self.width <= width { return 0 }
    var first = min(first, column)
    while first < column, !visibleColumns(from: first, width: width).contains(column) { first += 1 }
    return first
  }
}
