/// A piece of a value: plain text, or an expression in braces whose arguments are pieces again.
package indirect enum SubstitutionPiece: Hashable, Sendable {
  case text(String)
  /// `{name:argument:…}`; the first argument is the name. The range counts UTF-8 bytes of the parsed text.
  case expression([[SubstitutionPiece]], range: Range<Int>)
}

/// Splits a value into text and substitution expressions, as tox does.
///
/// A backslash takes the meaning from `{`, `}`, `:`, `[` and `]`; two backslashes stay two; `[]` is `{posargs}`; a brace
/// that is never closed is text.
///
/// - Complexity: O(*n*) for well-formed text; an unclosed brace is noticed once and all later ones are text.
package struct SubstitutionSyntax {
  private let bytes: [UInt8]
  private var position = 0
  /// Opening braces that have a partner, found in one pass so that unclosed ones cost nothing.
  private let closed: Set<Int>
  /// Deeper nesting is taken as text.
  private static let depthLimit = 64

  /// The pieces of a text, in order.
  package static func parse(_ text: String) -> [SubstitutionPiece] {
    guard text.utf8.contains(where: { $0 == open || $0 == backslash || $0 == bracket }) else { return [.text(text)] }
    var syntax = SubstitutionSyntax(text)
    return syntax.pieces(isInside: false).first ?? []
  }

  /// Where a byte stands for the first time that is no part of an expression, counted in UTF-8.
  static func firstIndex(of byte: UInt8, outsideExpressionsOf text: String) -> Int? {
    let bytes = Array(text.utf8)
    let closed = closedBraces(bytes)
    var depth: [Bool] = []
    for (index, candidate) in bytes.enumerated() {
      switch candidate {
      case open: depth.append(closed.contains(index))
      case close: _ = depth.popLast()
      case byte where !depth.contains(true): return index
      default: break
      }
    }
    return nil
  }

  private init(_ text: String) {
    bytes = Array(text.utf8)
    closed = Self.closedBraces(bytes)
  }

  private static let open = UInt8(ascii: "{")
  private static let close = UInt8(ascii: "}")
  private static let colon = UInt8(ascii: ":")
  private static let backslash = UInt8(ascii: "\\")
  private static let bracket = UInt8(ascii: "[")
  private static let endBracket = UInt8(ascii: "]")

  private static func isEscapable(_ byte: UInt8) -> Bool {
    byte == open || byte == close || byte == colon || byte == bracket || byte == endBracket
  }

  private static func closedBraces(_ bytes: [UInt8]) -> Set<Int> {
    var stack: [Int] = []
    var closed: Set<Int> = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case backslash where index + 1 < bytes.count && (isEscapable(bytes[index + 1]) || bytes[index + 1] == backslash):
        index += 1
      case open where stack.count < depthLimit: stack.append(index)
      case close: if let start = stack.popLast() { closed.insert(start) }
      default: break
      }
      index += 1
    }
    return closed
  }

  /// Reads arguments up to the closing brace when inside an expression, else up to the end as one argument.
  private mutating func pieces(isInside: Bool) -> [[SubstitutionPiece]] {
    var arguments: [[SubstitutionPiece]] = []
    var current: [SubstitutionPiece] = []
    var text: [UInt8] = []
    func flush() {
      if !text.isEmpty { current.append(.text(String(decoding: text, as: UTF8.self))) }
      text = []
    }
    while position < bytes.count {
      let byte = bytes[position]
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
      if byte == Self.backslash, Self.isEscapable(next) || next == Self.backslash {
        if next == Self.backslash { text.append(byte) }
        text.append(next)
        position += 2
      } else if isInside, byte == Self.close {
        position += 1
        flush()
        return arguments + [current]
      } else if isInside, byte == Self.colon {
        flush()
        arguments.append(current)
        current = []
        position += 1
      } else if byte == Self.bracket, next == Self.endBracket {
        flush()
        current.append(.expression([[.text("posargs")]], range: position..<position + 2))
        position += 2
      } else if byte == Self.open, closed.contains(position) {
        let start = position
        position += 1
        let inner = pieces(isInside: true)
        flush()
        current.append(.expression(inner, range: start..<position))
      } else {
        text.append(byte)
        position += 1
      }
    }
    flush()
    return arguments + [current]
  }
}
