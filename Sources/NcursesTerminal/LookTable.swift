import Screen

/// The looks of styles in one frame, each worked out once: most cells of a screen share a few styles.
struct LookTable {
  private let sheet: StyleSheet
  private let depth: ColorDepth
  /// The last style of each role with its look.
  private var known: [(style: CellStyle, look: CellLook)?]

  init(_ sheet: StyleSheet, depth: ColorDepth) {
    self.sheet = sheet
    self.depth = depth
    known = Array(repeating: nil, count: StyleRole.allCases.count)
  }

  /// How a style comes out.
  mutating func look(of style: CellStyle) -> CellLook {
    let index = Int(style.role.rawValue)
    if let entry = known[index], entry.style == style { return entry.look }
    let look = CellLook(style, in: sheet, depth: depth)
    known[index] = (style, look)
    return look
  }
}
