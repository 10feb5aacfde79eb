import Host
import Journal
import RunModel
import Testing
import TestKit

@Suite struct JournalHeaderTests {
  private let bench = JournalBench()

  private func error(_ text: String) -> JournalError? {
    bench.files.put(text, at: bench.folder(1).journalPath)
    return #expect(throws: JournalError.self) { try bench.read() }
  }

  @Test(arguments: [
    "", "\n", "hello\n", "{}\n", "[1]\n", #"{"swtox-journal":1}"# + "\n",
    #"{"run":1,"project":"/p","started":5,"version":"1"}"# + "\n",
    #"{"swtox-journal":1,"run":"1","project":"/p","started":5,"version":"1"}"# + "\n",
    #"{"swtox-journal":0,"run":1,"project":"/p","started":5,"version":"1"}"# + "\n",
    #"{"n":1,"t":2,"e":"run-finished"}"# + "\n", "\0\0\0\0",
  ])
  func `a file without a header is no journal`(text: String) {
    #expect(error(text) == .notAJournal(path: "/p/.tox/runs/1/journal.jsonl"))
  }

  @Test(arguments: ["", #","run":1,"project":"/p","started":5,"version":"2""#, #","layout":["#])
  func `a newer format is told, whatever else it has`(rest: String) {
    let error = error(#"{"swtox-journal":3\#(rest)}"# + "\n")
    #expect(error == .newerFormat(path: "/p/.tox/runs/1/journal.jsonl", format: 3))
    #expect(error?.message == "'/p/.tox/runs/1/journal.jsonl' has journal format 3; this version reads up to 2")
  }

  @Test func `a header may have further fields, and a project any name`() throws {
    let text = #"{"x":[{}],"swtox-journal":1,"run":1,"project":"/a \"b\"/é","started":-5,"version":"1"}"#
    bench.files.put(text + "\n", at: bench.folder(1).journalPath)
    #expect(
      try bench.read().header == JournalHeader(run: RunID(1), project: "/a \"b\"/é", startTime: -5, version: "1"))
  }

  @Test func `a run that only sets up says so, and others do not`() throws {
    try bench.record([("a", .succeeded)], prepares: true)
    try bench.record([("a", .succeeded)])
    #expect(try bench.read(1).header.prepares)
    #expect(try bench.read(2).header.prepares == false)
    let text = String(decoding: try bench.files.read(bench.folder(2).journalPath), as: UTF8.self)
    #expect(!text.contains("prepares"))
  }

  @Test func `the state of the sources is kept with a run, and need not be known`() throws {
    for (number, revision) in [
      SourceRevision(commit: "0f", branch: "a \"b\"", change: "1"), SourceRevision(commit: "0f"), nil,
    ].enumerated() {
      let writer = try JournalWriter.begin(
        in: "/p/.tox", project: "/p", startTime: 1, version: "1", request: RunRequest(jobCount: 3), revision: revision,
        files: bench.files)
      writer.close()
      let header = try bench.read(number + 1).header
      #expect(header.revision == revision && header.request?.jobCount == 3)
      #expect(JournalReader(files: bench.files).header(of: writer.folder) == header)
    }
  }

  @Test func `a journal that is not there is told as such`() {
    let error = #expect(throws: JournalError.self) { try bench.read(4) }
    #expect(error?.message == "cannot read '/p/.tox/runs/4/journal.jsonl': No such file or directory")
  }

  @Test func `messages say what is wrong`() {
    #expect(JournalError.notAJournal(path: "/x").message == "'/x' is not a journal of swtox")
    #expect(
      JournalProblem.tornLastLine(byteCount: 9).message == "the last line was cut off after 9 bytes and is left out")
    #expect(JournalProblem.missingEvents(3..<7).message == "events 3 to 6 are missing")
  }

  @Test func `a run has its files in its folder`() {
    let folder = bench.folder(12)
    #expect(folder.path == "/p/.tox/runs/12")
    #expect(folder.lockPath == "/p/.tox/runs/12/writer.lock")
    #expect(folder.logPath(of: EventSamples.create) == "/p/.tox/runs/12/py311.create.log")
    #expect(folder.logPath(of: EventSamples.build) == "/p/.tox/runs/12/.package-wheel.build.log")
  }
}
