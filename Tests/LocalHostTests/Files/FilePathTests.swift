import Testing

@testable import LocalHost

@Suite struct FilePathTests {
  @Test(arguments: [
    ("/a/b", "/a", "b", true), ("a", ".", "a", true), ("/a", "/", "a", true), ("a/b//", "a", "b", true),
    ("/", "/", "", false), ("..", ".", "..", false), ("a/.", "a", ".", false), ("", ".", "", false),
  ])
  func `a path is a folder and a name`(path: String, folder: String, name: String, isEntry: Bool) {
    let parts = FilePath(path)
    #expect(parts.folder == folder)
    #expect(parts.name == name)
    #expect(parts.isEntry == isEntry)
  }
}
