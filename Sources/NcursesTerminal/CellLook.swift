import Screen

/// How a cell's style comes out at one colour depth: colour numbers and attributes.
struct CellLook: Hashable {
  var colors: PairTable.Colors
  var attributes: TextAttributes

  /// The cell's own colours before its role's, the cell's attributes besides its role's.
  init(_ style: CellStyle, in sheet: StyleSheet, depth: ColorDepth) {
    let role = sheet[style.role]
    attributes = role.attributes.union(style.attributes)
    colors = PairTable.Colors(
      foreground: depth.number(of: style.foreground ?? depth.choose(from: role.foreground)),
      background: depth.number(of: style.background ?? depth.choose(from: role.background)))
    if depth == .ansi8 { dropBrightColors() }
  }

  private mutating func dropBrightColors() {
    if colors.foreground >= 8 { attributes.insert(.bold) }
    if colors.foreground >= 8 { colors.foreground -= 8 }
    if colors.background >= 8 { colors.background -= 8 }
  }
}
