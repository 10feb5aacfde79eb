import EnvironmentModel
import Testing

@Suite struct SecretRulesTests {
  @Test(arguments: [
    ("GITHUB_TOKEN", true), ("npm_config__authToken", true), ("TWINE_PASSWORD", true), ("DB_PASS", true),
    ("AWS_SECRET_ACCESS_KEY", true), ("OPENAI_API_KEY", true), ("PATH", false), ("SSH_ASKPASS", false),
    ("AWS_WEB_IDENTITY_TOKEN_FILE", false), ("PASSWORD_STORE_DIR", false), ("TOKENIZERS_PARALLELISM", false),
    ("MY_LICENCE", true), ("BUILD_TOKEN_NUMBER", false),
  ])
  func `names tell secrets`(name: String, isSecret: Bool) {
    let rules = SecretRules(names: ["*licence*", "!build_token_*"])
    #expect(rules.isSecret(name) == isSecret)
  }

  @Test(arguments: [
    ("TOKEN", "abcdef1", ["abcdef1"]),
    // Short values occur by chance.
    ("TOKEN", "abc", []), ("TOKEN", "  abc  \n", []),
    ("PRIVATE_KEY", "-----BEGIN-----\nMIIEow\r\nab\n", ["-----BEGIN-----", "MIIEow"]),
    ("PIP_INDEX_URL", "https://bot:s3cret-word@example.org/simple", ["s3cret-word"]),
    ("DATABASE_URL", "postgres://postgres:postgres@localhost/test", []),
    ("HOMEPAGE", "https://example.org/a:b@c", []), ("CI", "true12", []),
  ])
  func `values are secret by their names or as passwords in addresses`(
    name: String, value: String, secrets: [String]
  ) {
    #expect(SecretRules().secrets(in: [(name: name, value: value)]) == Set(secrets))
  }

  @Test func `texts are secret whatever holds them`() {
    let rules = SecretRules(names: ["!*"], texts: ["abc", "x"])
    #expect(rules.secrets(in: [(name: "TOKEN", value: "abcdef1")]) == ["abc"])
  }
}
