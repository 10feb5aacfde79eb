/// Reads XML 1.0 (<https://www.w3.org/TR/xml/>) piece by piece, as far as reports of tests need it.
///
/// Tags have to be nested as they should. Declarations of types are passed over, so that no entity but the five of XML
/// is replaced, and nothing outside the text is ever read. Bytes that are no UTF-8 are repaired.
struct XMLReader {
  /// Deeper than any report.
  private static let deepest = 1000

  private let bytes: [UInt8]
  private var index = 0
  /// The elements that are open, the outermost first.
  private var open: [String] = []
  /// The end of an empty element, which follows its beginning.
  private var pendingEnd: String?
  private var hasRoot = false

  /// - Parameter bytes: A document in UTF-8, US-ASCII or ISO-8859-1.
  init(_ bytes: [UInt8]) throws(XMLFault) {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw XMLFault(line: 1, reason: "it is written in UTF-16, which is not read")
    }
    self.bytes = Self.isLatin(bytes) ? Self.fromLatin(bytes) : bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// The next piece; `nil` at the end.
  ///
  /// - Complexity: O(*n*) in its length.
  mutating func next() throws(XMLFault) -> XMLPiece? {
    if let name = pendingEnd {
      pendingEnd = nil
      return close(name)
    }
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "<") {
        let text = try text()
        if !open.isEmpty { return .text(text) }
        if text.contains(where: { !$0.isWhitespace }) { throw fault("there is text outside of all elements") }
      } else if has("<!--") {
        try skip(behind: "-->", what: "comment")
      } else if has("<![CDATA[") {
        return .text(try cdata())
      } else if has("<?") {
        try skip(behind: "?>", what: "instruction")
      } else if has("<!") {
        try skipDeclaration()
      } else if has("</") {
        return try endTag()
      } else {
        return try startTag()
      }
    }
    if let name = open.last { throw fault("the document ends within <\(name)>") }
    if !hasRoot { throw fault("there is no element") }
    return nil
  }

  // MARK: Tags

  private mutating func startTag() throws(XMLFault) -> XMLPiece {
    if open.isEmpty, hasRoot { throw fault("there is a second root element") }
    if open.count == Self.deepest { throw fault("elements are nested more than \(Self.deepest) deep") }
    index += 1
    let name = try self.name("of an element")
    var attributes: [String: String] = [:]
    while true {
      skipBlanks()
      guard index < bytes.count else { throw fault("the tag <\(name)> has no end") }
      switch bytes[index] {
      case UInt8(ascii: ">"):
        index += 1
        hasRoot = true
        open.append(name)
        return .start(name: name, attributes: attributes)
      case UInt8(ascii: "/"):
        guard has("/>") else { throw fault("a '/' within <\(name)>") }
        index += 2
        (hasRoot, pendingEnd) = (true, name)
        open.append(name)
        return .start(name: name, attributes: attributes)
      default:
        let (key, value) = try attribute()
        attributes[key] = value
      }
    }
  }

  private mutating func attribute() throws(XMLFault) -> (key: String, value: String) {
    let key = try name("of an attribute")
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      throw fault("the attribute '\(key)' has no value")
    }
    index += 1
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") else {
      throw fault("the value of '\(key)' has no quotes")
    }
    let quote = bytes[index]
    let start = index + 1
    guard let end = bytes[start...].firstIndex(of: quote) else { throw fault("the value of '\(key)' has no end") }
    index = end + 1
    return (key, XMLText.decoded(bytes[start..<end], isAttribute: true))
  }

  private mutating func endTag() throws(XMLFault) -> XMLPiece {
    index += 2
    let name = try self.name("of an element")
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: ">") else { throw fault("the tag </\(name)> has no end") }
    index += 1
    guard open.last == name else {
      throw fault("</\(name)> closes \(open.last.map { "<\($0)>" } ?? "nothing")")
    }
    return close(name)
  }

  private mutating func close(_ name: String) -> XMLPiece {
    open.removeLast()
    return .end(name: name)
  }

  private mutating func name(_ place: String) throws(XMLFault) -> String {
    let start = index
    while index < bytes.count, Self.isOfName(bytes[index]) { index += 1 }
    if start == index { throw fault("the name \(place) is missing") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  // MARK: Text

  private mutating func text() throws(XMLFault) -> String {
    let start = index
    index = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    return XMLText.decoded(bytes[start..<index], isAttribute: false)
  }

  private mutating func cdata() throws(XMLFault) -> String {
    if open.isEmpty { throw fault("there is text outside of all elements") }
    let start = index + 9
    try skip(behind: "]]>", what: "CDATA section")
    return String(decoding: bytes[start..<index - 3], as: UTF8.self)
  }

  // MARK: What is passed over

  private func has(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  private mutating func skip(behind end: StaticString, what: String) throws(XMLFault) {
    let start = index
    while index < bytes.count {
      if has(end) {
        index += end.utf8CodeUnitCount
        return
      }
      index += 1
    }
    index = start
    throw fault("the \(what) has no end")
  }

  /// `<!DOCTYPE name [ … ]>`.
  private mutating func skipDeclaration() throws(XMLFault) {
    let start = index
    var (depth, quote) = (0, UInt8(0))
    while index < bytes.count {
      if quote == 0, has("<!--") {
        try skip(behind: "-->", what: "comment")
        continue
      }
      let byte = bytes[index]
      index += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "["), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">"):
        depth -= 1
        if depth == 0 { return }
      default: break
      }
    }
    index = start
    throw fault("the declaration has no end")
  }

  private func fault(_ reason: String) -> XMLFault {
    XMLFault(line: 1 + bytes[..<min(index, bytes.count)].count { $0 == 0x0A }, reason: reason)
  }

  // MARK: Encodings

  /// Whether the declaration names an encoding whose characters are single bytes.
  private static func isLatin(_ bytes: [UInt8]) -> Bool {
    let declaration = String(decoding: bytes.prefix(200), as: UTF8.self).lowercased()
    guard declaration.hasPrefix("<?xml"), let end = declaration.firstRange(of: "?>") else { return false }
    return ["iso-8859-1", "latin-1", "latin1", "windows-1252"].contains { declaration[..<end.lowerBound].contains($0) }
  }

  private static func fromLatin(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
  }
}
