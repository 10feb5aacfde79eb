import EnvironmentModel
import Glibc
import Host
import Journal
import LocalHost
import RunModel
import Testing

@testable import History

/// A work directory with runs that are written as the program writes them.
final class HistoryBench: Sendable {
  let folder: String
  let files = LocalFiles()

  init() throws {
    var template = Array("/tmp/history-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
    folder = String(cString: try #require(made))
  }

  deinit { try? files.remove(folder) }  // what is left behind stays in the system's folder

  /// How one environment of a run went.
  struct Result {
    var name: String
    var outcome = StepOutcome.succeeded
    var content = EnvironmentContent(interpreter: "CPython 3.12.1", tool: "uv 0.9")
    var inputs: [StepInput] = []
    var settings = "deps=1"
  }

  /// Writes a run that begins at a second, and takes a second for each environment.
  @discardableResult
  func write(
    at second: Int64, commit: String = "c0ffee", change: String? = nil, _ results: [Result], isFinished: Bool = true
  ) throws -> RunFolder {
    let start = second * 1_000_000
    let revision = SourceRevision(commit: commit, branch: "main", change: change)
    let writer = try JournalWriter.begin(
      in: folder, project: "/p", startTime: start, version: "1", revision: revision, files: files)
    var events: [RunEvent] = [
      .runStarted(
        environments: results.map { EnvironmentName($0.name) },
        steps: results.map { PlannedStep(id: Self.step($0.name), needs: [], reason: "1 command") })
    ]
    for result in results { events += Self.events(of: result) }
    if isFinished { events.append(.runFinished) }
    try writer.record(
      events.enumerated().map { NumberedEvent(number: $0 + 1, time: start + Int64($0) * 1000, event: $1) })
    writer.close()
    let settings = results.map { "\($0.name)\t\($0.settings)\n" }.joined()
    try files.write(Array(settings.utf8), to: SettingDigests.path(in: writer.folder.path))
    return writer.folder
  }

  static func step(_ name: String) -> StepID { StepID(.environment(EnvironmentName(name)), .runCommands) }

  private static func events(of result: Result) -> [RunEvent] {
    let step = step(result.name)
    let code: Int32 = if case .failed(let code) = result.outcome { code } else { 0 }
    let start = CommandStart(
      index: 0, phase: "commands", arguments: ["pytest", "-q"], workingDirectory: "/p", processID: 7)
    let end = CommandEnd(
      index: 0, exitCode: code, signal: nil, duration: .seconds(2), cpuTime: .milliseconds(1500),
      peakMemoryByteCount: 1 << 20)
    return [
      .stepStarted(step), .environmentNoted(step, result.content), .commandStarted(step, start),
      .commandEnded(step, end), .inputsNoted(step, result.inputs), .stepFinished(step, result.outcome),
    ]
  }

  func database() throws -> HistoryDatabase { try HistoryDatabase(in: folder, files: files) }

  func update(_ database: HistoryDatabase) -> HistoryUpdate {
    HistoryUpdate(database, workDirectory: folder, files: files) { run, step in
      "error of \(step.owner.label) in \(run.header.run)"
    }
  }

  /// The history with all that is written.
  func queries() throws -> HistoryQueries {
    let database = try database()
    _ = try update(database).run()
    return HistoryQueries(database)
  }
}
