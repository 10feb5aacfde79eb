import Testing

@testable import SwtoxCommand

@Suite struct WatchedFoldersTests {
  /// The root ends in a letter of two bytes and has a mark of its own; what follows it must not be cut.
  private let folders = WatchedFolders(
    root: "/home/zoë/pro\u{65}\u{301}", workDirectory: "/home/zoë/pro\u{65}\u{301}/w")

  @Test(arguments: [
    ("/src", true), ("/web", true), ("/w", false), ("/w/py312", false), ("/.git", false), ("/src/.cache/x", false),
    ("/src/__pycache__", false), ("/a__pycache__", true), ("/\u{301}x", true),
  ])
  func `new folders are watched but for hidden ones, caches and the work directory`(path: String, isWanted: Bool) {
    #expect(folders.isWanted(folders.root + path) == isWanted)
  }

  @Test(arguments: [("/src/ä.py", "src/ä.py"), ("/x", "x"), ("/\u{301}x", "\u{301}x")])
  func `files are named from the project on`(path: String, name: String) {
    #expect(folders.name(of: folders.root + path).utf8.elementsEqual(name.utf8))
  }

  @Test func `what is outside keeps its name`() {
    #expect(folders.name(of: "/etc/hosts") == "/etc/hosts")
    #expect(folders.name(of: folders.root + "x") == folders.root + "x")
  }
}
