/// How one cell is drawn: a role, and colours of its own where output of a program brought them.
package struct CellStyle: Hashable, Sendable {
  package var role: StyleRole
  /// `nil`: the role's own.
  package var foreground: Color?
  /// `nil`: the role's own.
  package var background: Color?
  /// Added to the role's own.
  package var attributes: TextAttributes

  @inlinable package init(
    _ role: StyleRole = .text, foreground: Color? = nil, background: Color? = nil, attributes: TextAttributes = .none
  ) {
    self.role = role
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
