import EnvironmentModel
import Host
import Journal
import Logs
import Reporting
import RunModel
import Synchronization
import TestResults

/// Reads the logs of a run's steps for the headless reporter.
struct LogFileOutput: StepOutputSource {
  /// How much is read at once; also the most of a line that is held together.
  private static let chunkByteCount = 1024 * 1024

  let folder: RunFolder
  let files: any FileHost
  let isColored: Bool
  /// Whether parts say which of their lines were written to standard error.
  var tellsStreams = false
  private let marks = StreamMarks()
  /// What the project says of lines that tell why a command failed.
  var errorPatterns: [EnvironmentName: [String]] = [:]
  /// What may not be shown: colours within a secret hide it from who writes the log.
  var mask = SecretMask.none

  static func errorPatterns(of environments: [Environment]) -> [EnvironmentName: [String]] {
    Dictionary(environments.map { ($0.name, $0.list("error_patterns")) }) { first, _ in first }
  }

  func part(of step: StepID, from byteOffset: Int, to byteCount: Int, isWhole: Bool) -> StepOutputPart {
    let wanted = min(Self.chunkByteCount, byteCount - byteOffset)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try files.read(folder.logPath(of: step), at: byteOffset, count: wanted)
    } catch {
      return StepOutputPart(lines: ["swtox: \(error.message)"], endOffset: byteCount)
    }
    let isLast = isWhole && byteOffset + bytes.count >= byteCount
    let isCut = bytes.count == Self.chunkByteCount
    let end = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? (isCut ? bytes.count : 0)
    let taken = isLast ? bytes[...] : bytes[..<end]
    var lines = taken.split(separator: 0x0A, omittingEmptySubsequences: false)
    if taken.last == 0x0A || taken.isEmpty { lines.removeLast() }
    var part = StepOutputPart(lines: lines.map(text), endOffset: byteOffset + taken.count)
    if tellsStreams { part.errorLines = errorLines(of: step, lines.map { byteOffset + $0.startIndex }) }
    return part
  }

  /// Which of some lines were written to standard error, by where they begin in the log.
  private func errorLines(of step: StepID, _ starts: [Int]) -> Set<Int> {
    marks.errorLines(of: step, starts) { count in
      // A log without marks tells nothing of its streams.
      (try? files.read(folder.logPath(of: step) + OutputMark.suffix, at: count, count: Self.chunkByteCount)) ?? []
    }
  }

  func firstError(of step: StepID) -> FailureLine? {
    // Without its log the failure is told by its exit code alone.
    let lines = (try? LogText.plainLines(of: folder.logPath(of: step), files: files)) ?? []
    let patterns = if case .environment(let name) = step.owner { errorPatterns[name] ?? [] } else { [String]() }
    guard let error = FirstError.find(in: lines, patterns: patterns.compactMap(ErrorPattern.init)), error.isTelling
    else { return nil }
    return FailureLine(
      text: mask.masked(error.text), file: error.place?.file, line: error.place?.line, column: error.place?.column)
  }

  func testReports(of step: StepState) -> [TestReport] {
    // What is gone, or was damaged since, is no part of the run any more.
    (step.tests?.reports ?? []).compactMap { name in
      let report = (try? files.read("\(folder.path)/\(name)")).flatMap { try? TestReport(junit: $0) }
      return mask.isEmpty ? report : report?.mapped(mask.masked)
    }
  }

  private func text(_ line: ArraySlice<UInt8>) -> String {
    let plain = isColored && mask.isEmpty ? "" : LogSanitizer.plainText(of: line.span)
    let masked = mask.masked(plain)
    return isColored && masked == plain ? LogSanitizer.coloredText(of: line.span) : masked
  }
}

/// To which stream the lines of steps were written, as their marks say, each of which is read once.
private final class StreamMarks: Sendable {
  fileprivate struct Place {
    var byteCount = 0
    var waiting: [OutputMark] = []
    var next = 0
    var stream: OutputStream?
  }

  private let places = Mutex<[StepID: Place]>([:])

  /// - Parameters:
  ///   - starts: Where lines begin in the log, behind all that were asked for before.
  ///   - more: The bytes of the marks from an offset on.
  /// - Returns: The places among the lines of those that were written to standard error.
  func errorLines(of step: StepID, _ starts: [Int], reading more: (Int) -> [UInt8]) -> Set<Int> {
    places.withLock { places in
      var place = places[step] ?? Place()
      place.take(more(place.byteCount))
      var found: Set<Int> = []
      for (index, start) in starts.enumerated() where place.stream(at: start) == .errors { found.insert(index) }
      places[step] = place
      return found
    }
  }
}

extension StreamMarks.Place {
  fileprivate mutating func take(_ bytes: [UInt8]) {
    let size = OutputMark.byteCount
    let count = bytes.count / size
    if next > 0 { waiting.removeFirst(next) }
    next = 0
    waiting += (0..<count).map { OutputMark(bytes[$0 * size..<($0 + 1) * size]) }
    byteCount += count * size
  }

  fileprivate mutating func stream(at offset: Int) -> OutputStream? {
    while next < waiting.count, waiting[next].offset <= offset {
      stream = waiting[next].stream
      next += 1
    }
    return stream
  }
}
