import Screen

/// Draws one line of a program's output into cells, as a terminal of endless width would.
///
/// The right half of a wide character always follows its left half, also where something was overwritten.
struct CellWriter: LineSink {
  private(set) var cells: [Cell] = []
  private(set) var isFull = false
  private let limit: Int
  private var column = 0
  private var isReturning = false
  private var rendition = GraphicRendition()
  /// A blank in the style that text has now.
  private var template = Cell.blank

  private static let underscore: UInt32 = 0x5F
  private static let literal = Cell(scalar: 0x20, style: CellStyle(.dim))

  init(limit: Int) { self.limit = max(0, limit) }

  mutating func printable(_ ascii: Span<UInt8>) {
    startAgainIfReturning()
    var index = 0
    while index < ascii.count, column < cells.count, !isFull {
      put(UInt32(ascii[index]), width: 1, template)
      index += 1
    }
    if isFull { return }
    let count = min(ascii.count - index, limit - column)
    let start = column
    cells.append(contentsOf: repeatElement(template, count: count))
    for offset in 0..<count { cells[start + offset].scalar = UInt32(ascii[index + offset]) }
    column += count
    isFull = index + count < ascii.count
  }

  mutating func text(_ scalar: UInt32) {
    let width = TextWidth.width(of: scalar)
    if width > 0 {
      put(scalar, width: width, template)
    } else if TextWidth.isMark(scalar) {
      mark(scalar)
    }
  }

  mutating func invisible(_ scalar: UInt32, name: StaticString) {
    put(0x2039, width: 1, Self.literal)
    name.withUTF8Buffer { for byte in $0 { put(UInt32(byte), width: 1, Self.literal) } }
    put(0x203A, width: 1, Self.literal)
  }

  mutating func control(_ byte: UInt8) {
    put(0x5E, width: 1, Self.literal)
    put(UInt32(byte ^ 0x40), width: 1, Self.literal)
  }

  mutating func malformed(_ byte: UInt8) {
    put(0x2039, width: 1, Self.literal)
    put(Self.hexDigit(byte >> 4), width: 1, Self.literal)
    put(Self.hexDigit(byte & 0xF), width: 1, Self.literal)
    put(0x203A, width: 1, Self.literal)
  }

  mutating func tab() {
    startAgainIfReturning()
    repeat {
      if column == cells.count {
        if column == limit { isFull = true }
        if isFull { return }
        cells.append(.blank)
      }
      column += 1
    } while column % 8 != 0
  }

  mutating func backspace() {
    guard column > 0, !isFull, !isReturning else { return }
    column -= 1
    if cells[column].isFiller { column -= 1 }
  }

  mutating func carriageReturn() {
    isReturning = true
    isFull = false
  }

  mutating func graphicRendition(_ parameters: Span<UInt8>) {
    rendition.apply(parameters)
    template.style = rendition.style
  }
}

extension CellWriter {
  /// Puts a character at the current column, in the style of a cell, and moves on.
  private mutating func put(_ scalar: UInt32, width: Int, _ template: Cell) {
    startAgainIfReturning()
    if isFull { return }
    if column < cells.count {
      overwrite(scalar, width: width, template.style)
    } else if column + width > limit {
      isFull = true
    } else {
      append(scalar, template)
      if width == 2 { append(0, template) }
      column += width
    }
  }

  /// Puts a mark on the character before, if that has none yet.
  private mutating func mark(_ scalar: UInt32) {
    guard !isReturning, !isFull, column > 0, column <= cells.count else { return }
    let index = cells[column - 1].isFiller && column > 1 ? column - 2 : column - 1
    if cells[index].mark == 0 { cells[index].mark = scalar }
  }

  private mutating func append(_ scalar: UInt32, _ template: Cell) {
    var cell = template
    cell.scalar = scalar
    cells.append(cell)
  }

  @inline(__always)
  private mutating func startAgainIfReturning() {
    guard isReturning else { return }
    cells.removeAll(keepingCapacity: true)
    column = 0
    isReturning = false
    isFull = false
  }

  /// The same twice is bold, an underscore and anything else is underlined, all else takes the place of what was there.
  private mutating func overwrite(_ scalar: UInt32, width: Int, _ style: CellStyle) {
    let old = cells[column]
    if scalar == Self.underscore, !old.isFiller, old.scalar != scalar {
      column += decorate(old.scalar, with: .underline)
    } else if scalar == old.scalar, scalar != 0x20 {
      column += decorate(scalar, with: .bold)
    } else {
      var style = style
      if old.scalar == Self.underscore { style.attributes.formUnion(old.style.attributes.union(.underline)) }
      replace(with: scalar, width: width, style)
    }
  }

  /// Adds an attribute to the character at the current column.
  ///
  /// - Returns: The character's width.
  private mutating func decorate(_ scalar: UInt32, with attribute: TextAttributes) -> Int {
    cells[column].style.attributes.insert(attribute)
    guard column + 1 < cells.count, cells[column + 1].isFiller else { return 1 }
    cells[column + 1].style.attributes.insert(attribute)
    return 2
  }

  private mutating func replace(with scalar: UInt32, width: Int, _ style: CellStyle) {
    if column + width > limit {
      isFull = true
      return
    }
    for cut in column..<column + width {
      if cut < cells.count { blankOtherHalf(at: cut) } else { cells.append(.blank) }
    }
    cells[column] = Cell(scalar: scalar, style: style)
    if width == 2 { cells[column + 1] = Cell(scalar: 0, style: style) }
    column += width
  }

  /// Leaves no half of a wide character beside a cell that is about to change.
  private mutating func blankOtherHalf(at column: Int) {
    if cells[column].isFiller { cells[column - 1].scalar = 0x20 }
    if column + 1 < cells.count, cells[column + 1].isFiller { cells[column + 1].scalar = 0x20 }
  }

  private static func hexDigit(_ value: UInt8) -> UInt32 {
    UInt32(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10)
  }
}
