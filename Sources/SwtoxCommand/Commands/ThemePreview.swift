import Dashboard
import RunModel
import Screen

/// A theme as a few lines of text in its own colours.
struct ThemePreview {
  /// How many colours the terminal is taken to have.
  private enum Depth {
    case none, ansi16, palette256, trueColor
  }

  private let depth: Depth

  init(variables: [String: String], isColored: Bool) {
    let type = variables["TERM"] ?? ""
    if !isColored {
      depth = .none
    } else if ["truecolor", "24bit"].contains(variables["COLORTERM"] ?? "") {
      depth = .trueColor
    } else {
      depth = type.contains("256") || type.contains("direct") ? .palette256 : .ansi16
    }
  }

  /// The states with their marks, then the roles of the rest of the screen.
  func text(of theme: Theme) -> String {
    let states = MatrixStatus.allCases.map { status in
      let marks = GlyphSet.allCases.map { theme.glyphs.text(of: status, in: $0) }.joined(separator: " ")
      let label = status.label + String(repeating: " ", count: max(0, 22 - status.label.count))
      return "  " + styled("\(marks)  \(label)", theme.styles[status.role])
    }
    let shown = Set(MatrixStatus.allCases.map(\.role))
    let roles = StyleRole.allCases.filter { !shown.contains($0) || $0 == .dim }.map {
      styled(" \($0) ", theme.styles[$0])
    }
    var lines = [styled(theme.name, RoleStyle(attributes: .bold))]
    for index in stride(from: 0, to: states.count, by: 3) {
      lines.append(states[index..<min(index + 3, states.count)].joined())
    }
    for index in stride(from: 0, to: roles.count, by: 6) {
      lines.append("  " + roles[index..<min(index + 6, roles.count)].joined(separator: " "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Select graphic rendition around a text (ECMA-48 8.3.117).
  private func styled(_ text: String, _ style: RoleStyle) -> String {
    if depth == .none { return text }
    let attributes: [(TextAttributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]
    var codes = attributes.filter { style.attributes.contains($0.0) }.map(\.1)
    codes += code(style.foreground, base: 30).map { [$0] } ?? []
    codes += code(style.background, base: 40).map { [$0] } ?? []
    return codes.isEmpty ? text : "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
  }

  private func code(_ color: PaletteColor, base: Int) -> String? {
    let chosen: Color =
      switch depth {
      case .none: .terminal
      case .ansi16: color.ansi16
      case .palette256: color.palette256
      case .trueColor: color.trueColor
      }
    switch chosen {
    case .terminal: return nil
    case .indexed(let index) where index < 8: return "\(base + Int(index))"
    case .indexed(let index) where index < 16: return "\(base + 52 + Int(index))"
    case .indexed(let index): return "\(base + 8);5;\(index)"
    case .rgb(let red, let green, let blue): return "\(base + 8);2;\(red);\(green);\(blue)"
    }
  }
}
