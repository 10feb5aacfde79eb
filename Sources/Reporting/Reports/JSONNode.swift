/// A JSON value that is written for people and programs (RFC 8259): keys in their order, two blanks a level.
package enum JSONNode: Equatable, Sendable {
  case text(String)
  /// Digits as JSON writes them.
  case number(String)
  case boolean(Bool)
  case null
  case list([JSONNode])
  case object([Member])

  /// A key of an object and what stands there.
  package struct Member: Equatable, Sendable {
    package var key: String
    package var value: JSONNode

    package init(key: String, value: JSONNode) {
      self.key = key
      self.value = value
    }
  }

  /// An object of keys and values as they are written out.
  static func fields(_ pairs: KeyValuePairs<String, JSONNode>) -> JSONNode {
    .object(pairs.map { Member(key: $0.key, value: $0.value) })
  }

  /// A whole number; `null` for none.
  static func number(_ value: (some BinaryInteger)?) -> JSONNode { value.map { .number(String($0)) } ?? .null }

  /// A text; `null` for none.
  static func optional(_ text: String?) -> JSONNode { text.map { .text($0) } ?? .null }

  /// The value as text, without a line feed at its end.
  ///
  /// - Parameter indentation: The blanks in front of the line in which it begins.
  /// - Complexity: O(*n*) in the length of the text.
  package func text(indentation: String = "") -> String {
    let inner = indentation + "  "
    switch self {
    case .text(let text): return Self.quoted(text)
    case .number(let digits): return digits
    case .boolean(let value): return value ? "true" : "false"
    case .null: return "null"
    case .list(let items):
      if items.isEmpty { return "[]" }
      return "[\n" + items.map { inner + $0.text(indentation: inner) }.joined(separator: ",\n") + "\n\(indentation)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { "\(inner)\(Self.quoted($0.key)): \($0.value.text(indentation: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    }
  }

  /// A text as JSON has it, with its quotes; what a reader of YAML or a terminal would not take is escaped too.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
