import Journal
import ProjectConfiguration
import Reporting
import RunModel
import SourceText

/// Makes a report of a run that was, as `report` and the dashboard's palette do.
struct ReportExport {
  let session: ProjectSession

  /// All that a report can tell of a run.
  func reported(_ recorded: RecordedRun, for format: ReportFormat) throws(DiagnosticError) -> ReportedRun {
    let content = try RunChoice(session).content(of: recorded.folder)
    let environments = recorded.environments(session)
    var reported = ReportedRun(
      recorded.state, in: recorded.folder, of: session, version: recorded.header.version, environments: environments,
      mask: session.secretMask(environments))
    reported.project = recorded.header.project
    if format.tellsHistory { reported.noteBreaks(session) }
    reported.eventText = { String(decoding: content.events.flatMap(EventCoding.line), as: UTF8.self) }
    return reported
  }

  /// What a file is called that nobody has given a name.
  static func name(of run: RunID, _ format: String) -> String {
    "run-\(run).\(ReportFormat(rawValue: format)?.fileExtension ?? format)"
  }

  /// Writes a report to a file.
  ///
  /// - Returns: What to tell.
  func write(_ run: RunID, _ format: String, _ path: String) -> String {
    guard let format = ReportFormat(rawValue: format) else { return "there is no format '\(format)'" }
    do throws(DiagnosticError) {
      let recorded = try RunChoice(session).read(try RunChoice(session).folder(run.number))
      let problem = ReportObserver.write(ReportTarget(format, path), try reported(recorded, for: format), session.host)
      return problem ?? "the report of run \(run) is in \(path)"
    } catch {
      return error.diagnostics.first?.message ?? "the run cannot be read"
    }
  }
}

extension ReportFormat {
  /// What files of this form end in.
  fileprivate var fileExtension: String {
    switch self {
    case .json, .toxJSON, .badge: "json"
    case .events: "jsonl"
    case .junit: "xml"
    case .tap: "tap"
    case .markdown: "md"
    case .html: "html"
    }
  }
}
