import Artifacts
import Testing

@Suite struct PythonVersionSpecifierTests {
  // Compared with the package `packaging` for many more combinations when it was written.
  @Test(arguments: [
    (">=3.9", "3.9.0", true), (">=3.9", "3.8.19", false), (">=3.9", "3.10.1", true), (">=3.9", "3.9rc1", false),
    ("<=3.9", "3.9.0", true), ("<=3.9", "3.9.1", false), ("<=3.9", "3.9+local", true), ("<4", "3.14", true),
    ("<3.9", "3.9.0a1", false), ("<3.9rc1", "3.9b1", true), ("<3.9.post1", "3.9rc1", true), (">3.9", "3.9.1", true),
    (">3.9", "3.9.post1", false), (">3.9", "3.9+local", false), (">3.9.post1", "3.9.post2", true),
    (">3.9rc1", "3.9.post1", true), ("==3.9", "3.9.0", true), ("==3.9", "3.9+local", true),
    ("==3.9+local", "3.9", false), ("==3.9.*", "3.9.18", true), ("==3.9.*", "3.90", false), ("==3.9.0.*", "3.9", true),
    ("==3.*", "4.0", false), ("!=3.9.*", "3.9.1", false), ("!=3.9.*", "3.10", true), ("!=3.9", "3.9.0", false),
    ("~=3.9", "3.14", true), ("~=3.9", "4.0", false), ("~=3.9.2", "3.9.18", true), ("~=3.9.2", "3.10", false),
    ("~=3.9.2", "3.9.1", false), ("===3.9", "3.9", true), ("===3.9", "3.9.0", false), ("==1!3", "3", false),
    ("", "3.9", true), (">=3.8, !=3.9.*, <4", "3.10.2", true), (" >= 3.8 ,!= 3.9.* , < 4 ", "3.9.7", false),
    (">=3.8,", "3.9", true),
  ])
  func `versions are in or out`(specifier: String, version: String, isIn: Bool) throws {
    let version = try #require(PythonVersion(version))
    #expect(try PythonVersionSpecifier(specifier).matches(version) == isIn)
  }

  @Test(arguments: [
    ("3.9", "3.9"), (">=3.9, foo", "foo"), (">=3.9.*", ">=3.9.*"), ("~=3", "~=3"), ("=3.9", "=3.9"),
    ("==3.9a1.*", "==3.9a1.*"),
    (">=3.9+local", ">=3.9+local"), ("===", "==="), ("==", "=="), ("(>=3)", "(>=3)"),
  ])
  func `conditions that are none are named`(specifier: String, clause: String) {
    #expect(throws: VersionSyntaxError.malformedClause(clause)) { try PythonVersionSpecifier(specifier) }
  }

  @Test func `the condition that fails is the reason`() throws {
    let specifier = try PythonVersionSpecifier(">=3.9, <3.12")
    let version = try #require(PythonVersion("3.13.1"))
    #expect(
      specifier.compatibility(with: version)
        == .incompatible(reason: "needs Python <3.12, and this is 3.13.1"))
  }
}
