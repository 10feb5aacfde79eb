import Testing

@Suite struct DocumentationRuleTests {
  private func violations(_ text: String) -> [String] {
    let file = SourceFile(path: "Sources/Screen/Thing.swift", text: text)
    return documentationViolations(in: file, conformances: Conformances([file])).map(\.message)
  }

  @Test(arguments: [
    ("package func draw() {}", "func draw"),
    ("package static func draw()\n", "func draw"),
    ("@discardableResult package mutating func draw() -> Int { 1 }", "func draw"),
    ("package static func < (left: Self, right: Self) -> Bool { true }", "func <"),
    ("package subscript(row: Int) -> Int { row }", "subscript"),
    ("package var area: Int {\n  let side = 2\n  return side * side\n}", "var area"),
    ("package struct Canvas {}", "struct Canvas"),
    ("package final class Canvas {}", "class Canvas"),
    ("public indirect enum Shape {}", "enum Shape"),
    ("package actor Keeper {}", "actor Keeper"),
    ("package protocol Port {}", "protocol Port"),
    ("package typealias Row = Int", "typealias Row"),
    ("package init(text: String) { measure(text) }", "init"),
    ("package init(text: String) {\n  self.text = text\n  measure()\n}", "init"),
  ])
  func `a visible declaration without a comment is found`(declaration: String, name: String) {
    #expect(violations(declaration) == ["'\(name)' has no documentation comment"])
    #expect(violations("// Not for the documentation.\n" + declaration).count == 1)
    #expect(violations("/// For another one.\n\n" + declaration).count == 1)
    #expect(violations("/// Says something.\n" + declaration) == [])
  }

  @Test func `requirements of a visible protocol are asked for comments`() {
    let requirements = "{\n  func open()\n  var size: Int { get }\n  init(size: Int)\n}"
    #expect(violations("/// A door.\npackage protocol Port \(requirements)").count == 2)
    #expect(violations("protocol Port \(requirements)") == [])
  }

  @Test(arguments: [
    "func draw() {}", "private func draw() {}", "internal struct Canvas {}", "var area: Int { 1 }",
    "package var area: Int { width * 2 }", "package init(_ size: Int) { self.init(width: size) }",
    "package let width: Int", "package var width = 1", "package var width = 1 {\n  didSet { redraw() }\n}",
    "package private(set) var width: Int", "package init(width: Int) {\n  self.width = width\n  area = width * 2\n}",
    "let text = \"package func draw() {}\"", "package extension Canvas {}",
  ])
  func `stored properties, memberwise initializers and what others cannot see are exempt`(declaration: String) {
    #expect(violations(declaration) == [])
  }

  @Test func `a member documented by a protocol needs no comment of its own`() {
    let port = "/// A door.\npackage protocol Port {\n  /// Opens it.\n  func open()\n}\n"
    let members = "{\n  package func open() {}\n  package func close() {}\n}\n"
    let missing = ["'func close' has no documentation comment"]
    #expect(violations(port + "/// Of wood.\npackage struct Gate: Port \(members)") == missing)
    #expect(
      violations(port + "/// Of wood.\npackage struct Gate {}\nextension Gate: Port {}\nextension Gate \(members)")
        == missing)
    #expect(violations(port + "/// Of wood.\npackage struct Gate \(members)").count == 2)
    let order =
      "/// Of wood.\npackage struct Gate: Comparable {\n  package static func < (a: Self, b: Self) -> Bool { a.id < b.id }\n}"
    #expect(violations(order) == [])
  }

  @Test(arguments: [
    "/// Says something.\n@discardableResult\npackage func draw() -> Int { 1 }",
    "/// Says something.\n@available(\n  *, deprecated\n)\npackage func draw() -> Int { 1 }",
    "@MainActor\n/// Says something.\npackage func draw() {}",
  ])
  func `attributes may stand between`(text: String) {
    #expect(violations(text) == [])
  }

  @Test func `everything that other modules can see is documented`() {
    let conformances = Conformances(SourceTree.sources)
    let files = SourceTree.sources.filter(\.isSwift)
    expectNone(files.flatMap { documentationViolations(in: $0, conformances: conformances) })
  }
}
