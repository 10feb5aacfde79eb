import EnvironmentModel

/// One test of `debian/tests/control`.
struct DebianTest: Hashable, Sendable {
  var name: String
  /// A command of a shell, to be run in the root of the sources.
  var command: String
  var restrictions: [String]
  /// The packages that it needs beside those of the sources: of alternatives the first one, without versions.
  var packages: [String]
  /// Whether it needs the sources as a build leaves them.
  var needsBuiltTree: Bool

  /// The tests in the order of the file; paragraphs that name neither tests nor a command have none.
  static func read(_ text: String) -> [DebianTest] {
    var number = 0
    return paragraphs(of: text).flatMap { fields -> [DebianTest] in
      let restrictions = words(fields["restrictions"] ?? "")
      let dependencies = (fields["depends"] ?? "@").split(separator: ",").map { trimmed($0) }
      let base = DebianTest(
        name: "", command: "", restrictions: restrictions, packages: dependencies.compactMap(package),
        needsBuiltTree: restrictions.contains("build-needed") || dependencies.contains { $0.hasPrefix("@builddeps@") })
      if let command = fields["test-command"] {
        number += 1
        var test = base
        let feature = words(fields["features"] ?? "").first { $0.hasPrefix("test-name=") }
        test.name = feature.map { String($0.dropFirst("test-name=".count)) } ?? "command\(number)"
        test.command = command
        return [test]
      }
      let folder = trimmed(Substring(fields["tests-directory"] ?? "debian/tests"))
      return words(fields["tests"] ?? "").map { name in
        var test = base
        test.name = name
        // Scripts need not be executable in a tree of sources; then their first line says what runs them.
        let path = CommandLine.quoted("\(folder)/\(name)")
        test.command =
          "if [ -x \(path) ]; then exec ./\(path); fi; interpreter=$(sed -n '1s/^#! *//p' \(path)); "
          + "exec ${interpreter:-/bin/sh} \(path)"
        return test
      }
    }
  }

  /// Words between blanks and commas.
  private static func words(_ text: String) -> [String] {
    text.split { $0 == "," || $0.isWhitespace }.map(String.init)
  }

  /// The name of a package among `Depends`; `nil` for the sources' own and for what nobody can name.
  private static func package(_ text: some StringProtocol) -> String? {
    let first = text.split(separator: "|").first ?? ""
    let name = String(first).drop(while: \.isWhitespace).prefix { !" ([<:".contains($0) }
    return name.isEmpty || name.hasPrefix("@") ? nil : String(name)
  }

  /// Fields by their names in small letters; lines that begin with a blank go on the field before.
  private static func paragraphs(of text: String) -> [[String: String]] {
    var all: [[String: String]] = []
    var fields: [String: String] = [:]
    var name: String?
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.hasPrefix("#") { continue }
      if line.allSatisfy(\.isWhitespace) {
        if !fields.isEmpty { all.append(fields) }
        (fields, name) = ([:], nil)
      } else if line.first?.isWhitespace == true {
        if let name { fields[name, default: ""] += "\n" + trimmed(line) }
      } else if let colon = line.firstIndex(of: ":") {
        name = line[..<colon].lowercased()
        fields[name ?? ""] = String(trimmed(line[line.index(after: colon)...]))
      }
    }
    return fields.isEmpty ? all : all + [fields]
  }
}
