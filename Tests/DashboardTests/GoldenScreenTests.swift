import EnvironmentModel
import RunModel
import Screen
import TestKit
import Testing

@testable import Dashboard

/// Compares screens with the files in `Golden/`; `SWTOX_RECORD=1` in the environment writes them anew.
@Suite struct GoldenScreenTests {
  /// A size with the scenes that are shown in it.
  static let cases: [(scene: Scene, rows: Int, columns: Int)] = Scene.allCases.flatMap { scene in
    [(24, 80), (40, 120), (60, 200), (12, 60), (10, 40), (4, 18)].filter { scene.isShown(rows: $0.0) }
      .map { (scene, $0.0, $0.1) }
  }

  @Test(arguments: cases.indices)
  func `screens look like their golden files`(index: Int) throws {
    let (scene, rows, columns) = Self.cases[index]
    let state = scene.state(rows: rows, columns: columns)
    let text = view(of: state, size: state.size).goldenText
    try Golden.compare(text, with: "\(scene.rawValue)-\(columns)x\(rows).txt")
  }

  @Test(arguments: Scene.allCases)
  func `the ASCII set makes a screen of ASCII alone`(scene: Scene) {
    for (rows, columns) in [(24, 80), (40, 120), (10, 40)] {
      var state = scene.state(rows: rows, columns: columns)
      state.glyphSet = .ascii
      let text = view(of: state, size: state.size).goldenText
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test(arguments: Scene.allCases)
  func `no screen depends on colour`(scene: Scene) {
    var state = scene.state(rows: 24, columns: 80)
    let colored = view(of: state, size: state.size).goldenText
    state.themes = [Theme()]
    state.themeIndex = 0
    #expect(view(of: state, size: state.size).goldenText == colored)
  }

  @Test func `letters and ASCII show the same facts as symbols`() throws {
    for (name, presses) in [("letters", 1), ("ascii", 2)] {
      var state = Scene.running.state(rows: 24, columns: 80)
      for _ in 0..<presses { state.hit(.character("A")) }
      try Golden.compare(view(of: state, size: state.size).goldenText, with: "running-\(name)-80x24.txt")
    }
  }
}
