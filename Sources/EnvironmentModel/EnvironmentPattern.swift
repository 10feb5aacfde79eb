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
  /// More names than this are refused.
  package static let nameLimit = 1_000_000

  /// Literal text is a piece with one alternative.
  package let pieces: [[String]]

  /// Reads one item, without commas outside braces.
  package init(_ text: String) throws(PatternError) {
    var pieces: [[String]] = []
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
        pieces.append(try Self.alternatives(String(decoding: literal, as: UTF8.self)))
        literal = []
        opened = nil
      default: literal.append(byte)
      }
    }
    if let opened { throw .unclosedBrace(offset: opened) }
    if !literal.isEmpty || pieces.isEmpty { pieces.append([String(decoding: literal, as: UTF8.self)]) }
    let nameCount = pieces.reduce(1) { min($0 * $1.count, Self.nameLimit + 1) }
    if nameCount > Self.nameLimit { throw .tooManyNames(limit: Self.nameLimit) }
    self.pieces = pieces
  }

  /// Every text the pattern stands for, the last brace group varying fastest, repeats kept.
  ///
  /// - Complexity: O(*n*), where *n* is the number of names.
  package var expansion: [String] {
    var names = [""]
    for piece in pieces { names = names.flatMap { name in piece.map { name + $0 } } }
    return names
  }

  private static func alternatives(_ body: String) throws(PatternError) -> [String] {
    var alternatives: [String] = []
    for item in body.split(separator: ",", omittingEmptySubsequences: false) {
      let item = trimmed(item)
      alternatives += try range(item) ?? [String(item)]
      if alternatives.count > nameLimit { throw .tooManyNames(limit: nameLimit) }
    }
    return alternatives
  }

  private static func range(_ item: Substring) throws(PatternError) -> [String]? {
    guard let dash = item.firstIndex(of: "-"), item.count > 1 else { return nil }
    let (left, right) = (item[..<dash], item[item.index(after: dash)...])
    guard left.utf8.allSatisfy(isDigit), right.utf8.allSatisfy(isDigit) else { return nil }
    if left.utf8.count > 18 || right.utf8.count > 18 { throw .tooManyNames(limit: nameLimit) }
    switch (Int(left), Int(right)) {
    case (let first?, let last?):
      if abs(first - last) >= nameLimit { throw .tooManyNames(limit: nameLimit) }
      return (first <= last ? Array(first...last) : (last...first).reversed()).map(String.init)
    case (let first?, nil): return (first <= latestMinor ? Array(first...latestMinor) : [first]).map(String.init)
    case (nil, let last?):
      if last - firstMinor >= nameLimit { throw .tooManyNames(limit: nameLimit) }
      return (firstMinor <= last ? Array(firstMinor...last) : [last]).map(String.init)
    case (nil, nil): return nil
    }
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
