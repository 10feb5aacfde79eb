/// An element of XML 1.0 as a strict reader sees it: no DTD, no CDATA, none but numeric and the five named references.
struct XMLNode {
  var name: String
  var attributes: [String: String] = [:]
  var children: [XMLNode] = []
  /// The text of the element and of all within it.
  var text = ""

  struct Fault: Error {
    var reason: String
    var rest: String
  }

  /// Reads a whole document.
  static func read(_ text: String) throws -> XMLNode {
    var reader = Reader(rest: text.unicodeScalars[...])
    try reader.expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    let root = try reader.element()
    try reader.expect("\n")
    if !reader.rest.isEmpty { throw reader.fault("text behind the root") }
    return root
  }

  private struct Reader {
    var rest: Substring.UnicodeScalarView

    func fault(_ reason: String) -> Fault { Fault(reason: reason, rest: String(String(rest).prefix(60))) }

    mutating func expect(_ text: String) throws {
      guard rest.starts(with: text.unicodeScalars) else { throw fault("'\(text)' is missing") }
      rest = rest.dropFirst(text.unicodeScalars.count)
    }

    func begins(_ text: String) -> Bool { rest.starts(with: text.unicodeScalars) }

    mutating func word() throws -> String {
      let word = String(rest.prefix { $0.properties.isAlphabetic || $0 == "-" })
      if word.isEmpty { throw fault("a name is missing") }
      rest = rest.dropFirst(word.unicodeScalars.count)
      return word
    }

    mutating func element() throws -> XMLNode {
      try expect("<")
      var node = XMLNode(name: try word())
      while begins(" ") {
        try expect(" ")
        let key = try word()
        try expect("=\"")
        if node.attributes[key] != nil { throw fault("'\(key)' comes twice") }
        node.attributes[key] = try content(until: "\"", isAttribute: true)
        try expect("\"")
      }
      if begins("/>") {
        try expect("/>")
        return node
      }
      try expect(">")
      while !begins("</") {
        if begins("<") {
          node.children.append(try element())
          node.text += node.children.last?.text ?? ""
        } else {
          node.text += try content(until: "<", isAttribute: false)
        }
      }
      try expect("</\(node.name)>")
      return node
    }

    mutating func content(until end: Unicode.Scalar, isAttribute: Bool) throws -> String {
      var text = String.UnicodeScalarView()
      while let scalar = rest.first, scalar != end {
        switch scalar {
        case "<", ">": throw fault("a bare '\(scalar)'")
        case "&": text.append(try reference())
        case "\n", "\t":
          if isAttribute { throw fault("a line's end in an attribute") }
          text.append(rest.removeFirst())
        default:
          if !Self.isLegal(scalar) || scalar == "\r" { throw fault("an illegal character \(scalar.value)") }
          text.append(rest.removeFirst())
        }
      }
      return String(text)
    }

    mutating func reference() throws -> Unicode.Scalar {
      let name = String(rest.prefix { $0 != ";" }.dropFirst())
      rest = rest.dropFirst(name.unicodeScalars.count + 2)
      let named: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
      let number = name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap { Unicode.Scalar($0) } : nil
      guard let scalar = named[name] ?? number, Self.isLegal(scalar) else { throw fault("an odd reference '\(name)'") }
      return scalar
    }

    static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
      default: false
      }
    }
  }
}
