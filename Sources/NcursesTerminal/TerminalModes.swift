/// The sequences that the terminal library does not know: they go to the terminal around its frames.
enum TerminalModes {
  /// The mode in which a terminal shows a frame in one piece.
  static let synchronization = 2026

  static let frameBegin = Array("\u{1B}[?2026h".utf8)
  static let frameEnd = Array("\u{1B}[?2026l".utf8)

  /// Turns on what the screen needs, and if `asks` asks whether frames can be shown in one piece, and for the background.
  static func enter(reportsMouse: Bool, asks: Bool) -> [UInt8] {
    let question = asks ? Array("\u{1B}[?2026$p".utf8) + BackgroundReport.question : []
    return Array("\u{1B}[?2004h".utf8) + (reportsMouse ? mouse(true) : []) + question
  }

  /// Writes a line of a frame at the start of the second row, which is to be drawn over, and asks where the cursor stands then:
  /// some terminals give two columns to characters of which Unicode leaves the width to them (UAX #11, ambiguous).
  static let widthQuestion = Array("\u{1B}[2;1H─\u{1B}[6n".utf8)

  /// Turns off all that may be on; harmless where it is not.
  static let leave = frameEnd + mouse(false) + Array("\u{1B}[?2004l".utf8)

  /// Presses and the wheel, reported in a form that has room for every column.
  static func mouse(_ isOn: Bool) -> [UInt8] {
    Array((isOn ? "\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1000l").utf8)
  }
}
