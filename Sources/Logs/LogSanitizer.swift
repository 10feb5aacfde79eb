package import Screen

/// Makes one line of a program's raw output safe to show, to copy and to search for a cause.
///
/// Of all control sequences only colours and attributes (SGR) take effect; every other one is dropped: cursor, screen
/// and mode control, titles, clipboard, links (their text stays), images, character sets, 8-bit controls. A string
/// sequence that does not end within 4 KiB or the line is shown as text. Each line starts in the default look, whatever
/// the line before ended with.
///
/// What terminals do with a single line is done: a carriage return makes the line start again, so that the last part
/// with anything in it is shown; a backspace steps back, which gives bold and underlined overstrikes; a tab goes to the
/// next multiple of eight.
package enum LogSanitizer {
  /// What is shown of a line, one cell for each column.
  ///
  /// Other control characters are shown as `^@`, bytes that are not UTF-8 as `‹FF›`, characters that reorder or hide
  /// text as `‹RLO›`, all in the role ``StyleRole/dim``. Of several marks that combine with a character the first is kept.
  ///
  /// - Parameter limit: The most cells wanted; what lies beyond is left out.
  /// - Complexity: O(*n*) in the bytes of the line, or of its first `limit` cells when nothing returns to the left.
  package static func cells(of bytes: Span<UInt8>, limit: Int = .max) -> [Cell] {
    var writer = CellWriter(limit: limit)
    LineInterpreter.interpret(bytes, into: &writer)
    return writer.cells
  }

  /// The text of a line without escapes, control characters or characters that reorder text.
  ///
  /// Tabs, combining marks and joiners stay; bytes that are not UTF-8 become U+FFFD.
  package static func plainText(of bytes: Span<UInt8>) -> String {
    var writer = PlainTextWriter()
    LineInterpreter.interpret(bytes, into: &writer)
    return writer.string
  }

  /// The text of a line with its colours and attributes and no other control sequence, for a terminal.
  ///
  /// It ends in the default look.
  package static func coloredText(of bytes: Span<UInt8>) -> String { SGRText.text(of: cells(of: bytes)) }
}
