import Screen

/// What bytes from a terminal mean.
enum Input: Hashable, Sendable {
  case key(Key)
  /// The left button went down.
  case press(Point)
  case wheelUp(Point)
  case wheelDown(Point)
  /// The terminal says whether it knows a private mode: 1 and 2 are set and reset, 0 is unknown.
  case modeReport(mode: Int, setting: Int)
  /// The terminal says where its cursor stands; never in the first row, where it would look like a key.
  case cursorReport(Point)
  /// The terminal tells its background, by its share of light from 0 to 1.
  case background(brightness: Double)
}
