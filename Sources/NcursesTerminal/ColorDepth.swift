import Screen

/// How many colours a terminal shows.
package enum ColorDepth: Hashable, Sendable {
  /// Attributes only.
  case none
  /// The eight ANSI colours; bright ones are bold.
  case ansi8
  case ansi16
  case palette256
  /// 24 bits; the first eight numbers still mean the ANSI colours.
  case trueColor

  /// The depth that a terminfo entry with this many colours allows.
  init(colorCount: Int, isDirect: Bool) {
    self =
      switch colorCount {
      case (1 << 24)... where isDirect: .trueColor
      case 256...: .palette256
      case 16...: .ansi16
      case 8...: .ansi8
      default: .none
      }
  }

  /// The colour of a theme that was made for this depth.
  func choose(from color: PaletteColor) -> Color {
    switch self {
    case .none: .terminal
    case .ansi8, .ansi16: color.ansi16
    case .palette256: color.palette256
    case .trueColor: color.trueColor
    }
  }

  /// The number to ask the terminal for; -1 is its own colour.
  ///
  /// What the terminal does not have is replaced by the nearest it has. At eight colours the number may still be one of
  /// the bright ones, 8–15.
  func number(of color: Color) -> Int32 {
    switch (self, color) {
    case (.none, _), (_, .terminal): -1
    case (.trueColor, .indexed(let index)): index < 8 ? Int32(index) : direct(Palette.components(of: index))
    case (.trueColor, .rgb(let red, let green, let blue)): direct((red, green, blue))
    case (.palette256, .indexed(let index)): Int32(index)
    case (.palette256, .rgb(let red, let green, let blue)): Int32(Palette.nearest(to: (red, green, blue), in: 16...255))
    case (_, .indexed(let index)):
      Int32(index < 16 ? index : Palette.nearest(to: Palette.components(of: index), in: 0...15))
    case (_, .rgb(let red, let green, let blue)): Int32(Palette.nearest(to: (red, green, blue), in: 0...15))
    }
  }

  private func direct(_ color: Palette.Components) -> Int32 {
    let number = Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
    return number == 0 ? 0 : max(number, 8)
  }
}
