/// How many columns text takes on a terminal, the same in every locale.
///
/// Wide and full-width characters and emoji take two, marks that combine and format characters none, everything else
/// one: so does what East Asian locales may draw wide (*ambiguous*), and so do control characters, which a canvas shows
/// as blanks. Widths are summed scalar by scalar: a cluster joined by U+200D is as wide as its parts, which is what most
/// terminals draw, and what a canvas sends to all of them.
package enum TextWidth {
  /// The columns of one scalar: 0, 1 or 2.
  ///
  /// - Complexity: O(1), a look into a table.
  package static func width(of scalar: UInt32) -> Int {
    if scalar < 0x300 { return scalar == 0xAD ? 0 : 1 }
    if scalar < tableEnd { return Int(table[Int(scalar)]) }
    if scalar < 0x4_0000 { return 2 }
    return (0xE_0000...0xE_0FFF).contains(scalar) ? 0 : 1
  }

  /// Whether a scalar is a mark that is drawn over or under the character before it, and does nothing else.
  ///
  /// Joiners, selectors of variants and other format characters are none.
  package static func isMark(_ scalar: UInt32) -> Bool {
    guard width(of: scalar) == 0, let scalar = Unicode.Scalar(scalar) else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return !scalar.properties.isVariationSelector
    default: return false
    }
  }

  /// The columns of a text: the sum of its scalars' widths.
  ///
  /// - Complexity: O(*n*), where *n* is the number of scalars.
  package static func width(of text: String) -> Int {
    var isPlain = true
    for byte in text.utf8 where byte >= 0x80 { isPlain = false }
    if isPlain { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width(of: $1.value) }
  }

  /// The scalars from here on are uniform: ideographs, then tags and selectors, then private use.
  private static let tableEnd: UInt32 = 0x2_0000

  /// One width for each scalar before ``tableEnd``.
  private static let table: [UInt8] = {
    var table = [UInt8](repeating: 1, count: Int(tableEnd))
    mark(zeroWidthRanges, 0, in: &table)
    mark(wideRanges, 2, in: &table)
    return table
  }()

  private static func mark(_ ranges: [UInt32], _ width: UInt8, in table: inout [UInt8]) {
    for index in stride(from: 0, to: ranges.count, by: 2) {
      for scalar in ranges[index]...ranges[index + 1] { table[Int(scalar)] = width }
    }
  }
}
