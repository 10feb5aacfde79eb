import EnvironmentModel
import Host
import Journal
import RunModel
import TestKit

/// A work directory in memory whose journals a test writes, breaks and reads.
struct JournalBench {
  let files = MemoryFiles(["/p/tox.ini": ""])
  let workDirectory = "/p/.tox"

  func begin(startTime: Int64 = 500, prepares: Bool = false) throws(FileError) -> JournalWriter {
    try JournalWriter.begin(
      in: workDirectory, project: "/p", startTime: startTime, version: "1.2.3", prepares: prepares, files: files)
  }

  func folder(_ number: Int) -> RunFolder { RunFolder(workDirectory: workDirectory, run: RunID(number)) }

  func read(_ number: Int = 1) throws(JournalError) -> RecordedRun {
    try JournalReader(files: files).read(folder(number))
  }

  /// A whole run that ends well in order, closed.
  @discardableResult
  func record(_ outcomes: [(String, StepOutcome)], isEnded: Bool = true, prepares: Bool = false) throws(FileError)
    -> RunID
  {
    let writer = try begin(prepares: prepares)
    let events = Self.events(outcomes) + (isEnded ? [.runFinished] : [])
    try writer.record(EventSamples.numbered(events))
    writer.close()
    return writer.folder.run
  }

  /// Environments of one step each; an outcome for all of them.
  static func events(_ outcomes: [(String, StepOutcome)]) -> [RunEvent] {
    let names = outcomes.map { EnvironmentName($0.0) }
    let ids = names.map { StepID(.environment($0), .runCommands) }
    let plan = ids.map { PlannedStep(id: $0, needs: [], reason: "") }
    return [.runStarted(environments: names, steps: plan)]
      + zip(ids, outcomes).flatMap { [.stepStarted($0), .stepFinished($0, $1.1)] }
  }

  /// Puts lines into a journal as they are, after the header of its run.
  func put(_ lines: [String], run number: Int = 1) {
    let header = #"{"swtox-journal":1,"run":\#(number),"project":"/p","started":500,"version":"1.2.3"}"#
    files.put(([header] + lines).map { $0 + "\n" }.joined(), at: folder(number).journalPath)
  }

  static func line(_ event: NumberedEvent) -> String {
    String(decoding: EventCoding.line(of: event).dropLast(), as: UTF8.self)
  }

  /// What events make of a run.
  static func state(_ events: some Sequence<NumberedEvent>, run number: Int = 1) -> RunState {
    var state = RunState(id: RunID(number))
    for event in events { state.apply(event) }
    return state
  }
}
