import Screen
import Testing

@testable import Dashboard

@Suite struct ThemeLintTests {
  private func findings(_ text: String) -> [ThemeLint.Finding] {
    ThemeLint.findings(ThemeReader().read(path: "x.theme", text: text).theme)
  }

  @Test(arguments: BuiltInThemes.all.map(\.name))
  func `built-in themes can be read and their states told apart`(name: String) throws {
    let theme = try #require(Theme.builtIn.first { $0.name == name })
    #expect(ThemeLint.findings(theme).map(\.message) == [])
  }

  @Test func `high contrast is at least seven to one`() throws {
    let theme = try #require(Theme.builtIn.first { $0.name == "high-contrast" })
    #expect(ThemeLint.findings(theme, leastContrast: 7).map(\.message) == [])
  }

  @Test func `grey text on dark is hard to read`() {
    let found = findings("inherits = default-dark\n[palette]\nfaint = #777777 | 15 | white\n[role]\ntext = faint\n")
    let message = "'text' has a contrast of 3.7 on #1e1e1e in 24-bit colours; at least 4.5 is needed"
    #expect(found == [ThemeLint.Finding(roles: [.text], message: message)])
  }

  @Test func `the nearest of 256 colours has to be readable too`() {
    let found = findings("inherits = default-light\n[palette]\nsea = #005f87 | 39 | cyan\n[role]\nkey = sea\n")
    let message = "'key' has a contrast of 2.4 on #ffffff in 256 colours; at least 4.5 is needed"
    #expect(found == [ThemeLint.Finding(roles: [.key], message: message)])
  }

  @Test func `a painted background is what its text is checked against`() {
    let found = findings("inherits = default-dark\n[role]\nmark = #000000 on #ffd700 ; key = #ffffff on #ffd700\n")
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.roles == [.key] })
    #expect(findings("inherits = default-dark\n[role]\nkey = default on #ffd700\n").map(\.roles) == [[.key]])
  }

  @Test(arguments: ["#000000", "#777777", "#ffffff", "196"])
  func `no fixed colour suits any background`(color: String) {
    #expect(findings("inherits = terminal16\n[role]\ntext = \(color)\n").contains { $0.roles == [.text] })
  }

  private static let redAndGreen = "inherits = default-dark\n[status]\npass = #5faf5f ; fail = #d7875f"

  private func hasFinding(_ text: String, _ vision: ColorVision) -> Bool {
    findings(text).contains { $0.roles == [.pass, .fail] && $0.message.contains("\(vision)") }
  }

  @Test(arguments: [
    (ColorVision.normal, false), (ColorVision.protanopia, true), (ColorVision.deuteranopia, true),
    (ColorVision.tritanopia, false),
  ])
  func `red and green are not enough for everyone`(vision: ColorVision, isFound: Bool) {
    #expect(hasFinding("\(Self.redAndGreen)\n", vision) == isFound)
  }

  @Test func `an attribute makes up for colours that look alike`() {
    #expect(!hasFinding("\(Self.redAndGreen) bold\n", .deuteranopia))
    #expect(hasFinding("\(Self.redAndGreen) italic\n", .deuteranopia))
  }

  @Test func `a theme for a form of vision needs the colours`() {
    let text = "name = Deuteranopia mine\n\(Self.redAndGreen) bold\n"
    #expect(hasFinding(text, .deuteranopia))
    #expect(!hasFinding(text, .protanopia))
  }

  @Test func `looks that are the same are found in the terminal's own colours`() {
    let found = findings("inherits = terminal16\n[status]\nfail = green\n")
    #expect(found.allSatisfy { $0.roles == [.pass, .fail] })
    #expect(found.map(\.message).contains("'pass' and 'fail' look the same in 16 colours"))
  }

  @Test(arguments: [(0x000000, 0xFFFFFF, 21.0), (0xFFFFFF, 0xFFFFFF, 1.0), (0x777777, 0xFFFFFF, 4.48)])
  func `contrast is that of WCAG`(left: Int, right: Int, contrast: Double) {
    #expect(abs(ThemeLint.contrast(color(left), color(right)) - contrast) < 0.005)
  }

  @Test(arguments: [
    (0x000000, 0.0, 0.0, 0.0), (0xFFFFFF, 100.0, 0.0, 0.0), (0xFF0000, 53.24, 80.09, 67.20),
    (0x00FF00, 87.73, -86.18, 83.18), (0x0000FF, 32.30, 79.19, -107.86),
  ])
  func `colours of the screen have their place in Lab`(value: Int, lightness: Double, a: Double, b: Double) {
    let lab = LabColor(light: color(value).light)
    #expect(abs(lab.lightness - lightness) < 0.01)
    #expect(abs(lab.a - a) < 0.01)
    #expect(abs(lab.b - b) < 0.01)
  }

  /// Nine of the 34 pairs that Sharma, Wu and Dalal published for checking.
  private static let differences: [([Double], [Double], Double)] = [
    ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425), ([50, 0, 0], [50, -1, 2], 2.3669),
    ([50, 2.5, 0], [50, 0, -2.5], 4.3065), ([50, 2.5, 0], [73, 25, -18], 27.1492),
    ([50, 2.5, 0], [56, -27, -3], 31.9030), ([63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.2630),
    ([22.7233, 20.0904, -46.6940], [23.0331, 14.9730, -42.5619], 2.0373),
    ([36.4612, 47.8580, 18.3852], [36.2715, 50.5065, 21.2231], 1.4146),
    ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
  ]

  @Test(arguments: differences)
  func `the difference of colours is CIEDE2000`(left: [Double], right: [Double], difference: Double) {
    let first = LabColor(lightness: left[0], a: left[1], b: left[2])
    let second = LabColor(lightness: right[0], a: right[1], b: right[2])
    #expect(abs(first.difference(from: second) - difference) < 0.0001)
    #expect(abs(second.difference(from: first) - difference) < 0.0001)
    #expect(first.difference(from: first) == 0)
  }

  @Test(arguments: [
    (ColorVision.normal, 1.0, 0.0, 0.0), (ColorVision.protanopia, 0.152286, 0.114503, 0.0),
    (ColorVision.deuteranopia, 0.367322, 0.280085, 0.0), (ColorVision.tritanopia, 1.0, 0.0, 0.004733),
  ])
  func `red becomes what Machado and others give`(vision: ColorVision, red: Double, green: Double, blue: Double) {
    #expect(vision.seen(color(0xFF0000).light) == SIMD3(red, green, blue))
  }

  @Test(arguments: ColorVision.allCases)
  func `greys stay grey to everyone`(vision: ColorVision) {
    #expect(vision.distance(color(0x808080), color(0x808080)) == 0)
    let seen = vision.seen(color(0x808080).light)
    #expect(abs(seen.max() - seen.min()) < 0.00001)
  }

  private func color(_ value: Int) -> RGB {
    RGB(red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }
}
