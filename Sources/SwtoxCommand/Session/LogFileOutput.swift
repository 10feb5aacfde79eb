import EnvironmentModel
import Host
import Journal
import Logs
import Reporting
import RunModel
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
    // A log without marks tells nothing of its streams.
    let bytes = (try? files.read(folder.logPath(of: step) + OutputMark.suffix)) ?? []
    let count = bytes.count / OutputMark.byteCount
    let marks = (0..<count).map { OutputMark(bytes[$0 * OutputMark.byteCount..<($0 + 1) * OutputMark.byteCount]) }
    if !marks.contains(where: { $0.stream == .errors }) { return [] }
    var found: Set<Int> = []
    var next = 0
    for (place, start) in starts.enumerated() {
      while next < marks.count, marks[next].offset <= start { next += 1 }
      if next > 0, marks[next - 1].stream == .errors { found.insert(place) }
    }
    return found
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
