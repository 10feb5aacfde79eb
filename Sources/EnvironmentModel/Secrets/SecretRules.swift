/// Which variables hold secrets, by their names, and which texts are secret whatever holds them.
package struct SecretRules: Hashable, Sendable {
  /// One pattern of names, and whether those that match it are secret.
  private struct NameRule: Hashable, Sendable {
    var pattern: WildcardPattern
    var isSecret: Bool

    /// - Parameter text: A pattern in capitals; a `!` in front makes it an exception.
    init(_ text: some StringProtocol) {
      isSecret = !text.hasPrefix("!")
      pattern = WildcardPattern(String(isSecret ? text[...] : text.dropFirst()).uppercased())
    }
  }

  /// What is told in place of a secret.
  package static let mark = "***"

  /// The patterns that count before a project says anything; later ones count before earlier ones.
  package static let defaultNames = [
    "*TOKEN*", "*SECRET*", "*PASSWORD*", "*PASSWD*", "*PASSPHRASE*", "*_PASS", "*_PSW", "*_PAT", "*CREDENTIAL*",
    "*API_KEY*", "*APIKEY*", "*ACCESS_KEY*", "*PRIVATE_KEY*", "*SIGNING_KEY*", "*ENCRYPTION_KEY*",
    "*SERVICE_KEY*", "*DEPLOY_KEY*", "*AUTH_KEY*", "*SSH_KEY", "*MASTER_KEY*", "*LICENSE_KEY*", "*LICENCE_KEY*",
    "!*_FILE", "!*_PATH", "!*_DIR", "!*_URL", "!TOKENIZERS_*", "!GOOGLE_APPLICATION_CREDENTIALS",
  ]

  /// The value of a variable is looked for only from so many bytes on: shorter ones occur by chance.
  private static let shortestValue = 6
  /// Texts that somebody names are looked for from so many bytes on.
  package static let shortestText = 3

  private let rules: [NameRule]
  /// Whether somebody said what is secret, beyond the usual names.
  package let isExtended: Bool
  /// Texts that are secret in any case.
  package let texts: [String]

  /// - Parameters:
  ///   - names: Patterns of names besides the usual ones, in whatever case; one with a `!` in front is an exception, and
  ///     the last that matches counts.
  ///   - texts: What is secret whatever holds it.
  package init(names: [String] = [], texts: [String] = []) {
    rules = (Self.defaultNames + names).map { NameRule($0) }
    isExtended = !names.isEmpty || !texts.isEmpty
    self.texts = texts
  }

  /// Whether a variable of this name holds a secret.
  package func isSecret(_ name: String) -> Bool {
    let name = name.uppercased()
    return rules.last { $0.pattern.matches(name) }?.isSecret ?? false
  }

  /// The texts to look for: those named, the lines of variables that hold secrets, and passwords in addresses.
  package func secrets(in variables: some Sequence<(name: String, value: String)>) -> Set<String> {
    var secrets = Set(texts.flatMap { Self.lines(of: $0, from: Self.shortestText) })
    var known: [String: Bool] = [:]
    for (name, value) in variables where value.utf8.count >= Self.shortestValue {
      let isSecret = known[name] ?? isSecret(name)
      known[name] = isSecret
      if isSecret {
        secrets.formUnion(Self.lines(of: value, from: Self.shortestValue))
      } else if let password = Self.password(in: value) {
        secrets.insert(password)
      }
    }
    return secrets
  }

  /// Lines, each a secret by itself: on their way through a terminal the ends of lines change.
  private static func lines(of text: String, from byteCount: Int) -> [String] {
    text.split(whereSeparator: \.isNewline).map { String(trimmed($0)) }.filter { $0.utf8.count >= byteCount }
  }

  /// What stands between the user and the host of `https://user:password@host/`, unless it is the user's name.
  private static func password(in text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "@")), let scheme = text.firstRange(of: "://") else { return nil }
    let authority = text[scheme.upperBound...].prefix { !"/?# \n".contains($0) }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { return nil }
    let password = authority[authority.index(after: colon)..<at]
    let user = authority[..<colon]
    return password.utf8.count >= shortestValue && password != user ? String(password) : nil
  }
}
