import EnvironmentModel

/// A line of `deps`: a requirement, or an option of pip with its value.
package enum RequirementLine {
  /// The words of a command line for it: `-rfile` and `-r file` are `-r`, `file`.
  package static func arguments(_ line: String) -> [String] {
    if let (option, value) = option(line) { return [option, value] }
    if line.hasPrefix("-") { return line.split(separator: " ").map(String.init) }
    return [line]
  }

  /// The absolute path of the requirements or constraints file it names, if it does.
  package static func file(in line: String, from root: String) -> String? {
    guard let (option, value) = option(line), option == "-r" || option == "-c" else { return nil }
    return absolutePath(value, from: root)
  }

  /// The same, and whether the file limits versions alone.
  package static func include(in line: String, from root: String) -> RequirementFile.Include? {
    guard let (option, value) = option(line), option == "-r" || option == "-c" else { return nil }
    return RequirementFile.Include(absolutePath(value, from: root), isConstraint: option == "-c")
  }

  /// The normalized name of what it asks for; `nil` for options, paths and addresses.
  package static func name(_ line: String) -> String? {
    let name = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    guard let first = name.first, first.isLetter || first.isNumber, !line.contains("://") || line.contains("@") else {
      return nil
    }
    return name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
  }

  /// Whether it is an option for all that is installed, and asks for nothing itself.
  package static func isOption(_ line: String) -> Bool {
    line.hasPrefix("-") && option(line)?.0 != "-e"
  }

  /// The requirement as a constraint, extras taken off; `nil` for options, paths and addresses.
  package static func constraint(_ line: String) -> String? {
    guard let first = line.first, first.isLetter || first.isNumber, !line.contains("@"), !line.contains("/") else {
      return nil
    }
    guard let open = line.firstIndex(of: "["), let close = line.firstIndex(of: "]"), open < close else { return line }
    return String(line[..<open] + line[line.index(after: close)...])
  }

  /// The part before a `#` that follows a blank.
  static func withoutComment(_ text: Substring) -> Substring {
    let mark = text.indices.first { index in
      text[index] == "#" && (index == text.startIndex || text[text.index(before: index)].isWhitespace)
    }
    return mark.map { text[..<$0] } ?? text
  }

  private static func option(_ line: String) -> (String, String)? {
    let long = ["--requirement": "-r", "--constraint": "-c", "--editable": "-e"]
    for (name, short) in long where line.hasPrefix(name) {
      return (short, value(line.dropFirst(name.count)))
    }
    for short in ["-r", "-c", "-e"] where line.hasPrefix(short) { return (short, value(line.dropFirst(2))) }
    return nil
  }

  private static func value(_ rest: Substring) -> String {
    let text = trimmed(withoutComment(rest))
    return String(text.hasPrefix("=") ? trimmed(text.dropFirst()) : text)
  }
}
