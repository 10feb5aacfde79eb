/// A JSON value as a tree (RFC 8259).
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// A number as it is written, since its range and precision are the reader's business.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Of members with the same name the last one counts.
  case object([String: JSONValue])

  /// The member of an object; nil when there is none or this is no object.
  package subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The text of a string; nil for other values.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number that is written without fraction and exponent and fits; nil for other values.
  package var integer: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  /// The elements of an array; nil for other values.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object, in no order; nil for other values.
  package var object: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The strings of an array of nothing but strings; nil for other values.
  package var strings: [String]? {
    guard let array else { return nil }
    let strings = array.compactMap(\.string)
    return strings.count == array.count ? strings : nil
  }
}
