package import Screen
import TestResults

/// A canvas as a picture in SVG 1.1: every cell where a terminal would have it, in the colours of a style sheet.
package struct ScreenPicture {
  private static let cellWidth = 8.4
  private static let cellHeight = 18.0
  private static let margin = 12.0

  private let canvas: Canvas
  private let styles: StyleSheet
  private let isDark: Bool

  /// - Parameter isDark: Whether the terminal's own background is dark.
  package init(_ canvas: Canvas, styles: StyleSheet, isDark: Bool) {
    self.canvas = canvas
    self.styles = styles
    self.isDark = isDark
  }

  /// The whole document; the same canvas gives the same text.
  package var svg: String {
    let width = Self.text(Double(canvas.size.columnCount) * Self.cellWidth + 2 * Self.margin)
    let height = Self.text(Double(canvas.size.rowCount) * Self.cellHeight + 2 * Self.margin)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
        + "viewBox=\"0 0 \(width) \(height)\" role=\"img\">",
      "<rect width=\"\(width)\" height=\"\(height)\" rx=\"8\" fill=\"\(background)\"/>",
      "<g font-family=\"'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace\" font-size=\"14\" "
        + "xml:space=\"preserve\">",
    ]
    for row in 0..<canvas.size.rowCount { lines += runs(in: row).flatMap { elements(of: $0, row: row) } }
    return lines.joined(separator: "\n") + "\n</g>\n</svg>\n"
  }

  private var foreground: String { isDark ? "#d4d4d4" : "#1f1f1f" }
  private var background: String { isDark ? "#1e1e1e" : "#ffffff" }

  /// Cells of one look side by side.
  private struct Run {
    var column: Int
    var width = 0
    var text = ""
    var style: CellStyle
  }

  private func runs(in row: Int) -> [Run] {
    var runs: [Run] = []
    for column in 0..<canvas.size.columnCount {
      let cell = canvas[row, column]
      if runs.last?.style != cell.style { runs.append(Run(column: column, style: cell.style)) }
      runs[runs.count - 1].width += 1
      if !cell.isFiller, let scalar = Unicode.Scalar(cell.scalar) {
        runs[runs.count - 1].text.unicodeScalars.append(scalar)
      }
      if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) { runs[runs.count - 1].text.unicodeScalars.append(mark) }
    }
    return runs
  }

  private func elements(of run: Run, row: Int) -> [String] {
    let role = styles[run.style.role]
    let attributes = role.attributes.union(run.style.attributes)
    var front = color(run.style.foreground ?? role.foreground.trueColor) ?? foreground
    var back = color(run.style.background ?? role.background.trueColor)
    if attributes.contains(.reverse) { (front, back) = (back ?? background, front) }
    let x = Self.margin + Double(run.column) * Self.cellWidth
    let y = Self.margin + Double(row) * Self.cellHeight
    let width = Self.text(Double(run.width) * Self.cellWidth)
    var elements: [String] = []
    if let back {
      elements.append(
        "<rect x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" width=\"\(width)\" height=\"\(Self.text(Self.cellHeight))\" "
          + "fill=\"\(back)\"/>")
    }
    guard run.text.contains(where: { $0 != " " }) else { return elements }
    var look = " fill=\"\(front)\""
    if attributes.contains(.bold) { look += " font-weight=\"bold\"" }
    if attributes.contains(.italic) { look += " font-style=\"italic\"" }
    if attributes.contains(.underline) { look += " text-decoration=\"underline\"" }
    if attributes.contains(.dim) { look += " opacity=\"0.7\"" }
    elements.append(
      "<text x=\"\(Self.text(x))\" y=\"\(Self.text(y + 13.5))\" textLength=\"\(width)\"\(look)>"
        + "\(XMLEscape.content(run.text))</text>")
    return elements
  }

  /// A colour as SVG writes it; `nil` for the terminal's own.
  private func color(_ color: Color) -> String? {
    switch color {
    case .terminal: nil
    case .rgb(let red, let green, let blue): Self.hexadecimal((red, green, blue))
    case .indexed(let index): Self.hexadecimal(Palette.components(of: index))
    }
  }

  private static func hexadecimal(_ color: Palette.Components) -> String {
    "#" + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// A number with a digit behind the point where it needs one.
  private static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
