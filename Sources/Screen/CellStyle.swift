/// How one cell is drawn: a role, and colours of its own where output of a program brought them.
package struct CellStyle: Hashable, Sendable, BitwiseCopyable {
  package var role: StyleRole
  /// Added to the role's own.
  package var attributes: TextAttributes
  // Without it two bytes would mean nothing and hold anything, and equal cells could not be told by their bytes.
  private let reserved: UInt16 = 0
  private var packedForeground: PackedColor
  private var packedBackground: PackedColor

  package init(
    _ role: StyleRole = .text, foreground: Color? = nil, background: Color? = nil, attributes: TextAttributes = .none
  ) {
    self.role = role
    self.attributes = attributes
    packedForeground = PackedColor(foreground)
    packedBackground = PackedColor(background)
  }

  /// `nil`: the role's own.
  package var foreground: Color? {
    get { packedForeground.color }
    set { packedForeground = PackedColor(newValue) }
  }

  /// `nil`: the role's own.
  package var background: Color? {
    get { packedBackground.color }
    set { packedBackground = PackedColor(newValue) }
  }
}
