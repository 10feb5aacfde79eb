/// A regular expression of somebody's own for lines that say why a command failed.
///
/// Groups named `message`, `file`, `line` and `column` say what of the line is what.
package struct ErrorPattern {
  /// A longer line is looked at so far only.
  private static let columnLimit = 2000

  private let expression: Regex<AnyRegexOutput>

  /// `nil` for a text that is no regular expression.
  package init?(_ text: String) {
    guard let expression = try? Regex(text) else { return nil }  // whoever reads the key says what is wrong with it
    self.expression = expression
  }

  /// What a line says; `nil` when it does not match.
  func finding(in line: String) -> (text: String, place: ErrorPlace?)? {
    let line = String(line.prefix(Self.columnLimit))
    guard let match = try? expression.firstMatch(in: line) else { return nil }  // a match that fails is none
    func group(_ name: String) -> String? { match.output[name]?.substring.map(String.init) }
    let place = group("file").map {
      ErrorPlace(file: $0, line: group("line").flatMap { Int($0) }, column: group("column").flatMap { Int($0) })
    }
    return (group("message") ?? line, place)
  }
}
