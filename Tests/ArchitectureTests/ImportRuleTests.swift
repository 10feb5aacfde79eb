import Testing

@Suite struct ImportRuleTests {
  private let entries = [
    ModuleEntry(name: "Low", layer: 0, modules: [], products: []),
    ModuleEntry(name: "High", layer: 1, modules: ["Low"], products: ["Library"]),
  ]

  private func violations(_ text: String, path: String = "Sources/Low/Thing.swift") -> [String] {
    importViolations(in: SourceFile(path: path, text: text), entries: entries).map(\.description)
  }

  @Test(arguments: [
    "import High", "package import High", "public import High", "@testable import High", "internal import High",
    "@preconcurrency private import High", "import struct High.Thing", "@_exported import High", "  import High",
  ])
  func `an import that the table lacks is found in every form`(line: String) {
    #expect(violations("\n" + line) == ["Sources/Low/Thing.swift:2: 'Low' may not import 'High'"])
  }

  @Test(arguments: ["Foundation", "Dispatch", "Darwin", "ArgumentParser"])
  func `system modules beyond the allowed ones are found`(module: String) {
    #expect(violations("import \(module)").count == 1)
  }

  @Test func `what the table allows may be imported`() {
    let text = "import Glibc\nimport FoundationEssentials\nimport Synchronization\nimport Low\npackage import Library"
    #expect(violations(text, path: "Sources/High/Thing.swift") == [])
  }

  @Test func `an import in a comment or a string is none`() {
    #expect(violations("// import High\n/* import High\n import High */\nlet text = \"import High\"") == [])
  }

  @Test func `a module that the table lacks is found`() {
    #expect(violations("", path: "Sources/Other/Thing.swift").count == 1)
  }

  @Test func `curses is included in one module alone`() {
    let text = "#include <stdio.h>\n#include <ncursesw/curses.h>\n"
    #expect(
      violations(text, path: "Sources/Low/shim.h") == ["Sources/Low/shim.h:2: only 'CNcursesw' may include curses"])
    let wrapper = SourceFile(path: "Sources/CNcursesw/include/CNcursesw.h", text: text)
    #expect(importViolations(in: wrapper) == [])
  }

  @Test func `the sources import what the table allows`() {
    expectNone(SourceTree.sources.flatMap { importViolations(in: $0) })
  }

  @Test(arguments: ModuleTable.entries.map(\.name))
  func `every module of the table has sources`(module: String) {
    #expect(SourceTree.sources.contains { $0.module == module })
  }
}
