package import Screen

/// A terminal of the tests' own: takes what is written to it, knows what is on its screen, and objects to every byte that
/// is not of the few kinds that the program may write.
///
/// It follows xterm's control sequences as far as terminfo entries use them for text on a screen; colours are kept as the
/// numbers of select graphic rendition.
package struct VirtualScreen {
  /// A character with the parameters of its rendition, in the order in which they were turned on.
  package struct Glyph: Hashable, Sendable {
    package var text: String
    package var rendition: [String]
  }

  package private(set) var size: Size
  /// What may not be written, each as it came; empty for a program that keeps to the rules.
  package private(set) var objections: [String] = []
  /// The private modes that are on.
  package private(set) var modes: Set<Int> = []
  package private(set) var cursor = Point(row: 0, column: 0)
  /// How often it was asked where the cursor stands; a program may do that once.
  private var positionQuestionCount = 0
  /// How many columns it gives to lines of frames, and what it answers when it is asked where the cursor stands.
  package var lineWidth = 1
  package private(set) var answer = ""
  private var saved = Point(row: 0, column: 0)
  private var glyphs: [[Glyph]]
  private var rendition: [String] = []
  private var scrollRows: Range<Int>
  private var isWrapDue = false
  private var isLineDrawing = false
  private var pending: [UInt8] = []

  package init(_ size: Size) {
    self.size = size
    glyphs = Self.blank(size)
    scrollRows = 0..<size.rowCount
  }

  private static func blank(_ size: Size) -> [[Glyph]] {
    Array(
      repeating: Array(repeating: Glyph(text: " ", rendition: []), count: size.columnCount), count: size.rowCount)
  }

  /// The text of every row.
  package var rows: [String] { glyphs.map { $0.map(\.text).joined() } }
  /// What stands at a place; the right half of a wide character is empty.
  package subscript(row: Int, column: Int) -> Glyph { glyphs[row][column] }

  /// Takes bytes as they were written; a sequence may be cut anywhere.
  package mutating func take(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    var rest = pending[...]
    while let first = rest.first {
      guard let length = length(of: first, rest) else { break }
      act(on: Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    pending = Array(rest)
  }

  /// How many bytes belong together at the front; `nil` when the end is missing.
  private func length(of first: UInt8, _ rest: ArraySlice<UInt8>) -> Int? {
    if first == 0x1B { return Self.escapeLength(rest) }
    let length = first < 0x80 ? 1 : first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return rest.count >= length ? length : nil
  }

  private static func escapeLength(_ rest: ArraySlice<UInt8>) -> Int? {
    guard rest.count > 1 else { return nil }
    switch rest[rest.startIndex + 1] {
    case UInt8(ascii: "["):
      let end = rest.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }
      return end.map { $0 - rest.startIndex + 1 }
    case UInt8(ascii: "]"):
      for index in rest.indices.dropFirst(2) {
        if rest[index] == 0x07 { return index - rest.startIndex + 1 }
        if rest[index] == UInt8(ascii: "\\"), rest[index - 1] == 0x1B { return index - rest.startIndex + 1 }
      }
      return nil
    case UInt8(ascii: "("), UInt8(ascii: ")"): return rest.count > 2 ? 3 : nil
    default: return 2
    }
  }

  private mutating func act(on bytes: [UInt8]) {
    switch bytes[0] {
    case 0x1B: escape(bytes)
    case 0x08: (cursor.column, isWrapDue) = (max(0, cursor.column - 1), false)
    case 0x0A: lineFeed()
    case 0x0D: (cursor.column, isWrapDue) = (0, false)
    case 0x0E: isLineDrawing = true
    case 0x0F: isLineDrawing = false
    case 0x20...0x7E, 0xC2...0xF4: put(bytes)
    default: object(bytes)
    }
  }

  private mutating func object(_ bytes: [UInt8]) { objections.append(String(decoding: bytes, as: UTF8.self)) }
}

// Text.
extension VirtualScreen {
  private mutating func put(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1,
      scalar.value != 0xFFFD || bytes == [0xEF, 0xBF, 0xBD], !(0x7F...0x9F).contains(scalar.value)
    else { return object(bytes) }
    let width = scalar == "─" ? lineWidth : TextWidth.width(of: scalar.value)
    guard width > 0 else {
      // A mark combines with what was put last.
      guard TextWidth.isMark(scalar.value) else { return object(bytes) }
      let last = isWrapDue ? cursor.column : cursor.column - 1
      guard last >= 0 else { return object(bytes) }
      let place = glyphs[cursor.row][last].text.isEmpty && last > 0 ? last - 1 : last
      return glyphs[cursor.row][place].text += text
    }
    if isWrapDue || cursor.column + width > size.columnCount {
      cursor.column = 0
      lineFeed()
    }
    let shown = isLineDrawing ? Self.lineDrawing[text] ?? text : text
    glyphs[cursor.row][cursor.column] = Glyph(text: shown, rendition: rendition)
    if width == 2 { glyphs[cursor.row][cursor.column + 1] = Glyph(text: "", rendition: rendition) }
    cursor.column += width
    isWrapDue = cursor.column >= size.columnCount
    if isWrapDue { cursor.column = size.columnCount - 1 }
  }

  private mutating func lineFeed() {
    isWrapDue = false
    if cursor.row + 1 == scrollRows.upperBound { scroll(by: 1, in: scrollRows) } else { cursor.row += 1 }
    cursor.row = min(cursor.row, size.rowCount - 1)
  }

  /// Moves rows up, or down for a negative number.
  private mutating func scroll(by count: Int, in rows: Range<Int>) {
    let blank = Array(repeating: Glyph(text: " ", rendition: background), count: size.columnCount)
    for _ in 0..<min(abs(count), rows.count) {
      if count > 0 {
        glyphs.remove(at: rows.lowerBound)
        glyphs.insert(blank, at: rows.upperBound - 1)
      } else {
        glyphs.remove(at: rows.upperBound - 1)
        glyphs.insert(blank, at: rows.lowerBound)
      }
    }
  }

  /// What an erased cell keeps of the rendition: its background.
  private var background: [String] { rendition.filter { $0.hasPrefix("4") && $0.utf8.count > 1 || $0.hasPrefix("10") } }

  /// What vt100 draws for letters when its second character set is on.
  private static let lineDrawing: [String: String] = [
    "q": "─", "x": "│", "l": "┌", "k": "┐", "m": "└", "j": "┘", "t": "├", "u": "┤", "n": "┼", "v": "┴", "w": "┬",
  ]
}

// Sequences.
extension VirtualScreen {
  private static let harmless: Set<String> = [
    "\u{1B}(B", "\u{1B})0", "\u{1B}(0", "\u{1B}=", "\u{1B}>", "\u{1B}[!p", "\u{1B}[4l",
    "\u{1B}]11;?\u{1B}\\", "\u{1B}[?2026$p", "\u{1B}[22;0;0t", "\u{1B}[23;0;0t", "\u{1B}]R", "\u{1B}[3g",
    "\u{1B}[39;49m",
    "\u{1B}[?1c", "\u{1B}[?0c",
  ]

  private mutating func escape(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if text == "\u{1B}(0" || text == "\u{1B}(B" { isLineDrawing = text.hasSuffix("0") }
    if text == "\u{1B}7" { return saved = cursor }
    if text == "\u{1B}8" {
      (cursor, isWrapDue) = (saved, false)
      return
    }
    if text == "\u{1B}M" {
      if cursor.row == scrollRows.lowerBound { scroll(by: -1, in: scrollRows) } else { cursor.row -= 1 }
      return
    }
    if text == "\u{1B}[6n", positionQuestionCount == 0 {
      positionQuestionCount += 1
      answer = "\u{1B}[\(cursor.row + 1);\(cursor.column + 1)R"
      return
    }
    guard text.hasPrefix("\u{1B}["), let last = text.last else {
      if !Self.harmless.contains(text) { object(bytes) }
      return
    }
    let body = text.dropFirst(2).dropLast()
    if body.hasPrefix("?"), last == "h" || last == "l" { return setModes(body.dropFirst(), last == "h", bytes) }
    let isPlain = body.allSatisfy { $0.isNumber || $0 == ";" || $0 == ":" }
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    if !isPlain || !control(last, numbers, body) {
      if !Self.harmless.contains(text) { object(bytes) }
    }
  }

  private mutating func setModes(_ body: Substring, _ isOn: Bool, _ bytes: [UInt8]) {
    for mode in body.split(separator: ";").map({ Int($0) ?? -1 }) {
      guard [1, 7, 12, 25, 1000, 1006, 1049, 2004, 2026].contains(mode) else { return object(bytes) }
      if isOn { modes.insert(mode) } else { modes.remove(mode) }
      if mode == 1049 {
        glyphs = Self.blank(size)
        cursor = Point(row: 0, column: 0)
      }
    }
  }

  /// Does a control sequence; returns whether it is one that the program may write.
  private mutating func control(_ final: Character, _ numbers: [Int], _ body: Substring) -> Bool {
    let count = max(1, numbers.first ?? 1)
    // Renditions leave the cursor where it is, behind the last column too; a repetition goes on from there.
    if final != "m", final != "b" { isWrapDue = false }
    switch final {
    case "H", "f": cursor = place(numbers)
    case "A": cursor.row = max(0, cursor.row - count)
    case "B": cursor.row = min(size.rowCount - 1, cursor.row + count)
    case "C": cursor.column = min(size.columnCount - 1, cursor.column + count)
    case "D": cursor.column = max(0, cursor.column - count)
    case "G": cursor.column = min(size.columnCount - 1, count - 1)
    case "d": cursor.row = min(size.rowCount - 1, count - 1)
    case "m": setRendition(body)
    case "r":
      scrollRows = (count - 1)..<(numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], size.rowCount) : size.rowCount)
      cursor = Point(row: 0, column: 0)
    case "L": scroll(by: -count, in: cursor.row..<scrollRows.upperBound)
    case "M": scroll(by: count, in: cursor.row..<scrollRows.upperBound)
    case "S": scroll(by: count, in: scrollRows)
    case "T": scroll(by: -count, in: scrollRows)
    default: return edit(final, numbers, count)
    }
    return true
  }

  private func place(_ numbers: [Int]) -> Point {
    let row = max(1, numbers.first ?? 1)
    let column = max(1, numbers.count > 1 ? numbers[1] : 1)
    return Point(row: min(row, size.rowCount) - 1, column: min(column, size.columnCount) - 1)
  }

  private mutating func edit(_ final: Character, _ numbers: [Int], _ count: Int) -> Bool {
    let blank = Glyph(text: " ", rendition: background)
    let (row, column) = (cursor.row, cursor.column)
    let room = size.columnCount - column
    switch (final, numbers.first ?? 0) {
    case ("K", 0): for index in column..<size.columnCount { glyphs[row][index] = blank }
    case ("K", 1): for index in 0...column { glyphs[row][index] = blank }
    case ("K", 2): for index in 0..<size.columnCount { glyphs[row][index] = blank }
    case ("J", let part):
      for line in (part == 0 ? row + 1 : 0)..<size.rowCount {
        glyphs[line] = Array(repeating: blank, count: size.columnCount)
      }
      if part == 0 { for index in column..<size.columnCount { glyphs[row][index] = blank } }
    case ("X", _): for index in column..<min(size.columnCount, column + count) { glyphs[row][index] = blank }
    case ("P", _):
      glyphs[row].removeSubrange(column..<(column + min(count, room)))
      glyphs[row] += Array(repeating: blank, count: min(count, room))
    case ("@", _):
      glyphs[row].insert(contentsOf: Array(repeating: blank, count: min(count, room)), at: column)
      glyphs[row].removeLast(min(count, room))
    case ("b", _):
      guard column > 0 || isWrapDue else { return false }
      let last = Array(glyphs[row][isWrapDue ? column : column - 1].text.utf8)
      for _ in 0..<count { put(last) }
    default: return false
    }
    return true
  }

  /// Turns attributes and colours on and off, as far as numbers are known.
  private mutating func setRendition(_ body: Substring) {
    var numbers = body.split(separator: ";", omittingEmptySubsequences: false).map(String.init)[...]
    while let number = numbers.popFirst() {
      let value = Int(number.split(separator: ":").first ?? "0") ?? 0
      func drop(_ isMeant: (Int) -> Bool) { rendition.removeAll { isMeant(Int($0.prefix { $0.isNumber }) ?? 0) } }
      switch value {
      case 0: rendition = []
      // The fonts of the Linux console.
      case 10...12: break
      case 1...9: if !rendition.contains("\(value)") { rendition.append("\(value)") }
      case 22: drop { $0 == 1 || $0 == 2 }
      case 23...29: drop { $0 == value - 20 }
      case 30...37, 39, 90...97, 38:
        drop { (30...39).contains($0) || (90...97).contains($0) }
        if value != 39 { rendition.append(color(number, &numbers)) }
      case 40...47, 49, 100...107, 48:
        drop { (40...49).contains($0) || (100...107).contains($0) }
        if value != 49 { rendition.append(color(number, &numbers)) }
      default: object(Array("\u{1B}[\(body)m".utf8))
      }
    }
    rendition.sort()
  }

  /// `31`, or `38` with what follows it: `38;5;208`, `38:2::1:2:3`.
  private func color(_ number: String, _ rest: inout ArraySlice<String>) -> String {
    guard number == "38" || number == "48", let kind = rest.popFirst() else { return number }
    let count = kind == "5" ? 1 : 3
    let parts = (0..<count).compactMap { _ in rest.popFirst() }
    return ([number, kind] + parts).joined(separator: ";")
  }
}
