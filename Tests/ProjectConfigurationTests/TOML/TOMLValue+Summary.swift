import ProjectConfiguration

extension TOMLTable {
  /// Keys and values in order, on one line: `{a: 1, b: {c: "x"}}`.
  var summary: String {
    "{" + entries.map { "\($0.key): \($0.value.summary)" }.joined(separator: ", ") + "}"
  }
}

extension TOMLValue {
  var summary: String {
    switch content {
    case .string(let text): text.debugDescription
    case .integer(let number): "\(number)"
    case .float(let number): "float \(number)"
    case .boolean(let flag): "\(flag)"
    case .offsetDateTime(let text): "offset \(text)"
    case .localDateTime(let text): "local \(text)"
    case .localDate(let text): "date \(text)"
    case .localTime(let text): "time \(text)"
    case .array(let values): "[" + values.map(\.summary).joined(separator: ", ") + "]"
    case .table(let table): table.summary
    }
  }
}
