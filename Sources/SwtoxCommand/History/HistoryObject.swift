import EnvironmentModel
import Reporting
import RunModel

/// What history tells, as JSON; times are microseconds, moments microseconds since 1970.
enum HistoryObject {
  static func list(_ nodes: [JSONNode]) -> String { JSONNode.list(nodes).text() + "\n" }

  static func text(of run: PastRun, _ results: [PastResult]) -> String {
    guard case .object(let members) = self.run(run) else { return "" }
    let all = members + [.init(key: "results", value: .list(results.map { .object(fields(of: $0, ofRun: false)) }))]
    return JSONNode.object(all).text() + "\n"
  }

  static func run(_ run: PastRun) -> JSONNode {
    .object([
      .init(key: "run", value: number(run.id.number)), .init(key: "started", value: number(run.startTime)),
      .init(key: "ended", value: number(run.endTime)), .init(key: "ending", value: .text(run.ending.rawValue)),
      .init(key: "prepares", value: .boolean(run.prepares)), .init(key: "version", value: .text(run.version)),
      .init(key: "revision", value: revision(run.revision)),
      .init(
        key: "counts",
        value: .object(
          MatrixStatus.allCases.compactMap { status in
            run.counts[status].map { .init(key: status.rawValue, value: number($0)) }
          })),
      .init(key: "kept", value: .boolean(run.isKept)),
    ])
  }

  static func record(_ record: EnvironmentRecord, _ breaking: BreakReport?) -> JSONNode {
    .object([
      .init(key: "environment", value: .text(record.name.text)),
      .init(key: "verdict", value: .text(record.verdict.rawValue)),
      .init(key: "flaky_rate", value: record.flakyRate.map { .number("\($0)") } ?? .null),
      .init(key: "p50", value: number(record.percentiles?.p50)),
      .init(key: "p90", value: number(record.percentiles?.p90)),
      .init(key: "trend", value: record.trend.map { .number("\($0)") } ?? .null),
      .init(key: "broke", value: breaking.map { .object(fields(of: $0)) } ?? .null),
      .init(key: "results", value: .list(record.results.map { .object(fields(of: $0, ofRun: true)) })),
    ])
  }

  static func step(_ step: SlowStep) -> JSONNode {
    .object([
      .init(key: "owner", value: .text(step.step.owner.label)),
      .init(key: "step", value: .text(step.step.kind.rawValue)), .init(key: "count", value: number(step.count)),
      .init(key: "p50", value: number(step.p50)), .init(key: "p90", value: number(step.p90)),
      .init(key: "longest", value: number(step.longest)),
    ])
  }

  static func breaking(_ name: EnvironmentName, _ report: BreakReport) -> JSONNode {
    .object([.init(key: "environment", value: .text(name.text))] + fields(of: report))
  }

  private static func fields(of report: BreakReport) -> [JSONNode.Member] {
    [
      .init(key: "passed_last", value: .object(fields(of: report.good, ofRun: true))),
      .init(key: "failed_first", value: .object(fields(of: report.bad, ofRun: true))),
      .init(key: "changes", value: .list(report.changes.map { .text($0.text) })),
    ]
  }

  /// - Parameter ofRun: Whether it says of which run it is, else of which environment.
  private static func fields(of result: PastResult, ofRun: Bool) -> [JSONNode.Member] {
    let owner: [JSONNode.Member] =
      ofRun
      ? [
        .init(key: "run", value: number(result.run.number)), .init(key: "started", value: number(result.runTime)),
        .init(key: "revision", value: revision(result.revision)),
      ] : [.init(key: "environment", value: .text(result.environment.text))]
    return owner + [
      .init(key: "status", value: .text(result.status.rawValue)), .init(key: "reason", value: .text(result.reason)),
      .init(key: "first_error", value: result.firstError.map { .text($0) } ?? .null),
      .init(key: "worked", value: number(result.workedMicroseconds)),
      .init(key: "cpu", value: number(result.cpuMicroseconds)),
      .init(key: "peak_memory", value: number(result.peakMemoryByteCount)),
      .init(key: "retried", value: .boolean(result.neededRetry)), .init(key: "kept", value: .boolean(result.isKept)),
      .init(key: "interpreter", value: .text(result.basis.interpreter)),
      .init(key: "tool", value: .text(result.basis.tool)),
    ]
  }

  private static func revision(_ revision: SourceRevision?) -> JSONNode {
    guard let revision else { return .null }
    return .object([
      .init(key: "commit", value: .text(revision.commit)),
      .init(key: "branch", value: revision.branch.map { .text($0) } ?? .null),
      .init(key: "dirty", value: .boolean(revision.isDirty)),
    ])
  }

  private static func number(_ value: (some BinaryInteger)?) -> JSONNode { value.map { .number("\($0)") } ?? .null }
}
