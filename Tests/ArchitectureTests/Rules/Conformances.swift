/// Which protocols the types of a package name, and what those protocols ask for: enough to tell that a member
/// takes its documentation from a protocol.
struct Conformances: Sendable {
  /// For each type the names in its inheritance clauses, those of its extensions included.
  private var protocols: [String: Set<String>] = [:]
  /// For each protocol the names of its members; an initializer is called `init`.
  private var requirements: [String: Set<String>] = [
    "Equatable": ["="], "Comparable": ["<"], "Hashable": ["hash"], "CustomStringConvertible": ["description"],
    "CustomDebugStringConvertible": ["debugDescription"], "RawRepresentable": ["init", "rawValue"],
    "Encodable": ["encode"], "Decodable": ["init"], "Codable": ["encode", "init"], "Sequence": ["makeIterator"],
    "IteratorProtocol": ["next"], "ExpressibleByStringLiteral": ["init"], "ExpressibleByArrayLiteral": ["init"],
    "ExpressibleByIntegerLiteral": ["init"], "TaskExecutor": ["enqueue"], "SerialExecutor": ["enqueue"],
    "ParsableCommand": ["run", "validate", "configuration"],
    "AsyncParsableCommand": ["run", "validate", "configuration"],
  ]

  init(_ files: [SourceFile]) {
    for file in files where file.isSwift {
      let declarations = file.code.declarations
      for declaration in declarations where declaration.isTypeOrExtension {
        protocols[declaration.name, default: []].formUnion(inherited(by: declaration, in: file))
        guard declaration.kind == .protocolType, let body = declaration.body else { continue }
        let members = declarations.filter { body.contains($0.position) }.map { memberName($0, in: file) }
        requirements[declaration.name, default: []].formUnion(members)
      }
    }
  }

  /// Whether a protocol that the type names asks for a member of this name.
  func require(_ member: String, of type: String) -> Bool {
    protocols[type, default: []].contains { requirements[$0, default: []].contains(member) }
  }
}

/// The declaration's name; its keyword where it has none of its own.
func memberName(_ declaration: Declaration, in file: SourceFile) -> String {
  declaration.name.isEmpty ? file.code.tokens[declaration.position].text : declaration.name
}

/// The words between a type's name and its body: what it inherits, and the names in its constraints.
private func inherited(by declaration: Declaration, in file: SourceFile) -> [String] {
  guard let body = declaration.body else { return [] }
  return file.code.tokens[declaration.position + 2..<max(body.lowerBound, declaration.position + 2)].map(\.text)
}
