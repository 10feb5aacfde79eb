/// Why bytes are no JSON; offsets count bytes from the start.
package enum JSONSyntaxError: Error, Hashable, Sendable {
  /// A byte that cannot stand where it stands.
  case unexpectedByte(offset: Int)
  case unexpectedEnd
  /// Text that is not UTF-8.
  case invalidText(offset: Int)
  /// Arrays and objects within each other, more than ``JSONValueReader/depthLimit`` of them.
  case tooDeep(offset: Int)

  /// What is wrong and where, for a person.
  package var message: String {
    switch self {
    case .unexpectedByte(let offset): "unexpected byte at \(offset)"
    case .unexpectedEnd: "unexpected end"
    case .invalidText(let offset): "text at byte \(offset) is not UTF-8"
    case .tooDeep(let offset): "nested too deeply at byte \(offset)"
    }
  }
}
