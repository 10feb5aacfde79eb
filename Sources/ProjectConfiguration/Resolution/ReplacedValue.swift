/// A value of TOML after its replacements, before it is taken for its key's type.
enum ReplacedValue: Sendable {
  case string(String)
  case integer(Int)
  case float(Double)
  case boolean(Bool)
  /// A date or time, which no key is.
  case date(String)
  case array([ReplacedValue])
  case table([ReplacedEntry])

  /// A value as it is written.
  init(_ value: TOMLValue) {
    self =
      switch value.content {
      case .string(let text): .string(text)
      case .integer(let number): .integer(Int(number))
      case .float(let number): .float(number)
      case .boolean(let flag): .boolean(flag)
      case .offsetDateTime(let text), .localDateTime(let text), .localDate(let text), .localTime(let text): .date(text)
      case .array(let items): .array(items.map { ReplacedValue($0) })
      case .table(let table): .table(table.entries.map { ReplacedEntry(key: $0.key, value: ReplacedValue($0.value)) })
      }
  }

  /// The value as messages show it: text may be secret, so of it only the type.
  var described: String {
    switch self {
    case .string: "value of type 'str'"
    case .integer(let number): String(number)
    case .float(let number): String(number)
    case .boolean(let flag): flag ? "True" : "False"
    case .date: "value of type 'date'"
    case .array: "value of type 'list'"
    case .table: "value of type 'dict'"
    }
  }

  /// The name of the value's type.
  var typeName: String {
    switch self {
    case .string: "str"
    case .integer: "int"
    case .float: "float"
    case .boolean: "bool"
    case .date: "date"
    case .array: "list"
    case .table: "dict"
    }
  }
}

/// A key of a table of TOML with its value.
struct ReplacedEntry: Sendable {
  var key: String
  var value: ReplacedValue
}
