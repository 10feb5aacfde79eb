package import Screen

/// Looks for what cannot be read or told apart in a theme.
///
/// Text has to have a contrast to its background, as WCAG 2 counts it: to the one that the theme paints, else to
/// `#1e1e1e` of a dark theme and to `#ffffff` of a light one. A theme for any background may use only the terminal's
/// own colours, since none of the others has the contrast on both.
///
/// States have to differ. A difference of 1 in CIEDE2000 is just seen between large fields side by side; marks of one
/// column, apart from each other, need many times that. The distances asked for are chosen, not measured: in each form
/// of vision the colours that are bright enough, or dark enough, have room for seven groups at about 16 to 18, and the
/// round numbers below leave some choice of hues. Where a theme does not reach them in a form that it is not named
/// after, another attribute will do. Besides, the marks of states always differ, so that colours never tell anything
/// alone.
///
/// Sixteen colours are whatever the terminal shows for them; of those the lint only sees whether two looks are alike.
package struct ThemeLint {
  /// What is wrong with the look of one role, or of two.
  package struct Finding: Hashable, Sendable {
    /// The role that cannot be read, or the two that look too much alike.
    package var roles: [StyleRole]
    package var message: String
  }

  /// The least contrast of text: what WCAG 2.2, success criterion 1.4.3, asks of text of common size.
  package static let leastContrast = 4.5
  /// The least distance of states in normal vision, and in the form of vision that a theme is named after.
  package static let leastDistance = 15.0
  /// The least distance of states in other forms of vision, where the attributes of two looks are the same.
  package static let leastSimulatedDistance = 10.0

  private let theme: Theme
  private let leastContrast: Double

  /// Everything that is wrong with the looks of a theme.
  ///
  /// - Parameter leastContrast: Another contrast to ask for, such as the 7 of criterion 1.4.6.
  package static func findings(_ theme: Theme, leastContrast: Double = Self.leastContrast) -> [Finding] {
    let lint = ThemeLint(theme: theme, leastContrast: leastContrast)
    let contrasts = ThemeRole.allCases.flatMap { role in
      lint.groundFindings(role) + lint.contrastFindings(role, .trueColor) + lint.contrastFindings(role, .palette256)
    }
    let distances = pairs.flatMap { pair in
      Depth.allCases.flatMap { lint.distanceFindings(pair.0, pair.1, $0) }
    }
    return contrasts + distances
  }

  /// The contrast of WCAG 2, from 1 for the same luminance to 21 for black and white.
  static func contrast(_ left: RGB, _ right: RGB) -> Double {
    let (first, second) = (left.luminance, right.luminance)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  // MARK: Contrast

  private func groundFindings(_ role: ThemeRole) -> [Finding] {
    let look = theme.styles[role]
    guard look.foreground == .terminal, look.background != .terminal else { return [] }
    return [Finding(roles: [role], message: "'\(role)' paints a background under text in a colour it does not know")]
  }

  private func contrastFindings(_ role: ThemeRole, _ depth: Depth) -> [Finding] {
    let look = theme.styles[role]
    guard let text = Self.known(depth.color(look.foreground)) else { return [] }
    let ground = depth.color(look.background)
    let grounds = ground == .terminal ? references.map(\.background) : [Self.known(ground)].compactMap { $0 }
    return grounds.compactMap { ground in
      let contrast = Self.contrast(text, ground)
      guard contrast < leastContrast else { return nil }
      let found = "'\(role)' has a contrast of \(Self.tenths(contrast)) on \(ground.hexadecimal) in \(depth.rawValue)"
      return Finding(roles: [role], message: "\(found); at least \(Self.tenths(leastContrast)) is needed")
    }
  }

  // MARK: Distance

  /// The states in groups; those of one group may look alike.
  private static let groups: [[ThemeRole]] = [
    [.pass], [.fail], [.error], [.running], [.waiting], [.cancelled, .flaky], [.queued, .skipped, .unavailable],
  ]

  private static let pairs: [(ThemeRole, ThemeRole)] = groups.indices.flatMap { index in
    groups[..<index].joined().flatMap { left in groups[index].map { right in (left, right) } }
  }

  private func distanceFindings(_ left: ThemeRole, _ right: ThemeRole, _ depth: Depth) -> [Finding] {
    let (first, second) = (theme.styles[left], theme.styles[right])
    // Italic letters do not count: many terminals have none.
    let hasOtherAttributes = !first.attributes.symmetricDifference(second.attributes).subtracting(.italic).isEmpty
    return ColorVision.allCases.compactMap { vision in
      guard let apart = distance(first, second, depth, vision) else {
        guard vision == .normal, !hasOtherAttributes, depth.isSame(first, second) else { return nil }
        return Finding(roles: [left, right], message: "'\(left)' and '\(right)' look the same in \(depth.rawValue)")
      }
      let isStrict = vision == .normal || vision == namedVision
      let least = isStrict ? Self.leastDistance : Self.leastSimulatedDistance
      guard apart < least, isStrict || !hasOtherAttributes else { return nil }
      let found = "'\(left)' and '\(right)' are \(Self.tenths(apart)) apart in \(depth.rawValue) for \(vision) vision"
      let help = "at least \(Self.tenths(least))" + (isStrict ? " is needed" : ", or another attribute, is needed")
      return Finding(roles: [left, right], message: "\(found); \(help)")
    }
  }

  /// How far apart two looks are, by their text or by what is under it; `nil` if the terminal decides over the colours.
  private func distance(_ left: RoleStyle, _ right: RoleStyle, _ depth: Depth, _ vision: ColorVision) -> Double? {
    let reference = references.count == 1 && depth != .ansi16 ? references.first : nil
    let shown = { (color: Color, own: RGB?) -> RGB? in color == .terminal ? own : Self.known(color) }
    guard let first = shown(depth.color(left.foreground), reference?.text),
      let second = shown(depth.color(right.foreground), reference?.text)
    else { return nil }
    let distance = vision.distance(first, second)
    guard let under = shown(depth.color(left.background), reference?.background),
      let beside = shown(depth.color(right.background), reference?.background)
    else { return distance }
    return max(distance, vision.distance(under, beside))
  }

  /// The form of vision that the theme is named after, and so made for.
  private var namedVision: ColorVision? {
    let name = theme.name.lowercased()
    return ColorVision.allCases.first { $0 != .normal && name.hasPrefix($0.rawValue) }
  }

  // MARK: Colours

  /// What a terminal is taken to show where a theme leaves it the choice.
  private struct Reference {
    var text: RGB
    var background: RGB

    static let dark = Self(
      text: RGB(red: 0xD4, green: 0xD4, blue: 0xD4), background: RGB(red: 0x1E, green: 0x1E, blue: 0x1E))
    static let light = Self(
      text: RGB(red: 0, green: 0, blue: 0), background: RGB(red: 0xFF, green: 0xFF, blue: 0xFF))
  }

  private var references: [Reference] {
    switch theme.appearance {
    case .dark: [.dark]
    case .light: [.light]
    case .any: [.dark, .light]
    }
  }

  /// The colour that is seen; `nil` if the terminal decides.
  private static func known(_ color: Color) -> RGB? {
    switch color {
    case .terminal: nil
    case .indexed(let index): index < 16 ? nil : RGB(index: index)
    case .rgb(let red, let green, let blue): RGB(red: red, green: green, blue: blue)
    }
  }

  /// A number with one decimal, rounded down so that what is too little never looks like enough.
  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded(.down))
    return "\(tenths / 10).\(tenths % 10)"
  }

  private enum Depth: String, CaseIterable {
    case trueColor = "24-bit colours"
    case palette256 = "256 colours"
    case ansi16 = "16 colours"

    func color(_ color: PaletteColor) -> Color {
      switch self {
      case .trueColor: color.trueColor
      case .palette256: color.palette256
      case .ansi16: color.ansi16
      }
    }

    func isSame(_ left: RoleStyle, _ right: RoleStyle) -> Bool {
      color(left.foreground) == color(right.foreground) && color(left.background) == color(right.background)
    }
  }
}
