import EnvironmentModel
import Host
import Journal
import Planning
import RunModel
import SourceText

/// What runs again of an earlier run, and what of it is kept.
struct Rerun {
  private let session: ProjectSession
  private let choice: RunChoice

  init(_ session: ProjectSession) {
    self.session = session
    choice = RunChoice(session)
  }

  /// The environments of a run that failed, or that it did not come to; those of it that passed are kept.
  ///
  /// - Parameters:
  ///   - wanted: What the command line chooses; `nil` where it chooses nothing.
  ///   - failed: Whether those run that failed; `notRun` those that the run left.
  func results(
    of number: Int?, among wanted: [EnvironmentName]?, failed: Bool, notRun: Bool
  ) throws(DiagnosticError) -> KeptResults {
    let folder = try choice.folder(number)
    let recorded = try choice.read(folder)
    let (state, run) = (recorded.state, recorded.header.run)
    if recorded.isLive {
      throw DiagnosticError(.error("run \(run) is going on in another swtox", help: "wait for its end, or stop it"))
    }
    let known = Set(session.project.allEnvironments)
    let all = state.environments.filter(known.contains)
    let others = (wanted ?? (notRun ? session.project.environmentList : [])).filter { !all.contains($0) }
    let asked = wanted.map(Set.init)
    var results = KeptResults(environments: [], kept: [:], inputs: [:])
    for name in all + (notRun ? others : []) where asked?.contains(name) ?? true {
      let summary = state.summary(of: .environment(name))
      let isLeft = !state.environments.contains(name) || summary.isLeft
      if summary.status == .pass {
        results.kept[name] = summary.isKept ? summary.reason : "passed in run \(run)"
        results.inputs[name] = state.steps(of: .environment(name)).flatMap(\.inputs)
      } else if !((failed && summary.isFailure) || (notRun && isLeft)) {
        continue
      }
      results.environments.append(name)
    }
    results.settings = settings(of: folder)
    if !results.left.isEmpty { return results }
    let what = failed ? (notRun ? "failed or was left" : "failed") : "was left"
    throw DiagnosticError([.error("nothing \(what) in run \(run)")], isNothingChosen: true)
  }

  private func settings(of folder: RunFolder) -> SettingDigests? {
    // Without it nobody can tell what has changed since.
    (try? session.host.files.read(SettingDigests.path(in: folder.path))).map { SettingDigests(bytes: $0) }
  }
}

extension OwnerSummary {
  /// Whether the run never began with it, or not with what decides.
  fileprivate var isLeft: Bool { [.cancelled, .queued, .waiting, .running, .unknown].contains(status) }
  /// Whether it went wrong, by itself or by what it needs.
  fileprivate var isFailure: Bool { status.isBad || isBlocked }
}
