import Screen
import Testing

@Suite struct StyleTests {
  @Test func `every role has a letter of its own`() {
    #expect(Set(StyleRole.allCases.map(\.letter)).count == StyleRole.allCases.count)
  }

  @Test func `a style sheet holds a look for every role`() {
    var sheet = StyleSheet()
    for role in StyleRole.allCases { sheet[role] = RoleStyle(attributes: TextAttributes(rawValue: role.rawValue)) }
    #expect(StyleRole.allCases.allSatisfy { sheet[$0].attributes.rawValue == $0.rawValue })
  }

  @Test func `no byte of a cell is without meaning`() {
    let colors = 2 * MemoryLayout<UInt32>.size
    let rest = MemoryLayout<StyleRole>.size + MemoryLayout<TextAttributes>.size + MemoryLayout<UInt16>.size
    #expect(MemoryLayout<CellStyle>.size == colors + rest)
    #expect(MemoryLayout<Cell>.size == MemoryLayout<CellStyle>.size + 2 * MemoryLayout<UInt32>.size)
    #expect(MemoryLayout<Cell>.stride == MemoryLayout<Cell>.size)
  }

  @Test(arguments: [nil, .terminal, .indexed(0), .indexed(255), .rgb(0, 0, 0), .rgb(1, 128, 255)] as [Color?])
  func `a style keeps the colours that it is given`(color: Color?) {
    var style = CellStyle(.pass, foreground: color, background: .indexed(7))
    #expect(style.foreground == color && style.background == .indexed(7))
    style.background = color
    #expect(style == CellStyle(.pass, foreground: color, background: color))
  }
}
