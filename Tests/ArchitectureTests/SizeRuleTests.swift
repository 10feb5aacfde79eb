import Testing

@Suite struct SizeRuleTests {
  private func violations(_ text: String) -> [String] {
    sizeViolations(in: SourceFile(path: "Sources/Screen/Thing.swift", text: text)).map(\.message)
  }

  private func lines(_ count: Int, _ line: String = "  step()") -> String {
    Array(repeating: line, count: count).joined(separator: "\n")
  }

  @Test(arguments: [(400, true), (401, false)])
  func `a file may have 400 lines`(count: Int, fits: Bool) {
    #expect(violations(lines(count, "// line") + "\n").isEmpty == fits)
  }

  @Test(arguments: [
    "func draw() {", "init(size: Int) {", "init?(size: Int) {", "deinit {", "subscript(row: Int) -> Int {",
    "var area: Int {", "package static func draw<T>(_ item: T) async throws -> [T] where T: Sendable {",
    "func draw(\n  with style: () -> Void = {},\n  at place: Int\n) throws(Failure)\n  -> Int\n{",
  ])
  func `a body may have 40 lines`(opening: String) {
    #expect(violations("\(opening)\n\(lines(40))\n}\n") == [])
    #expect(violations("\(opening)\n\(lines(41))\n}\n").count == 1)
  }

  @Test func `the message names the function and its length`() {
    #expect(violations("func draw() {\n\(lines(50))\n}") == ["the body of 'draw' has 50 lines; at most 40"])
  }

  @Test func `braces in strings, comments and names do not count`() {
    let text = ###"""
      func `opens { and "quotes"`() {
        let text = "} \(name("}")) }"
        // } }
        let raw = ##"}"# } \##("}")"##
      """### + "\n" + lines(37) + "\n}\n"
    #expect(violations(text) == [])
    #expect(violations(text.replacing("// } }", with: "/* }\n/* } */ } */")).count == 1)
  }

  @Test func `a multiline string keeps its lines`() {
    let text = "func text() -> String {\n  \"\"\"\n" + lines(39, "  } \\(\"}\") \"") + "\n  \"\"\"\n}\n"
    #expect(violations(text).count == 1)
  }

  @Test func `a requirement without a body does not borrow the next one`() {
    let text =
      "protocol Port {\n  func open() -> Int\n  var size: Int { get }\n}\nstruct Long {\n\(lines(60, "  let a = 1"))\n}\n"
    #expect(violations(text) == [])
  }

  @Test func `stored properties and closures are not bodies`() {
    #expect(violations("let action = {\n\(lines(60))\n}\nvar other: () -> Void = {\n\(lines(60))\n}\n") == [])
  }

  @Test func `the package keeps to the sizes`() {
    expectNone(SourceTree.everything.filter(\.isSwift).flatMap { sizeViolations(in: $0) })
  }
}
