import Artifacts
import Testing

@Suite struct SemanticVersionTests {
  /// In ascending order; the middle ones are those of the specification.
  private static let ascending = [
    "0.0.1", "0.1.0", "1.0.0-0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
    "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "10.0.0",
  ]

  @Test func `versions have an order`() throws {
    let versions = try Self.ascending.map { try #require(SemanticVersion($0)) }
    for (index, version) in versions.enumerated() {
      #expect(versions.map { version < $0 } == versions.indices.map { index < $0 })
    }
  }

  @Test(arguments: [("v20.1.2", "20.1.2"), ("1.2.3-a.B-c+build.5", "1.2.3-a.B-c"), ("1.2.3+x", "1.2.3")])
  func `versions are read as Node prints them`(text: String, normal: String) {
    #expect(SemanticVersion(text)?.description == normal)
  }

  @Test(arguments: ["", "1", "1.2", "1.2.x", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-a..b", "1.2.3+", "1.2.3-ä", "a"])
  func `other texts are no versions`(text: String) {
    #expect(SemanticVersion(text) == nil)
  }
}
