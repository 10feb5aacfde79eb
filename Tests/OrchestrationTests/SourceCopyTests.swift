import Host
import Planning
import TestKit
import Testing

@testable import Orchestration

@Suite struct SourceCopyTests {
  @Test func `sources are copied into a work directory among them, without caches and environments`() async throws {
    let files = MemoryFiles([
      "/p/.git/HEAD": "ref", "/p/debian/rules": "rules", "/p/README.md": "text", "/p/.swtox/CACHEDIR.TAG": "",
      "/p/.swtox/.package-deb/inputs": "", "/p/.venv/pyvenv.cfg": "", "/p/.venv/bin/python": "",
    ])
    let host = Host(files: files, processes: ScriptedProcesses(), clock: ManualClock(), variables: [:])
    let performer = ActionPerformer(host: host, artifacts: ArtifactBoard([:]))
    try await performer.perform(.copySources(from: "/p", to: "/p/.swtox/.package-deb/dist/source"))
    let start = "/p/.swtox/.package-deb/dist/source/"
    #expect(
      files.paths.filter { $0.hasPrefix(start) }.map { $0.dropFirst(start.count) } == [
        ".git/HEAD", "README.md", "debian/rules",
      ])
  }

  @Test func `sources that are not there fail the step`() async {
    let host = Host(files: MemoryFiles(), processes: ScriptedProcesses(), clock: ManualClock(), variables: [:])
    let performer = ActionPerformer(host: host, artifacts: ArtifactBoard([:]))
    await #expect(throws: FileError.self) { try await performer.perform(.copySources(from: "/p", to: "/w/source")) }
  }
}
