import EnvironmentModel
import Host
import RunModel
import TestResults

/// Keeps the reports of tests that commands leave, and reads what they say.
///
/// What lay there already before the commands ran and has not changed since is a report of something else.
struct TestReportCollector {
  /// Reports that are larger are passed over.
  private static let largest = 256 * 1024 * 1024
  /// So many reports of one step are kept.
  private static let mostReports = 1000

  /// What a file was when the step began.
  private struct Mark: Equatable {
    var byteCount: Int
    var modificationNanoseconds: Int64
  }

  private let patterns: [String]
  private let files: any FileHost
  private let before: [String: Mark]

  /// - Parameter patterns: Absolute paths and shell patterns of files of JUnit XML.
  init(_ patterns: [String], files: any FileHost) {
    self.patterns = patterns
    self.files = files
    before = Self.marks(patterns, files)
  }

  /// What was found: the results, and what is to be told, a sentence each.
  struct Findings {
    /// `nil` where the commands left no report that can be read.
    var tests: CollectedTests?
    var notes: [String] = []
  }

  /// Copies new reports into the run's folder, without secrets, and counts what they say.
  ///
  /// - Complexity: O(*n*) in the number of their bytes.
  func collect(for step: StepID, into folder: String, _ mask: SecretMask) -> Findings {
    let after = Self.marks(patterns, files)
    let fresh = after.keys.filter { before[$0] != after[$0] }.sorted()
    var findings = Findings()
    var (names, tally) = ([String](), TestTally())
    for path in fresh.prefix(Self.mostReports) {
      do throws(Refusal) {
        let (bytes, report) = try read(path, after[path]?.byteCount ?? 0)
        let name = step.testReportName(names.count + 1)
        try keep(bytes, at: "\(folder)/\(name)", mask)
        names.append(name)
        tally = tally + TestTally(report.cases)
      } catch {
        findings.notes.append("the report of tests '\(path)' is left out: \(error.reason)")
      }
    }
    if fresh.count > Self.mostReports {
      findings.notes.append("of \(fresh.count) reports of tests \(Self.mostReports) are kept")
    }
    if !names.isEmpty { findings.tests = CollectedTests(reports: names, tally: tally) }
    return findings
  }

  private struct Refusal: Error {
    var reason: String
  }

  private func read(_ path: String, _ byteCount: Int) throws(Refusal) -> (bytes: [UInt8], report: TestReport) {
    if byteCount > Self.largest { throw Refusal(reason: "it has \(ByteText.short(byteCount))") }
    do {
      let bytes = try files.read(path)
      return (bytes, try TestReport(junit: bytes))
    } catch let error as FileError {
      throw Refusal(reason: error.reason)
    } catch let fault as XMLFault {
      throw Refusal(reason: fault.message)
    } catch {
      throw Refusal(reason: "\(error)")
    }
  }

  private func keep(_ bytes: [UInt8], at path: String, _ mask: SecretMask) throws(Refusal) {
    var shown = bytes
    if !mask.isEmpty {
      shown = []
      var stream = MaskedStream(mask)
      bytes.withUnsafeBytes { buffer in stream.take(buffer, isLast: true) { shown += $0 } }
    }
    do throws(FileError) { try files.write(shown, to: path) } catch { throw Refusal(reason: error.message) }
  }

  /// The files that the patterns stand for now.
  private static func marks(_ patterns: [String], _ files: any FileHost) -> [String: Mark] {
    let search = GlobExpansion(files: files)
    var marks: [String: Mark] = [:]
    for pattern in patterns {
      let paths = WildcardPattern.isPattern(pattern) ? search.paths(matching: pattern, from: "/") : [pattern]
      for path in paths {
        guard let status = files.status(path), status.kind == .file else { continue }
        marks[path] = Mark(byteCount: status.byteCount, modificationNanoseconds: status.modificationNanoseconds)
      }
    }
    return marks
  }
}
