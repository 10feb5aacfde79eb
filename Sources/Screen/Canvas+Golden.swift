extension Canvas {
  /// The screen as text for golden files: the glyphs, a rule, then the same grid in role letters.
  ///
  /// Trailing blanks stay, so that a file shows the exact width.
  package var goldenText: String {
    var glyphs = ""
    var roles = ""
    for row in 0..<size.rowCount {
      for column in 0..<size.columnCount {
        let cell = self[row, column]
        if !cell.isFiller, let scalar = Unicode.Scalar(cell.scalar) { glyphs.unicodeScalars.append(scalar) }
        if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) { glyphs.unicodeScalars.append(mark) }
        roles.append(cell.style.role.letter)
      }
      glyphs += "\n"
      roles += "\n"
    }
    return glyphs + String(repeating: "=", count: size.columnCount) + "\n" + roles
  }
}
