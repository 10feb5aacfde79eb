/// A file of metadata that is one JSON object.
struct MetadataObject {
  private let members: [String: JSONValue]
  private let member: String

  /// - Parameter member: The file's path in its archive, for errors.
  init(_ bytes: [UInt8], member: String) throws(ArtifactError) {
    let value: JSONValue
    do {
      value = try JSONValueReader.value(of: bytes)
    } catch {
      throw .malformedJSON(member: member, error)
    }
    guard let members = value.object else { throw .malformedJSON(member: member, .unexpectedByte(offset: 0)) }
    self.members = members
    self.member = member
  }

  /// The value of a field; nil when it is not there, or null.
  subscript(name: String) -> JSONValue? {
    let value = members[name]
    return value == .null ? nil : value
  }

  /// - Throws: ``ArtifactError/missingField(_:member:)`` when there is no string that is not empty.
  func requiredString(_ name: String) throws(ArtifactError) -> String {
    guard let text = members[name]?.string, !text.isEmpty else { throw .missingField(name, member: member) }
    return text
  }

  /// One string or several, whichever is written; other values give none.
  func strings(_ name: String) -> [String] {
    self[name]?.strings ?? self[name]?.string.map { [$0] } ?? []
  }
}
