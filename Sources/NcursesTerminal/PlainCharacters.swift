/// Stand-ins from ASCII for what a locale without UTF-8 cannot show, or a terminal shows wider than it is.
enum PlainCharacters {
  /// The scalar itself if it is ASCII, else one that looks like it, else a question mark.
  static func scalar(for scalar: UInt32) -> UInt32 {
    scalar < 0x80 ? scalar : standIn(for: scalar) ?? ascii("?")
  }

  /// A stand-in for a sign that some terminals give two columns (East Asian Width: ambiguous); all else is left as it is, as
  /// letters have none.
  static func narrow(for scalar: UInt32) -> UInt32 {
    if scalar < 0x80 || narrowSigns.contains(scalar) { return scalar }
    return standIn(for: scalar) ?? scalar
  }

  /// Signs that have a stand-in and one column everywhere.
  private static let narrowSigns: Set<UInt32> = [
    0x00A0, 0x00AB, 0x00BB, 0x25B8, 0x25BA, 0x25C2, 0x25C4, 0x2713, 0x2714, 0x2717, 0x2718,
  ]

  private static func standIn(for scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x00A0: 0x20
    case 0x00B7, 0x2022, 0x2026: ascii(".")
    case 0x2013, 0x2014, 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x2550: ascii("-")
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x2551: ascii("|")
    case 0x250C...0x257F: ascii("+")
    case 0x2581...0x258F, 0x2592...0x2593: ascii("#")
    case 0x2590, 0x2588: ascii("#")
    case 0x2591: ascii(".")
    case 0x2190, 0x25C0, 0x25C2, 0x25C4, 0x00AB: ascii("<")
    case 0x2192, 0x25B6, 0x25B8, 0x25BA, 0x00BB: ascii(">")
    case 0x2191, 0x25B2: ascii("^")
    case 0x2193, 0x25BC: ascii("v")
    case 0x2713, 0x2714: ascii("+")
    case 0x2717, 0x2718, 0x00D7: ascii("x")
    case 0x03A3: ascii("S")
    default: nil
    }
  }

  private static func ascii(_ character: Unicode.Scalar) -> UInt32 { character.value }
}
