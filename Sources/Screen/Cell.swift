/// One character position: a scalar and how it is drawn.
///
/// A wide character stands in its left cell; the cell to its right holds a filler, whose scalar is zero.
package struct Cell: Hashable, Sendable, BitwiseCopyable {
  /// The scalar shown; zero marks the right half of a wide character.
  package var scalar: UInt32
  package var style: CellStyle
  /// A mark that combines with the character, as an accent does; zero for none.
  package var mark: UInt32 = 0

  @inlinable package init(scalar: UInt32, style: CellStyle = CellStyle()) {
    self.scalar = scalar
    self.style = style
  }

  /// A space in the look of plain text.
  package static let blank = Cell(scalar: 0x20)
  /// Whether this is the right half of the wide character to its left.
  @inlinable package var isFiller: Bool { scalar == 0 }
}
