import Host
import Orchestration
import RunModel
import TestKit
import Testing

@Suite struct RevisionProbeTests {
  private static let commit = "0123456789abcdef0123456789abcdef01234567"

  private func probe(_ entries: [String], code: Int32 = 0, git: Bool = true) -> (RevisionProbe, MemoryFiles) {
    let files = MemoryFiles(["/p/.git/HEAD": "", "/p/sub/a.py": "1"], executables: git ? ["/bin/git"] : [])
    let output = entries.map { "\($0)\0" }.joined()
    let processes = ScriptedProcesses { _ in .exits(code, output: output) }
    let host = Host(files: files, processes: processes, clock: ManualClock(), variables: ["PATH": "/bin"])
    return (RevisionProbe(host: host), files)
  }

  @Test func `commit and branch are git's, and nothing differs`() async {
    let (probe, _) = probe(["# branch.oid \(Self.commit)", "# branch.head feature/x", "# branch.upstream origin/x"])
    let revision = await probe.revision(of: "/p/sub")
    #expect(revision?.commit == Self.commit && revision?.branch == "feature/x")
    #expect(revision?.isDirty == false && revision?.text == "0123456789")
  }

  @Test func `files that differ make a mark that follows their content`() async {
    let entry = "1 .M N... 100644 100644 100644 aa bb sub/a.py"
    let (probe, files) = probe(["# branch.oid \(Self.commit)", "# branch.head (detached)", entry])
    let first = await probe.revision(of: "/p/sub")
    #expect(first?.branch == nil && first?.isDirty == true && first?.text == "0123456789+")
    #expect(await probe.revision(of: "/p/sub") == first)
    files.put("12", at: "/p/sub/a.py")
    #expect(await probe.revision(of: "/p/sub") != first)
  }

  @Test func `a new file is a change too`() async {
    let (probe, files) = probe(["# branch.oid \(Self.commit)", "# branch.head main", "? sub/a.py"])
    let first = await probe.revision(of: "/p")
    #expect(first?.isDirty == true)
    files.put("123", at: "/p/sub/a.py")
    #expect(await probe.revision(of: "/p") != first)
  }

  @Test func `without git, a repository or a commit there is none`() async {
    #expect(await probe([], git: false).0.revision(of: "/p") == nil)
    #expect(await probe([], code: 128).0.revision(of: "/p") == nil)
    #expect(await probe(["# branch.oid (initial)", "# branch.head main"]).0.revision(of: "/p") == nil)
  }
}
