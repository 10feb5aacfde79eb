/// A colour as a terminal can be asked for it.
package enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminal
  /// One of the 256 palette entries; 0–15 are the terminal's own sixteen.
  case indexed(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}
