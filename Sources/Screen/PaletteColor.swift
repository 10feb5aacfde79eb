/// One colour at three depths: 24-bit, the 256 palette and the sixteen ANSI colours.
package struct PaletteColor: Hashable, Sendable {
  package var trueColor: Color
  package var palette256: Color
  package var ansi16: Color

  package init(trueColor: Color, palette256: Color, ansi16: Color) {
    self.trueColor = trueColor
    self.palette256 = palette256
    self.ansi16 = ansi16
  }

  /// The terminal's own foreground or background at every depth.
  package static let terminal = PaletteColor(trueColor: .terminal, palette256: .terminal, ansi16: .terminal)
}
