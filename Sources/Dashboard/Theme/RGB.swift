import Screen

extension PaletteColor {
  /// A 24-bit colour with the nearest of the 256 and of the 16.
  init(red: UInt8, green: UInt8, blue: UInt8) {
    let color = RGB(red: red, green: green, blue: blue)
    self.init(
      trueColor: .rgb(red, green, blue), palette256: .indexed(color.nearest(in: 16...255)),
      ansi16: .indexed(color.nearest(in: 0...15)))
  }

  /// One of the 256; the first sixteen stay the terminal's own.
  init(index: UInt8) {
    let color = RGB(index: index)
    self.init(
      trueColor: index < 16 ? .indexed(index) : .rgb(color.red, color.green, color.blue), palette256: .indexed(index),
      ansi16: .indexed(index < 16 ? index : color.nearest(in: 0...15)))
  }
}

/// A colour as three intensities.
struct RGB: Hashable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// What xterm shows for one of the 256.
  init(index: UInt8) {
    let components = Palette.components(of: index)
    self.init(red: components.red, green: components.green, blue: components.blue)
  }

  /// The nearest entry of a part of the 256.
  func nearest(in indices: ClosedRange<UInt8>) -> UInt8 { Palette.nearest(to: (red, green, blue), in: indices) }
}
