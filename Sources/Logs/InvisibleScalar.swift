/// Characters that draw nothing yet change what is read: they reorder, join, separate or hide.
enum InvisibleScalar {
  /// What stands between the angle quotes in place of the character; `nil` for every other scalar.
  @inline(__always)
  static func name(of scalar: UInt32) -> StaticString? {
    switch scalar {
    case 0..<0xAD: nil
    case 0xAD, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: knownName(of: scalar)
    default: nil
    }
  }

  /// Whether a copied text needs it: letters of some scripts and emoji are joined or kept apart by these.
  static func belongsToText(_ scalar: UInt32) -> Bool { scalar == 0x200C || scalar == 0x200D || scalar == 0xAD }

  private static func knownName(of scalar: UInt32) -> StaticString {
    switch scalar {
    case 0xAD: "SHY"
    case 0x061C: "ALM"
    case 0x200B: "ZWSP"
    case 0x200C: "ZWNJ"
    case 0x200D: "ZWJ"
    case 0x200E: "LRM"
    case 0x200F: "RLM"
    case 0x2028: "LS"
    case 0x2029: "PS"
    case 0x202A: "LRE"
    case 0x202B: "RLE"
    case 0x202C: "PDF"
    case 0x202D: "LRO"
    case 0x202E: "RLO"
    case 0x2060: "WJ"
    case 0x2066: "LRI"
    case 0x2067: "RLI"
    case 0x2068: "FSI"
    case 0x2069: "PDI"
    default: "BOM"
    }
  }
}
