package import Host
package import RunModel

/// A run as its journal tells it.
package struct RecordedRun: Hashable, Sendable {
  package var folder: RunFolder
  package var header: JournalHeader
  /// The fold of all events; marked as interrupted when they have no end and nobody writes any more.
  package var state: RunState
  package var eventCount: Int
  /// Whether its writer is at work.
  package var isLive: Bool
  /// What was wrong with the journal; the rest of it was read.
  package var problems: [JournalProblem]

  package init(
    folder: RunFolder, header: JournalHeader, state: RunState, eventCount: Int, isLive: Bool,
    problems: [JournalProblem] = []
  ) {
    self.folder = folder
    self.header = header
    self.state = state
    self.eventCount = eventCount
    self.isLive = isLive
    self.problems = problems
  }
}

/// Something in a journal that could not be used.
package enum JournalProblem: Hashable, Sendable {
  /// The last line has no end: the program or the machine stopped in the middle of it.
  case tornLastLine(byteCount: Int)
  /// A line that is no event, counted from one.
  case malformedLine(Int)
  /// A line, counted from one, whose bytes are not those that were written.
  case damagedLine(Int)
  /// The first line cannot be used: what it said of the run is lost.
  case damagedHeader
  /// The event that tells the plan is lost; steps are known as far as others speak of them.
  case missingPlan
  /// Events that a newer version wrote.
  case unknownEvents(count: Int)
  /// Numbers that are missing between two events.
  case missingEvents(Range<Int>)
  /// Whether the run lives cannot be found out.
  case unknownLife(FileError)

  /// A sentence for people.
  package var message: String {
    switch self {
    case .damagedLine(let number): "line \(number) is damaged and is left out"
    case .damagedHeader: "line 1 is damaged: what it says of the run is lost"
    case .missingPlan: "the event that tells the plan is lost: only steps that began are known"
    case .tornLastLine(let byteCount): "the last line was cut off after \(byteCount) bytes and is left out"
    case .malformedLine(let number): "line \(number) is not an event and is left out"
    case .unknownEvents(let count): "\(count) events of a newer version are left out"
    case .missingEvents(let range) where range.count == 1: "event \(range.lowerBound) is missing"
    case .missingEvents(let range): "events \(range.lowerBound) to \(range.upperBound - 1) are missing"
    case .unknownLife(let error): "whether the run lives is not known: \(error.message)"
    }
  }
}

extension RecordedRun {
  /// What was wrong with the journal, a sentence each that begins with the file and, where there is one, the line.
  package var problemTexts: [String] {
    problems.map { problem in
      switch problem {
      case .malformedLine(let line), .damagedLine(let line):
        "\(folder.journalPath):\(line): \(problem.message)"
      case .damagedHeader: "\(folder.journalPath):1: \(problem.message)"
      default: "\(folder.journalPath): \(problem.message)"
      }
    }
  }
}

/// Why a journal cannot be read at all.
package enum JournalError: Error, Hashable, Sendable {
  case file(FileError)
  /// The first line is not a journal's header.
  case notAJournal(path: String)
  /// The format is newer than this version reads.
  case newerFormat(path: String, format: Int)

  /// A sentence for people.
  package var message: String {
    switch self {
    case .file(let error): error.message
    case .notAJournal(let path): "'\(path)' is not a journal of swtox"
    case .newerFormat(let path, let format):
      "'\(path)' has journal format \(format); this version reads up to \(JournalHeader.format)"
    }
  }
}
