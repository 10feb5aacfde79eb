/// The `platform` key: a regular expression that the platform's name must match from its start.
enum PlatformPattern {
  /// Whether the platform matches; `nil` when the pattern is no regular expression.
  static func matches(_ pattern: String, _ platform: String) -> Bool? {
    guard let expression = try? Regex(pattern) else { return nil }  // the caller says what is wrong with it
    return (try? expression.prefixMatch(in: platform)) != nil  // a failing match is no match
  }
}
