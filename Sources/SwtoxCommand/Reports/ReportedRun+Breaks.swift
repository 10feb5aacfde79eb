import EnvironmentModel
import History
import Reporting
import RunModel

extension ReportedRun {
  /// So many environments that failed are looked up.
  private static let lookedUpCount = 50
  /// So many results of each are.
  private static let resultCount = 1000

  /// Says of environments that failed since when they do and what had changed by then, as the history knows it; without one
  /// nothing is said.
  ///
  /// Only runs up to this one count, so that the report of a run stays the same.
  mutating func noteBreaks(_ session: ProjectSession) {
    let failed = state.environments.filter { [.fail, .error].contains(state.summary(of: .environment($0)).status) }
    guard !failed.isEmpty, let history = try? HistorySession(session), (try? history.update.run()) != nil else {
      return
    }
    let text = HistoryText(style: TextStyle(isColored: false, isUnicode: true), time: HistorySession.time)
    for name in failed.prefix(Self.lookedUpCount) {
      guard let known = try? history.queries.record(of: name, limit: Self.resultCount) else { return }
      let record = EnvironmentRecord(name: name, results: known.results.filter { $0.run <= state.id })
      guard let report = try? history.queries.breaking(of: record) else { continue }
      breaks[name] = text.breaking(report)
    }
  }
}
