/// A source file as the rules read it: where it is, its lines, and its tokens.
struct SourceFile: Sendable {
  /// Relative to the package's root, with slashes: `Sources/Screen/Canvas.swift`.
  let path: String
  let lines: [Substring]
  let code: LexedSource

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code = path.hasSuffix(".swift") ? SwiftLexer.read(text) : LexedSource()
  }

  /// The folder below `Sources` or `Tests`, which bears the target's name.
  var module: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  /// The file's name without folders and without what follows the first `.`.
  var name: String {
    let last = path.split(separator: "/").last ?? ""
    return String(last.split(separator: ".").first ?? "")
  }

  var isSwift: Bool { path.hasSuffix(".swift") }
  var isTest: Bool { path.hasPrefix("Tests/") }

  func violation(_ line: Int, _ message: String) -> Violation {
    Violation(path: path, line: line, message: message)
  }
}
