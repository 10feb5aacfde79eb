import Screen

/// Turns cells into text whose colours are told by select graphic rendition sequences (ECMA-48 8.3.117).
struct SGRText {
  private var bytes: [UInt8] = []
  private var style = CellStyle()

  /// One line without its line feed, in the default look at its end.
  static func text(of cells: [Cell]) -> String {
    var text = SGRText()
    text.bytes.reserveCapacity(cells.count + 16)
    for cell in cells where !cell.isFiller { text.append(cell) }
    text.change(to: CellStyle())
    return String(decoding: text.bytes, as: UTF8.self)
  }

  private mutating func append(_ cell: Cell) {
    if cell.style != style { change(to: cell.style) }
    if cell.scalar < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: cell.scalar))
    } else if let scalar = Unicode.Scalar(cell.scalar) {
      UTF8.encode(scalar).map { bytes += $0 }
    }
    if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) { UTF8.encode(mark).map { bytes += $0 } }
  }

  private mutating func change(to new: CellStyle) {
    if new == style { return }
    style = new
    bytes += "\u{1B}[0".utf8
    let attributes = new.role == .dim ? new.attributes.union(.dim) : new.attributes
    for (attribute, code) in Self.codes where attributes.contains(attribute) { bytes += ";\(code)".utf8 }
    if let color = new.foreground { append(color, base: 30, brightBase: 90, extended: 38) }
    if let color = new.background { append(color, base: 40, brightBase: 100, extended: 48) }
    bytes.append(UInt8(ascii: "m"))
  }

  private mutating func append(_ color: Color, base: Int, brightBase: Int, extended: Int) {
    switch color {
    case .terminal: break
    case .indexed(let index) where index < 8: bytes += ";\(base + Int(index))".utf8
    case .indexed(let index) where index < 16: bytes += ";\(brightBase + Int(index) - 8)".utf8
    case .indexed(let index): bytes += ";\(extended);5;\(index)".utf8
    case .rgb(let red, let green, let blue): bytes += ";\(extended);2;\(red);\(green);\(blue)".utf8
    }
  }

  private static let codes: [(TextAttributes, Int)] = [
    (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
  ]
}
