/// A shell pattern over a whole text, as Python's `fnmatch` reads it: `*` stands for any characters, `?` for one,
/// `[ab0-9]` for one of a set and `[!ab]` for one outside it.
package struct WildcardPattern: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case anyRun, anyOne
    case literal(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .anyRun, .anyOne: true
      case .literal(let wanted): scalar == wanted
      case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
      }
    }
  }

  private let pieces: [Piece]
  /// The text of a pattern that stands for itself alone.
  private let plainText: String?

  /// A bracket that is never closed stands for itself.
  package init(_ text: String) {
    var pieces: [Piece] = []
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": pieces.append(.anyRun)
      case "?": pieces.append(.anyOne)
      case "[": pieces.append(Self.set(&rest) ?? .literal("["))
      default: pieces.append(.literal(scalar))
      }
    }
    self.pieces = pieces
    plainText = Self.isPattern(text) ? nil : text
  }

  /// Whether a text is more than a name: it has characters that stand for others.
  package static func isPattern(_ text: String) -> Bool { text.utf8.contains { "*?[".utf8.contains($0) } }

  /// Takes a set up to its closing bracket; leaves `rest` alone where there is none.
  private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Piece? {
    var inside = rest
    let isNegated = inside.first == "!"
    if isNegated { inside.removeFirst() }
    // A bracket that comes first is a member.
    guard let end = inside.dropFirst().firstIndex(of: "]") else { return nil }
    var members = inside[..<end]
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let first = members.popFirst() {
      if members.count > 1, members.first == "-", let last = members.dropFirst().first {
        if first <= last { ranges.append(first...last) }
        members = members.dropFirst(2)
      } else {
        ranges.append(first...first)
      }
    }
    rest = rest[(end + 1)...]
    return .set(ranges, isNegated: isNegated)
  }

  /// - Complexity: O(*pattern* × *text*) at worst.
  package func matches(_ text: String) -> Bool {
    // Compared byte by byte, so that two ways to write a letter are two texts.
    if let plainText { return text.utf8.elementsEqual(plainText.utf8) }
    let text = Array(text.unicodeScalars)
    var (p, t) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pieces.count, pieces[p] == .anyRun {
        star = (p, t)
        p += 1
      } else if p < pieces.count, pieces[p].matches(text[t]) {
        p += 1
        t += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        p = last.pattern + 1
        t = last.text + 1
      } else {
        return false
      }
    }
    return pieces[p...].allSatisfy { $0 == .anyRun }
  }
}
