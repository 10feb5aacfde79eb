/// The `platform` key: a regular expression that the platform's name must match from its start.
enum PlatformPattern {
  /// A pattern that is no regular expression matches nothing.
  static func matches(_ pattern: String, _ platform: String) -> Bool {
    guard let expression = try? Regex(pattern) else { return false }  // then nothing can match it
    return (try? expression.prefixMatch(in: platform)) != nil  // a failing match is no match
  }
}
