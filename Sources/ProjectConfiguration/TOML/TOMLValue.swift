package import SourceText

/// A value of a TOML document and the place it is written at.
package struct TOMLValue: Sendable {
  /// What a value is; dates and times keep the text of the document, checked against the calendar.
  package enum Content: Sendable {
    case string(String)
    case integer(Int64)
    case float(Double)
    case boolean(Bool)
    case offsetDateTime(String)
    case localDateTime(String)
    case localDate(String)
    case localTime(String)
    case array([TOMLValue])
    case table(TOMLTable)
  }

  /// The value without its place.
  package let content: Content
  /// The bytes of the value; for a table or an array of tables made by headers or dotted keys, where it first appears.
  package let span: SourceSpan

  init(_ content: Content, at span: SourceSpan) {
    self.content = content
    self.span = span
  }
}

extension TOMLValue {
  /// What the value is, with its article, for messages: `a string`, `an array`.
  package var kind: String {
    switch content {
    case .string: "a string"
    case .integer: "an integer"
    case .float: "a float"
    case .boolean: "a boolean"
    case .offsetDateTime, .localDateTime: "a date and time"
    case .localDate: "a date"
    case .localTime: "a time"
    case .array: "an array"
    case .table: "a table"
    }
  }
}
