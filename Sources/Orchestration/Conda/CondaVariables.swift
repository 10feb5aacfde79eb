import Artifacts
import Host

/// The variables that conda keeps for an environment, which every activation sets: those of `conda-meta/state`, and those
/// that packages bring in `etc/conda/env_vars.d/*.json`.
struct CondaVariables {
  let files: any FileHost

  /// A script of bash that sets and exports them.
  ///
  /// - Throws: Of a file that is no JSON object of texts, which conda would not activate either.
  func script(of prefix: String) throws(FileError) -> String {
    var lines = ""
    let folder = "\(prefix)/etc/conda/env_vars.d"
    for name in (try? files.list(folder)) ?? [] where name.hasSuffix(".json") {  // most packages bring none
      lines += Self.lines(try object("\(folder)/\(name)"))
    }
    let state = "\(prefix)/conda-meta/state"
    if files.exists(state) { lines += Self.lines(try object(state)["env_vars"]?.object ?? [:]) }
    return lines
  }

  private func object(_ path: String) throws(FileError) -> [String: JSONValue] {
    let bytes = try files.read(path)
    do throws(JSONSyntaxError) {
      if let object = try JSONValueReader.value(of: bytes).object { return object }
    } catch {
      throw FileError(operation: "read", path: path, code: 0, reason: "it is no JSON")
    }
    throw FileError(operation: "read", path: path, code: 0, reason: "it is no JSON object")
  }

  /// One variable a line, by name; what is `***unset***` to conda is removed.
  private static func lines(_ variables: [String: JSONValue]) -> String {
    variables.sorted { $0.key < $1.key }.compactMap { name, value in
      guard let text = value.string, isName(name) else { return nil }
      if text == "***unset***" { return "unset \(name)\n" }
      return
        "export \(name)='\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#))'\n"
    }.joined()
  }

  /// Whether a shell can set it.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_")
    }
  }
}
