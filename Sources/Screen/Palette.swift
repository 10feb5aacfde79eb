/// The 256 colours as xterm defines them: sixteen, a cube of six by six by six, and 24 greys.
package enum Palette {
  /// Red, green and blue.
  package typealias Components = (red: UInt8, green: UInt8, blue: UInt8)

  /// Red, green and blue of an entry; the first sixteen are what terminals commonly start with.
  package static func components(of index: UInt8) -> Components {
    switch index {
    case 0..<16: return named[Int(index)]
    case 16..<232:
      let offset = Int(index) - 16
      return (levels[offset / 36], levels[offset / 6 % 6], levels[offset % 6])
    default:
      let level = 8 + 10 * (index - 232)
      return (level, level, level)
    }
  }

  /// The entry among `indices` that looks most like a colour; the first of equals.
  package static func nearest(to color: Components, in indices: ClosedRange<UInt8>) -> UInt8 {
    var best = (index: indices.lowerBound, distance: Int.max)
    for index in indices {
      let distance = squaredDistance(color, components(of: index))
      if distance < best.distance { best = (index, distance) }
    }
    return best.index
  }

  // Weighted by how strongly the eye reacts to each component.
  private static func squaredDistance(_ one: Components, _ other: Components) -> Int {
    let red = Int(one.red) - Int(other.red)
    let green = Int(one.green) - Int(other.green)
    let blue = Int(one.blue) - Int(other.blue)
    return 3 * red * red + 6 * green * green + blue * blue
  }

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
  private static let named: [Components] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]
}
