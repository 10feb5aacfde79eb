/// How a terminal draws what comes next: attributes and colours, as select graphic rendition (ECMA-48, 8.3.117) sets them.
struct Rendition: Hashable {
  /// A colour in the way in which it was asked for.
  enum Color: Hashable {
    /// The terminal's own.
    case standard
    /// One of the sixteen, by its parameter: 30 to 37 and 90 to 97, 40 to 47 and 100 to 107.
    case named(UInt8)
    case indexed(UInt8)
    /// 24 bits; with colons as ISO 8613-6 has it, or with semicolons as many terminals do.
    case direct(UInt8, UInt8, UInt8, hasColons: Bool)
  }

  /// A bit for each of the attributes 1 to 9.
  private var attributes: UInt16 = 0
  private var foreground = Color.standard
  private var background = Color.standard

  /// Neither attributes nor colours.
  static let plain = Rendition()

  /// Whether a blank in this and one in the other cannot be told apart; lines and reversed colours are seen on blanks.
  func looksBlank(as other: Rendition) -> Bool {
    let visible: UInt16 = 1 << 4 | 1 << 5 | 1 << 7 | 1 << 9
    return background == other.background && (attributes | other.attributes) & visible == 0
  }

  /// Appends the sequence that leads here, from a rendition that is known or whatever there was.
  func append(to bytes: inout [UInt8], after last: Rendition?) {
    bytes += [0x1B, UInt8(ascii: "[")]
    let start = bytes.count
    if self != .plain {
      let known = last.flatMap { isShorterAdded(to: $0) ? $0 : nil }
      if known == nil { Self.append(0, to: &bytes) }
      append(to: &bytes, besides: known ?? .plain)
    }
    if bytes.count > start { bytes.removeLast() }
    bytes.append(UInt8(ascii: "m"))
  }

  private func append(to bytes: inout [UInt8], besides known: Rendition) {
    let new = attributes & ~known.attributes
    for attribute in UInt8(1)...9 where new & 1 << attribute != 0 { Self.append(attribute, to: &bytes) }
    if foreground != known.foreground { Self.append(foreground, 38, to: &bytes) }
    if background != known.background { Self.append(background, 48, to: &bytes) }
  }

  /// Whether telling what differs takes no more than telling everything; it cannot turn attributes off.
  private func isShorterAdded(to last: Rendition) -> Bool {
    if last.attributes & ~attributes != 0 { return false }
    if foreground == last.foreground, foreground != .standard { return true }
    if background == last.background, background != .standard { return true }
    let goes = { (new: Color, old: Color) in new == .standard && old != .standard ? 1 : 0 }
    let goneCount = goes(foreground, last.foreground) + goes(background, last.background)
    // `39;` for each colour that goes, against `0;` and what has to be said again.
    return 3 * goneCount <= 2 + 2 * last.attributes.nonzeroBitCount
  }

  private static func append(_ color: Color, _ base: UInt8, to bytes: inout [UInt8]) {
    switch color {
    case .standard: append(base + 1, to: &bytes)
    case .named(let parameter): append(parameter, to: &bytes)
    case .indexed(let index):
      for number in [base, 5, index] { append(number, to: &bytes) }
    case .direct(let red, let green, let blue, let hasColons):
      let separator = UInt8(ascii: hasColons ? ":" : ";")
      for number in [base, 2] { append(number, to: &bytes, separator) }
      if hasColons { bytes.append(separator) }
      for number in [red, green] { append(number, to: &bytes, separator) }
      append(blue, to: &bytes)
    }
  }

  /// A number with what separates it from the next.
  private static func append(_ number: UInt8, to bytes: inout [UInt8], _ separator: UInt8 = UInt8(ascii: ";")) {
    let zero = UInt8(ascii: "0")
    if number >= 100 { bytes.append(zero + number / 100) }
    if number >= 10 { bytes.append(zero + number / 10 % 10) }
    bytes.append(zero + number % 10)
    bytes.append(separator)
  }
}

// Sequences as they come.
extension Rendition {
  /// Whether parameters say all there is, whatever was before.
  static func beginsAnew(_ parameters: Span<UInt8>) -> Bool {
    var index = 0
    return number(in: parameters, &index) == 0 && (index == parameters.count || parameters[index] == UInt8(ascii: ";"))
  }

  /// Takes in the parameters of a sequence; `false` for one that is not understood, after which nothing is known.
  mutating func take(_ parameters: Span<UInt8>) -> Bool {
    var index = 0
    while true {
      guard take(Self.number(in: parameters, &index), parameters, &index) else { return false }
      if index == parameters.count { return true }
      guard Self.skip(UInt8(ascii: ";"), in: parameters, &index) else { return false }
    }
  }

  private mutating func take(_ number: Int, _ parameters: Span<UInt8>, _ index: inout Int) -> Bool {
    switch number {
    case 0: self = .plain
    case 1...9: attributes |= 1 << UInt16(number)
    // The first of the fonts, which is all that is used.
    case 10: break
    case 30...37, 90...97: foreground = .named(UInt8(number))
    case 40...47, 100...107: background = .named(UInt8(number))
    case 39: foreground = .standard
    case 49: background = .standard
    case 38, 48:
      guard let color = Self.color(in: parameters, &index) else { return false }
      if number == 38 { foreground = color } else { background = color }
    default: return false
    }
    return true
  }

  /// What follows 38 or 48: `;5;208`, `;2;1;2;3`, `:2::1:2:3`.
  private static func color(in parameters: Span<UInt8>, _ index: inout Int) -> Color? {
    let hasColons = index < parameters.count && parameters[index] == UInt8(ascii: ":")
    let separator = UInt8(ascii: hasColons ? ":" : ";")
    func next() -> UInt8? {
      guard skip(separator, in: parameters, &index) else { return nil }
      return UInt8(exactly: number(in: parameters, &index))
    }
    switch next() {
    case 5 where !hasColons: return next().map { .indexed($0) }
    case 2:
      if hasColons, !skip(separator, in: parameters, &index) { return nil }
      guard let red = next(), let green = next(), let blue = next() else { return nil }
      return .direct(red, green, blue, hasColons: hasColons)
    default: return nil
    }
  }

  private static func skip(_ separator: UInt8, in parameters: Span<UInt8>, _ index: inout Int) -> Bool {
    guard index < parameters.count, parameters[index] == separator else { return false }
    index += 1
    return true
  }

  /// The number that begins here; zero where none does.
  private static func number(in parameters: Span<UInt8>, _ index: inout Int) -> Int {
    var number = 0
    while index < parameters.count, case let digit = Int(parameters[index]) - 0x30, (0...9).contains(digit),
      number < 1000
    {
      number = number * 10 + digit
      index += 1
    }
    return number
  }
}
