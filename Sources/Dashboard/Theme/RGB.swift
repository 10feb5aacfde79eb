import Screen

extension PaletteColor {
  /// A 24-bit colour with the nearest of the 256 and of the 16.
  init(red: UInt8, green: UInt8, blue: UInt8) {
    let color = RGB(red: red, green: green, blue: blue)
    self.init(
      trueColor: .rgb(red, green, blue), palette256: .indexed(color.nearest(in: 16..<256)),
      ansi16: .indexed(color.nearest(in: 0..<16)))
  }

  /// One of the 256; the first sixteen stay the terminal's own.
  init(index: UInt8) {
    let color = RGB(index: index)
    self.init(
      trueColor: index < 16 ? .indexed(index) : .rgb(color.red, color.green, color.blue), palette256: .indexed(index),
      ansi16: .indexed(index < 16 ? index : color.nearest(in: 0..<16)))
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

  /// What xterm shows for one of the 256: sixteen, a cube of 6×6×6, and 24 greys.
  init(index: UInt8) {
    let index = Int(index)
    if index < 16 {
      self = Self.ansi[index]
    } else if index < 232 {
      let level: (Int) -> UInt8 = { $0 == 0 ? 0 : UInt8(55 + 40 * $0) }
      let cube = index - 16
      self.init(red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6))
    } else {
      let grey = UInt8(8 + 10 * (index - 232))
      self.init(red: grey, green: grey, blue: grey)
    }
  }

  private static let ansi: [RGB] = [
    RGB(red: 0, green: 0, blue: 0), RGB(red: 205, green: 0, blue: 0), RGB(red: 0, green: 205, blue: 0),
    RGB(red: 205, green: 205, blue: 0), RGB(red: 0, green: 0, blue: 238), RGB(red: 205, green: 0, blue: 205),
    RGB(red: 0, green: 205, blue: 205), RGB(red: 229, green: 229, blue: 229), RGB(red: 127, green: 127, blue: 127),
    RGB(red: 255, green: 0, blue: 0), RGB(red: 0, green: 255, blue: 0), RGB(red: 255, green: 255, blue: 0),
    RGB(red: 92, green: 92, blue: 255), RGB(red: 255, green: 0, blue: 255), RGB(red: 0, green: 255, blue: 255),
    RGB(red: 255, green: 255, blue: 255),
  ]

  /// The nearest entry of a part of the 256, by distance in red, green and blue weighted for the eye.
  func nearest(in indices: Range<Int>) -> UInt8 {
    let nearest = indices.min { distance(to: RGB(index: UInt8($0))) < distance(to: RGB(index: UInt8($1))) }
    return UInt8(nearest ?? 0)
  }

  private func distance(to other: RGB) -> Int {
    let difference = { (left: UInt8, right: UInt8) in (Int(left) - Int(right)) * (Int(left) - Int(right)) }
    return 3 * difference(red, other.red) + 6 * difference(green, other.green) + difference(blue, other.blue)
  }
}
