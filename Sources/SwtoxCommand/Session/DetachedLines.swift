import Dashboard
import Glibc
import Reporting
import RunModel
import Synchronization

/// Tells of a run as lines of text, once its dashboard has been left: an environment a line, as each ends.
final class DetachedLines: Sendable {
  private let inbox: DashboardInbox
  private let isUnicode: Bool
  private let state = Mutex<[RunID: RunState]>([:])
  /// What was told already.
  private let told = Mutex<[RunID: Set<StepOwner>]>([:])

  init(inbox: DashboardInbox, isUnicode: Bool) {
    self.inbox = inbox
    self.isUnicode = isUnicode
  }

  /// Takes what is known of runs, and tells what comes.
  func begin(with runs: [RunState]) {
    state.withLock { $0 = Dictionary(runs.map { ($0.id, $0) }) { $1 } }
    StandardOutput.write("the run goes on; Ctrl-C stops it\n")
    inbox.redirect { self.take($0) }
  }

  private func take(_ message: DashboardMessage) {
    switch message {
    case .runOpened(let run, _): state.withLock { $0[run.id] = run }
    case .runEvents(let id, let events):
      let lines = state.withLock { runs in
        events.compactMap { event -> String? in
          runs[id, default: RunState(id: id)].apply(event)
          guard case .stepFinished(let step, _) = event.event, let summary = runs[id]?.summary(of: step.owner) else {
            return nil
          }
          guard let line = line(summary), isNew(summary.owner, in: id) else { return nil }
          return line
        }
      }
      StandardOutput.write(lines.joined())
    case .notice(let text): StandardOutput.write("\(text)\n")
    default: break
    }
  }

  private func isNew(_ owner: StepOwner, in run: RunID) -> Bool {
    told.withLock { $0[run, default: []].insert(owner).inserted }
  }

  /// `✓ py312  47s`; `nil` for what has not ended.
  private func line(_ summary: OwnerSummary) -> String? {
    guard summary.status.isSettled, case .environment = summary.owner else { return nil }
    let mark = StatusGlyphs().text(of: summary.status, in: isUnicode ? .symbols : .ascii)
    let time = summary.workedMicroseconds.map { "  \(DurationText.precise(microseconds: $0))" } ?? ""
    let reason = summary.reason.isEmpty ? "" : "  \(summary.reason)"
    return "\(mark) \(summary.owner.label)\(time)\(reason)\n"
  }
}
