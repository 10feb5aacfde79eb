import Host
import TestKit
import Testing

@testable import Orchestration

@Suite struct GlobExpansionTests {
  private static let files = MemoryFiles([
    "/p/a.c": "", "/p/src/b.c": "", "/p/src/b.h": "", "/p/src/deep/c.c": "", "/p/src/.hidden/d.c": "",
    "/p/src/.e.c": "", "/q/f.c": "",
  ])

  @Test(arguments: [
    ("a.c", ["/p/a.c"]), ("none.c", []), ("*.c", ["/p/a.c"]), ("src/?.[ch]", ["/p/src/b.c", "/p/src/b.h"]),
    ("**/*.c", ["/p/a.c", "/p/src/b.c", "/p/src/deep/c.c"]), ("src/**/c.c", ["/p/src/deep/c.c"]),
    ("**/**/b.c", ["/p/src/b.c"]), ("/q/*.c", ["/q/f.c"]), ("../q/*", ["/p/../q/f.c"]),
    ("src/.*.c", ["/p/src/.e.c"]),
    ("src/**", ["/p/src", "/p/src/b.c", "/p/src/b.h", "/p/src/deep", "/p/src/deep/c.c"]),
    ("src/deep/**", ["/p/src/deep", "/p/src/deep/c.c"]), ("nowhere/**", []),
  ])
  func `patterns stand for paths`(pattern: String, paths: [String]) {
    #expect(GlobExpansion(files: Self.files).paths(matching: pattern, from: "/p") == paths)
  }

  @Test func `a link to a folder above leads nowhere new`() {
    let files = LinkedFiles(MemoryFiles(["/p/src/a.c": "", "/p/src/b.c": ""]), links: ["/p/src/up": "/p"])
    #expect(
      GlobExpansion(files: files).paths(matching: "**/*.c", from: "/p") == ["/p/src/a.c", "/p/src/b.c"])
  }
}
