/// What activating an environment changes of the variables that its commands see.
///
/// It is found by comparing the variables before and after, and kept in a file, so that an activation runs once and not
/// before each command.
package struct VariableChanges: Hashable, Sendable {
  /// Variables with their new values; of `PATH` only where what was there before is gone from its end.
  package private(set) var assigned: [String: String]
  package private(set) var removed: Set<String>
  /// What was put before the folders of `PATH`, without the colon; empty for nothing.
  package private(set) var pathPrefix: String

  /// What a shell keeps for itself.
  private static let ofShells: Set = ["_", "SHLVL", "PWD", "OLDPWD"]

  package init(assigned: [String: String] = [:], removed: Set<String> = [], pathPrefix: String = "") {
    self.assigned = assigned
    self.removed = removed
    self.pathPrefix = pathPrefix
  }

  /// The difference of two sets of variables.
  package init(from before: [String: String], to after: [String: String]) {
    let known = { (name: String) in !Self.ofShells.contains(name) }
    assigned = after.filter { known($0.key) && before[$0.key] != $0.value }
    removed = Set(before.keys.filter { known($0) && after[$0] == nil })
    pathPrefix = ""
    if let old = before["PATH"], !old.isEmpty, let new = assigned["PATH"], new.hasSuffix(":\(old)") {
      // Characters may be made of several bytes, and only bytes were compared.
      pathPrefix = String(decoding: new.utf8.dropLast(old.utf8.count + 1), as: UTF8.self)
      assigned["PATH"] = nil
    }
  }

  /// The variables with the changes made.
  ///
  /// - Parameter names: Those that stay as they are; of `PATH` what comes first changes all the same.
  package func applied(to variables: [String: String], keeping names: Set<String> = []) -> [String: String] {
    var result = variables
    for name in removed where !names.contains(name) { result[name] = nil }
    for (name, value) in assigned where !names.contains(name) { result[name] = value }
    if !pathPrefix.isEmpty {
      result["PATH"] = result["PATH"].map { $0.isEmpty ? pathPrefix : "\(pathPrefix):\($0)" } ?? pathPrefix
    }
    return result
  }
}

extension VariableChanges {
  /// The changes as a file has them: records that end in NUL, `+NAME=VALUE`, `-NAME` and `<FOLDERS`, in the order of their
  /// bytes.
  package var bytes: [UInt8] {
    var records = assigned.map { "+\($0)=\($1)" } + removed.map { "-\($0)" }
    if !pathPrefix.isEmpty { records.append("<\(pathPrefix)") }
    return records.sorted().flatMap { Array($0.utf8) + [0] }
  }

  /// Reads what ``bytes`` gave; `nil` for anything else.
  package init?(bytes: [UInt8]) {
    self.init()
    if let last = bytes.last, last != 0 { return nil }
    for record in bytes.split(separator: 0) {
      let text = String(decoding: record.dropFirst(), as: UTF8.self)
      switch record.first {
      case UInt8(ascii: "+"):
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
        assigned[String(text[..<equals])] = String(text[text.index(after: equals)...])
      case UInt8(ascii: "-"): removed.insert(text)
      case UInt8(ascii: "<"): pathPrefix = text
      default: return nil
      }
    }
  }

  /// The variables that `env -0` prints; records without a name are passed over.
  package static func variables(listed bytes: [UInt8]) -> [String: String] {
    var variables: [String: String] = [:]
    for record in bytes.split(separator: 0) {
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")), equals != record.startIndex else { continue }
      variables[String(decoding: record[..<equals], as: UTF8.self)] =
        String(decoding: record[(equals + 1)...], as: UTF8.self)
    }
    return variables
  }
}
