/// Why a generative name cannot be expanded; the offset counts UTF-8 bytes of the pattern.
package enum PatternError: Error, Hashable, Sendable {
  case unclosedBrace(offset: Int)
  case unopenedBrace(offset: Int)
  /// Nested braces have no meaning in environment names.
  case nestedBrace(offset: Int)
  case tooManyNames(limit: Int)

  /// What is wrong, as a clause to put after the pattern.
  package var message: String {
    switch self {
    case .unclosedBrace: "this brace is never closed"
    case .unopenedBrace: "this brace was never opened"
    case .nestedBrace: "braces cannot stand inside braces here"
    case .tooManyNames(let limit): "the pattern stands for more than \(limit) environments"
    }
  }

  /// What to do about it, in one sentence.
  package var help: String {
    switch self {
    case .unclosedBrace, .unopenedBrace: "each '{' needs its '}' in the same item"
    case .nestedBrace: "write the alternatives side by side, with commas between them"
    case .tooManyNames: "leave out alternatives, or split the pattern"
    }
  }

  /// Where the brace in question stands; zero when the pattern as a whole is refused.
  package var offset: Int {
    switch self {
    case .unclosedBrace(let offset), .unopenedBrace(let offset), .nestedBrace(let offset): offset
    case .tooManyNames: 0
    }
  }
}

/// A generative name: text with brace groups, each a list of alternatives and number ranges.
///
/// `py{311,312}-{conda,venv}` has the pieces `py`, {311, 312}, `-`, {conda, venv}. Ranges follow tox: `{10-13}` is
/// closed and may descend, `{10-}` ends at ``latestMinor``, `{-13}` starts at ``firstMinor``.
package struct EnvironmentPattern: Hashable, Sendable {
  /// Where an open range of Python 3 minor versions begins and ends.
  package static let firstMinor = 11
  package static let latestMinor = 15
  /// More names than this are refused, of one pattern and of a whole configuration.
  package static let nameLimit = 500_000

  /// Literal text is a piece with one alternative.
  package let pieces: [[String]]
  /// How many texts the pattern stands for, repeats counted.
  package let nameCount: Int

  /// Reads one item, without commas outside braces.
  ///
  /// - Parameter limit: The most names it may stand for.
  /// - Complexity: O(*bytes* + *alternatives*); alternatives beyond the limit are not made.
  package init(_ text: String, limit: Int = nameLimit) throws(PatternError) {
    var pieces: [[String]] = []
    var nameCount = 1
    var literal: [UInt8] = []
    var opened: Int?
    for (offset, byte) in text.utf8.enumerated() {
      switch (byte, opened) {
      case (UInt8(ascii: "{"), nil):
        if !literal.isEmpty { pieces.append([String(decoding: literal, as: UTF8.self)]) }
        literal = []
        opened = offset
      case (UInt8(ascii: "{"), _): throw .nestedBrace(offset: offset)
      case (UInt8(ascii: "}"), nil): throw .unopenedBrace(offset: offset)
      case (UInt8(ascii: "}"), _):
        let alternatives = try Self.alternatives(String(decoding: literal, as: UTF8.self), limit / nameCount, limit)
        nameCount *= alternatives.count
        pieces.append(alternatives)
        literal = []
        opened = nil
      default: literal.append(byte)
      }
    }
    if let opened { throw .unclosedBrace(offset: opened) }
    if !literal.isEmpty || pieces.isEmpty { pieces.append([String(decoding: literal, as: UTF8.self)]) }
    self.pieces = pieces
    self.nameCount = nameCount
  }

  /// Every text the pattern stands for, the last brace group varying fastest, repeats kept.
  ///
  /// - Complexity: O(*n*), where *n* is the number of names.
  package var expansion: [String] {
    var names = [""]
    for piece in pieces { names = names.flatMap { name in piece.map { name + $0 } } }
    return names
  }

  /// The items of a brace group.
  ///
  /// - Parameters:
  ///   - room: The most items there may be beside those of the groups before.
  ///   - limit: What is told when there are more.
  private static func alternatives(_ body: String, _ room: Int, _ limit: Int) throws(PatternError) -> [String] {
    var alternatives: [String] = []
    for item in body.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let item = trimmed(Substring(item))
      alternatives += try range(item, room - alternatives.count, limit) ?? [String(item)]
      if alternatives.count > room { throw .tooManyNames(limit: limit) }
    }
    return alternatives
  }

  /// The numbers an item stands for; `nil` when it is no range.
  private static func range(_ item: Substring, _ room: Int, _ limit: Int) throws(PatternError) -> [String]? {
    guard let dash = item.utf8.firstIndex(of: UInt8(ascii: "-")), item.utf8.count > 1 else { return nil }
    let (left, right) = (item[..<dash], item[item.utf8.index(after: dash)...])
    guard left.utf8.allSatisfy(isDigit), right.utf8.allSatisfy(isDigit) else { return nil }
    if left.utf8.count > 18 || right.utf8.count > 18 { throw .tooManyNames(limit: limit) }
    let first = Int(left) ?? min(firstMinor, Int(right) ?? firstMinor)
    let last = Int(right) ?? max(first, latestMinor)
    let numbers = min(first, last)...max(first, last)
    if numbers.count > room { throw .tooManyNames(limit: limit) }
    return (first <= last ? Array(numbers) : numbers.reversed()).map(String.init)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// The text without blanks, tabs and line ends at both ends.
package func trimmed(_ text: Substring) -> Substring {
  let isBlank = { (byte: UInt8) in byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
  let bytes = text.utf8
  guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
  else { return text[text.endIndex...] }
  return text[first...last]
}

/// Splits text at separators that stand outside braces; items are trimmed and empty ones dropped.
package func splitOutsideBraces(_ text: Substring, at isSeparator: (UInt8) -> Bool) -> [Substring] {
  var items: [Substring] = []
  var depth = 0
  var start = text.utf8.startIndex
  for index in text.utf8.indices {
    let byte = text.utf8[index]
    if byte == UInt8(ascii: "{") { depth += 1 }
    if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
    if depth == 0, isSeparator(byte) {
      items.append(trimmed(text[start..<index]))
      start = text.utf8.index(after: index)
    }
  }
  items.append(trimmed(text[start...]))
  return items.filter { !$0.isEmpty }
}
