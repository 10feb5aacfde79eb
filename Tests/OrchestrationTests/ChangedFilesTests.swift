import Host
import Orchestration
import TestKit
import Testing

@Suite struct ChangedFilesTests {
  private func files(_ answers: [String: String], git: Bool = true) -> ChangedFiles {
    let processes = ScriptedProcesses { request in
      guard let answer = answers[request.arguments[4]] else { return .exits(128) }
      return .exits(0, output: answer)
    }
    let files = MemoryFiles([:], executables: git ? ["/bin/git"] : [])
    return ChangedFiles(
      host: Host(files: files, processes: processes, clock: ManualClock(), variables: ["PATH": "/bin"]))
  }

  @Test func `what differs and what is new is told by absolute paths`() async throws {
    let answers = ["rev-parse": "/p\n", "diff": "a b.py\0sub/c\0", "ls-files": "new\0"]
    #expect(try await files(answers).paths(since: "main", in: "/p/sub") == ["/p/a b.py", "/p/sub/c", "/p/new"])
  }

  @Test func `what git does not know is told`() async {
    await #expect(throws: ChangedFiles.Failure(message: "git knows no commit 'x'")) {
      try await files(["rev-parse": "/p\n"]).paths(since: "x", in: "/p")
    }
    await #expect(throws: ChangedFiles.Failure(message: "git knows no repository at '/p'")) {
      try await files([:], git: false).paths(since: "x", in: "/p")
    }
  }
}
