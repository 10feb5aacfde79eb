import EnvironmentModel
package import RunModel

/// All that could be read of one journal: its header, its events, and what was wrong with it.
package struct JournalContent: Sendable {
  package private(set) var header: JournalHeader
  /// In the order of their numbers, each once.
  package private(set) var events: [NumberedEvent] = []
  /// How many events were read, without one that makes up for a lost plan.
  var eventCount: Int { events.count - (lineProblems.contains(.missingPlan) ? 1 : 0) }
  /// What was wrong, in the order of the lines.
  package var problems: [JournalProblem] {
    lineProblems + (unknownCount > 0 ? [.unknownEvents(count: unknownCount)] : [])
  }

  private var lineProblems: [JournalProblem] = []
  private var unknownCount = 0
  private var lastNumber = 0
  /// Whether every line must have a checksum.
  private var isSealed: Bool

  /// Reads the bytes of a journal, whatever state they are in.
  ///
  /// A damaged first line is made up for when a later one shows that this is a journal.
  init(_ bytes: [UInt8], folder: RunFolder) throws(JournalError) {
    let headerEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let (format, header) = JournalHeader.read(bytes, 0..<headerEnd)
    let seal = JournalSeal.verdict(bytes, 0..<headerEnd)
    if let format, format > JournalHeader.format, seal != .broken {
      throw .newerFormat(path: folder.journalPath, format: format)
    }
    let isWhole = seal == .whole || (format == 1 && seal == .absent)
    if isWhole, let header, let format, format > 0 {
      self.header = header
      isSealed = format > 1
    } else {
      self.header = JournalHeader(run: folder.run, project: "", startTime: 0, version: "")
      isSealed = true
      lineProblems.append(.damagedHeader)
    }
    take(bytes, from: headerEnd + 1)
    if lineProblems.first == .damagedHeader {
      guard let first = events.first else { throw .notAJournal(path: folder.journalPath) }
      self.header.startTime = first.time
    }
    makeUpForPlan()
  }

  private mutating func take(_ bytes: [UInt8], from start: Int) {
    var start = start
    var line = 1
    while start < bytes.count {
      line += 1
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      let range = start..<(end ?? bytes.count)
      let seal = range.isEmpty ? .absent : JournalSeal.verdict(bytes, range)
      if end != nil || (isSealed && seal == .whole) {
        if !range.isEmpty { take(bytes, range, seal, line: line) }
      } else {
        lineProblems.append(.tornLastLine(byteCount: range.count))
      }
      start = range.upperBound + 1
    }
  }

  private mutating func take(_ bytes: [UInt8], _ range: Range<Int>, _ seal: JournalSeal.Verdict, line: Int) {
    if isSealed, seal != .whole { return lineProblems.append(.damagedLine(line)) }
    switch EventCoding.event(in: bytes, range) {
    case .event(let event): if isNew(event.number) { events.append(event) }
    case .unknown(let number): unknownCount += isNew(number) ? 1 : 0
    case .malformed: lineProblems.append(.malformedLine(line))
    }
  }

  /// Whether the number has not been seen; one that repeats comes from a write that was tried again.
  private mutating func isNew(_ number: Int) -> Bool {
    guard number > lastNumber else { return false }
    if number > lastNumber + 1 { lineProblems.append(.missingEvents(lastNumber + 1..<number)) }
    lastNumber = number
    return true
  }

  /// Puts a plan of all steps that events speak of where the event that tells it is lost.
  private mutating func makeUpForPlan() {
    guard let first = events.first, first.number > 1, !lineProblems.isEmpty else { return }
    if case .runStarted = first.event { return }
    var known: Set<StepID> = []
    let steps = events.compactMap(\.event.step).filter { known.insert($0).inserted }
    if steps.isEmpty { return }
    lineProblems.append(.missingPlan)
    var names: Set<EnvironmentName> = []
    let environments = steps.compactMap { step in
      if case .environment(let name) = step.owner, names.insert(name).inserted { name } else { nil }
    }
    let plan = steps.map { PlannedStep(id: $0, needs: [], reason: "") }
    events.insert(
      NumberedEvent(number: 1, time: first.time, event: .runStarted(environments: environments, steps: plan)), at: 0)
  }
}

extension RunEvent {
  /// The step that the event is about.
  fileprivate var step: StepID? {
    switch self {
    case .stepStarted(let id), .commandStarted(let id, _), .outputGrew(let id, _), .commandEnded(let id, _),
      .stepNoted(let id, _), .inputsNoted(let id, _), .environmentNoted(let id, _), .testsNoted(let id, _),
      .stepFinished(let id, _),
      .stopSignalled(let id, _, _):
      id
    case .runStarted, .stopRequested, .startsEnded, .startsPaused, .startsResumed, .runFinished: nil
    }
  }
}
