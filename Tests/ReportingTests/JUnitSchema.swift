/// What jenkins-junit.xsd says of each element: its attributes, and its children in their order.
enum JUnitSchema {
  struct Fault: Error {
    var reason: String
  }

  private struct Rule {
    var required: Set<String> = []
    var optional: Set<String> = []
    /// The elements in order, each with how often it may come.
    var children: [(name: String, range: ClosedRange<Int>)] = []
    var hasText = false
  }

  private static let many = 0...Int.max
  private static let cause = Rule(optional: ["type", "message"], hasText: true)

  private static let rules: [String: Rule] = [
    "testsuites": Rule(
      optional: ["name", "time", "tests", "failures", "disabled", "errors"], children: [("testsuite", many)]),
    "testsuite": Rule(
      required: ["name", "tests"],
      optional: [
        "failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname", "id", "package",
      ],
      children: [("properties", 0...1), ("testcase", many), ("system-out", 0...1), ("system-err", 0...1)]),
    "properties": Rule(children: [("property", 1...Int.max)]),
    "property": Rule(required: ["name", "value"]),
    "testcase": Rule(
      required: ["name"], optional: ["assertions", "time", "classname", "status"],
      children: [
        ("skipped", 0...1), ("error", many), ("failure", many), ("system-out", many), ("system-err", many),
      ]),
    "skipped": cause, "error": cause, "failure": cause, "system-out": Rule(hasText: true),
    "system-err": Rule(hasText: true),
  ]

  /// - Throws: What in a document the schema does not allow.
  static func check(_ root: XMLNode) throws {
    if root.name != "testsuites" { throw Fault(reason: "the root is '\(root.name)'") }
    try checkElement(root)
  }

  private static func checkElement(_ node: XMLNode) throws {
    guard let rule = rules[node.name] else { throw Fault(reason: "there is no element '\(node.name)'") }
    let keys = Set(node.attributes.keys)
    let odd = keys.subtracting(rule.required.union(rule.optional)).union(rule.required.subtracting(keys))
    if !odd.isEmpty { throw Fault(reason: "'\(node.name)': \(odd.sorted())") }
    var rest = node.children[...]
    for (name, range) in rule.children {
      let own = rest.prefix { $0.name == name }
      if !range.contains(own.count) { throw Fault(reason: "'\(node.name)' has \(own.count) '\(name)'") }
      rest = rest.dropFirst(own.count)
    }
    if let first = rest.first { throw Fault(reason: "'\(first.name)' stands in '\(node.name)' where it may not") }
    let isBlank = node.text.unicodeScalars.allSatisfy { $0 == " " || $0 == "\n" }
    if !rule.hasText, node.children.isEmpty, !isBlank { throw Fault(reason: "'\(node.name)' has text") }
    for child in node.children { try checkElement(child) }
  }
}
