/// How a role looks at every colour depth; `nil` components were not given and are computed by the terminal.
package struct RoleStyle: Hashable, Sendable {
  package var foreground: PaletteColor
  package var background: PaletteColor
  package var attributes: TextAttributes

  package init(
    foreground: PaletteColor = .terminal, background: PaletteColor = .terminal, attributes: TextAttributes = .none
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
