import Testing

@Suite struct FileNameRuleTests {
  private func fits(_ path: String, _ text: String) -> Bool {
    fileNameViolations(in: SourceFile(path: path, text: text)).isEmpty
  }

  @Test(arguments: [
    "struct Canvas {}", "package final class Canvas {}", "enum Canvas: Int {}", "protocol Canvas {}", "actor Canvas {}",
    "extension Canvas {}", "extension Screen.Canvas {}", "typealias Canvas = Int", "func canvas() {}",
  ])
  func `a file declares what it is named after`(text: String) {
    #expect(fits("Sources/Screen/Canvas.swift", text))
    #expect(fits("Sources/Screen/Canvas+Golden.swift", text))
    #expect(!fits("Sources/Screen/Cell.swift", text))
  }

  @Test(arguments: [
    "struct Cell {}", "// struct Canvas {}", "let text = \"struct Canvas\"", "struct CanvasCell {}", "let canvas = 1",
    "extension Cell: Canvas {}",
  ])
  func `mentioning the name is not declaring it`(text: String) {
    #expect(!fits("Sources/Screen/Canvas.swift", text))
  }

  @Test func `main is exempt, and so is C`() {
    #expect(fits("Sources/swtox-tui/main.swift", "run()"))
    #expect(fits("Sources/CProcess/spawn.c", "int main(void);"))
  }

  @Test func `the files of the package bear their types' names`() {
    expectNone(SourceTree.everything.flatMap { fileNameViolations(in: $0) })
  }
}
