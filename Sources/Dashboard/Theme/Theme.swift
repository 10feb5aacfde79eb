package import Screen

/// What a part of the screen means, which a theme gives a look.
package typealias ThemeRole = StyleRole

/// The look of the dashboard: colours by role, the marks of states, and how frames are drawn.
package struct Theme: Hashable, Sendable {
  /// What frames and rules are made of.
  package enum Borders: String, CaseIterable, Sendable {
    case line, ascii
    /// Blanks in place of lines.
    case none
  }

  /// Which backgrounds of the terminal a theme is made for.
  package enum Appearance: String, CaseIterable, Sendable {
    case dark, light
    /// Both, as of themes that use only the terminal's own colours.
    case any
  }

  package var name: String
  package var styles: StyleSheet
  package var glyphs: StatusGlyphs
  package var borders: Borders
  package var appearance: Appearance

  /// A theme without colours.
  package init(
    name: String = "plain", styles: StyleSheet = StyleSheet(), glyphs: StatusGlyphs = StatusGlyphs(),
    borders: Borders = .line, appearance: Appearance = .any
  ) {
    self.name = name
    self.styles = styles
    self.glyphs = glyphs
    self.borders = borders
    self.appearance = appearance
  }

  /// The themes that are part of the program, in the order in which they are gone through.
  package static let builtIn: [Theme] = BuiltInThemes.all.map { name, text in
    var theme = ThemeReader().read(path: "\(name).theme", text: text).theme
    theme.name = name
    return theme
  }

  /// The built-in themes with the one to begin with in front: the wanted one, `mono` where `NO_COLOR` is set, else
  /// `default-dark`, or `default-light` where `COLORFGBG` tells of a light background.
  ///
  /// - Parameter variables: The environment variables of the program.
  package static func builtIn(wanted: String?, variables: [String: String]) -> [Theme] {
    let isColorless = variables["NO_COLOR"].map { !$0.isEmpty } ?? false
    let first = wanted ?? (isColorless ? "mono" : isLight(variables) ? "default-light" : "default-dark")
    return builtIn.filter { $0.name == first } + builtIn.filter { $0.name != first }
  }

  /// Whether the variable in which some terminals tell their colours has a light background: `0;15`, `0;default;15`.
  private static func isLight(_ variables: [String: String]) -> Bool {
    let background = variables["COLORFGBG"]?.split(separator: ";").last
    return background == "7" || background == "15"
  }
}
