import EnvironmentModel
import Host
import Planning
import TestKit
import Testing

@testable import Orchestration

@Suite struct BuildResultTests {
  private let files = MemoryFiles()
  private let folder = PackageFolder(path: "/p/.swtox/.package-demo")

  private func collection(_ pattern: String, in place: String) -> ArtifactCollection {
    ArtifactCollection(
      build: PackageBuild(PackageDefinition(name: "demo", builder: .command, root: "/p")),
      source: .pattern(pattern, folder: place), folder: folder, toolchain: "make")
  }

  private func find(_ pattern: String, in place: String = "/p") throws(FileError) -> BuildResult.Finding {
    try BuildResult(files: files).find(collection(pattern, in: place))
  }

  private func begin() { files.put("", at: folder.inputsPath) }

  @Test func `what a build makes is told from what was there`() throws {
    files.put("", at: "/p/out/demo-1.tar")
    begin()
    files.put("", at: "/p/out/demo-2.tar")
    #expect(try find("out/*.tar") == BuildResult.Finding(path: "/p/out/demo-2.tar"))
  }

  @Test func `a result file names the artefact and what was made beside it`() throws {
    var named = collection("", in: "")
    named.source = .result("/p/result.json")
    files.put(#"{"artifact": "/p/demo.whl"}"#, at: "/p/result.json")
    #expect(try BuildResult(files: files).find(named) == BuildResult.Finding(path: "/p/demo.whl"))
    files.put(#"{"artifact": "/p/demo.whl", "companions": ["/p/demo.tar.gz"]}"#, at: "/p/result.json")
    #expect(
      try BuildResult(files: files).find(named)
        == BuildResult.Finding(path: "/p/demo.whl", companions: ["/p/demo.tar.gz"]))
  }

  @Test func `a file that the build has left as it is counts, and people are told`() throws {
    files.put("", at: "/p/out/demo.tar")
    begin()
    #expect(
      try find("out/*.tar")
        == BuildResult.Finding(
          path: "/p/out/demo.tar",
          note: "'/p/out/demo.tar' was there before the build, which has left it as it is"))
  }

  @Test func `in the build's own folder everything is its own, whatever its time`() throws {
    files.put("", at: "\(folder.outputPath)/demo.deb")
    begin()
    #expect(try find("*.deb", in: folder.outputPath) == BuildResult.Finding(path: "\(folder.outputPath)/demo.deb"))
  }

  @Test func `nothing and too much are told`() throws {
    begin()
    let none = #expect(throws: FileError.self) { try find("*.tar") }
    #expect(none?.reason == "nothing matches '*.tar'")
    files.put("", at: "/p/a.tar")
    files.put("", at: "/p/b.tar")
    let several = #expect(throws: FileError.self) { try find("*.tar") }
    #expect(several?.reason == "several files match '*.tar': a.tar, b.tar")
  }
}
