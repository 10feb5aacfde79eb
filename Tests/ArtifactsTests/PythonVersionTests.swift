import Artifacts
import Testing

@Suite struct PythonVersionTests {
  /// In ascending order, as PEP 440 and its reference implementation have them.
  private static let ascending = [
    "2.7.18", "3", "3.8.dev0", "3.8a1", "3.8a1.post2.dev3", "3.8a2", "3.8b1", "3.8rc1.dev1", "3.8rc1", "3.8",
    "3.8+abc", "3.8+abc.1", "3.8+1.abc", "3.8+2", "3.8.post1.dev1", "3.8.post1", "3.8.1", "3.10", "4", "1!1",
  ]

  @Test func `versions have an order`() throws {
    let versions = try Self.ascending.map { try #require(PythonVersion($0)) }
    for (index, version) in versions.enumerated() {
      #expect(versions.map { version < $0 } == versions.indices.map { index < $0 })
      #expect(versions.map { version == $0 } == versions.indices.map { index == $0 })
    }
  }

  @Test(arguments: [
    ("v3.8", "3.8"), (" 3.8.0\n", "3.8.0"), ("3.8-ALPHA.1", "3.8a1"), ("3.8_c3", "3.8rc3"), ("3.8.preview", "3.8rc0"),
    ("3.8-1", "3.8.post1"), ("3.8.rev", "3.8.post0"), ("3.8dev", "3.8.dev0"), ("3.8+Ubuntu-01", "3.8+ubuntu.1"),
    ("1!2.0", "1!2.0"), ("3.08", "3.8"), ("3.8b1.post2.dev3+x", "3.8b1.post2.dev3+x"),
  ])
  func `every spelling has a normal one`(text: String, normal: String) {
    #expect(PythonVersion(text)?.description == normal)
  }

  @Test(arguments: ["", "x", "3.", "3..8", "3.8x", "3.8+", "3.8+a..b", "!3", "3.8.*", "3 8", "99999999999999999999"])
  func `other texts are no versions`(text: String) {
    #expect(PythonVersion(text) == nil)
  }

  @Test func `zeros at the end make no difference`() {
    #expect(PythonVersion("3.8") == PythonVersion("3.8.0.0"))
    #expect(PythonVersion("3.8")?.hashValue == PythonVersion("3.8.0")?.hashValue)
  }
}
