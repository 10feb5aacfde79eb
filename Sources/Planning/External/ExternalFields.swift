import Artifacts

/// The members of an object in an answer, with the type that each has to have.
struct ExternalFields {
  private let value: JSONValue
  /// What the object is, in words.
  let place: String

  init(_ value: JSONValue, in place: String) {
    self.value = value
    self.place = place
  }

  private func fault(_ name: String, _ type: String) -> ExternalKindFault {
    ExternalKindFault("has no \(type) for '\(name)' in \(place)")
  }

  func integer(_ name: String) throws(ExternalKindFault) -> Int {
    guard let number = value[name]?.integer else { throw fault(name, "whole number") }
    return number
  }

  func text(_ name: String) throws(ExternalKindFault) -> String {
    guard let text = value[name]?.string, !text.isEmpty else { throw fault(name, "text") }
    return text
  }

  /// A text, or nothing where there is no such member.
  func optionalText(_ name: String) throws(ExternalKindFault) -> String {
    guard let member = value[name], member != .null else { return "" }
    guard let text = member.string else { throw fault(name, "text") }
    return text
  }

  /// A reason for people.
  func sentence(_ member: JSONValue, _ name: String) throws(ExternalKindFault) -> String {
    guard let text = member.string, !text.isEmpty else { throw fault(name, "sentence") }
    return text
  }

  func flag(_ name: String) throws(ExternalKindFault) -> Bool {
    guard case .boolean(let flag) = value[name] else { throw fault(name, "'true' or 'false'") }
    return flag
  }

  /// `false` where there is no such member.
  func optionalFlag(_ name: String) throws(ExternalKindFault) -> Bool { value[name] == nil ? false : try flag(name) }

  /// None where there is no such member.
  func array(_ name: String) throws(ExternalKindFault) -> [JSONValue] {
    guard let member = value[name] else { return [] }
    guard let array = member.array else { throw fault(name, "list") }
    return array
  }

  /// None where there is no such member.
  func texts(_ name: String) throws(ExternalKindFault) -> [String] {
    guard let member = value[name] else { return [] }
    guard let texts = member.strings else { throw fault(name, "list of texts") }
    return texts
  }

  /// None where there is no such member.
  func dictionary(_ name: String) throws(ExternalKindFault) -> [String: String] {
    guard let member = value[name] else { return [:] }
    guard let members = member.object else { throw fault(name, "object of texts") }
    let texts = members.compactMapValues(\.string)
    guard texts.count == members.count else { throw fault(name, "object of texts") }
    return texts
  }

  /// The names of all members.
  var names: Set<String> { Set((value.object ?? [:]).keys) }
}
