import Testing

/// One place where a source file breaks a house rule.
struct Violation: Hashable, CustomStringConvertible {
  let path: String
  /// From one.
  let line: Int
  let message: String

  var description: String { "\(path):\(line): \(message)" }
}

/// Records an issue for every violation.
func expectNone(_ violations: [Violation], sourceLocation: SourceLocation = #_sourceLocation) {
  for violation in violations { Issue.record("\(violation)", sourceLocation: sourceLocation) }
}
