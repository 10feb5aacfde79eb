import EnvironmentModel
import Host
import Planning
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

  private let search: TestReportSearch
  private let files: any FileHost
  private let step: StepID
  private let claims: TestReportClaims
  private let before: [String: Mark]

  /// Looks at what is there before the commands run.
  init(_ search: TestReportSearch, of step: StepID, files: any FileHost, claims: TestReportClaims) {
    self.search = search
    self.files = files
    self.step = step
    self.claims = claims
    claims.begin(search.named, by: step)
    before = Self.marks(search, files)
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
  func collect(into folder: String, _ mask: SecretMask) -> Findings {
    let after = Self.marks(search, files)
    var findings = Findings()
    let shared = claims.end(search.named, by: step).filter { before[$0.key] != after[$0.key] }
    for (path, other) in shared.sorted(by: { $0.key < $1.key }) {
      findings.notes.append(
        "the report of tests '\(path)' is left out: \(other.owner.label) wrote it at the same time; give each environment "
          + "a file of its own, as by {env_tmp_dir}")
    }
    let fresh = after.keys.filter { before[$0] != after[$0] && shared[$0] == nil }.sorted()
    if fresh.isEmpty, shared.isEmpty, !search.patterns.isEmpty {
      findings.notes.append(
        "'test_reports' names no file that the commands left: \(search.patterns.joined(separator: ", "))")
    }
    var (names, tally) = ([String](), TestTally())
    for path in fresh.prefix(Self.mostReports) {
      do throws(Refusal) {
        let (bytes, report) = try read(path, after[path]?.byteCount ?? 0)
        let name = step.testReportName(names.count + 1)
        try keep(bytes, report, at: "\(folder)/\(name)", mask)
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

  /// Writes the report as it is, or, where there are secrets, only what is known of its tests: masked bytes could be no XML
  /// any more, and a secret may stand there in the escapes of XML, or where nobody reads.
  private func keep(_ bytes: [UInt8], _ report: TestReport, at path: String, _ mask: SecretMask) throws(Refusal) {
    let shown = mask.isEmpty ? bytes : Array(report.mapped(mask.masked).junit.utf8)
    do throws(FileError) { try files.write(shown, to: path) } catch { throw Refusal(reason: error.message) }
  }

  /// The files that are there now.
  private static func marks(_ search: TestReportSearch, _ files: any FileHost) -> [String: Mark] {
    let expansion = GlobExpansion(files: files)
    let found = search.patterns.flatMap { expansion.paths(matching: $0, from: search.folder) }
    var marks: [String: Mark] = [:]
    for path in search.files + found.map({ absolutePath($0, from: "/") }) {
      guard let status = files.status(path), status.kind == .file else { continue }
      marks[path] = Mark(byteCount: status.byteCount, modificationNanoseconds: status.modificationNanoseconds)
    }
    return marks
  }
}
