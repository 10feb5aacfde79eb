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
    let newest = try folder(number)
    let found = failed && !notRun && number == nil ? failures(among: wanted.map(Set.init)) : nil
    let recorded = if let found { found.run } else { try choice.read(newest) }
    let (folder, passedSince) = (recorded.folder, found?.passed ?? [:])
    let (state, run) = (recorded.state, recorded.header.run)
    if recorded.isLive {
      throw DiagnosticError(.error("run \(run) is going on in another swtox", help: "wait for its end, or stop it"))
    }
    let known = Set(session.project.allEnvironments)
    // Names that are only made of known factors are none of the list.
    let all = state.environments.filter { known.contains($0) || isKnown($0) }
    let names = Set(all)
    let others = (wanted ?? (notRun ? session.project.environmentList : [])).filter { !names.contains($0) }
    let asked = wanted.map(Set.init)
    var results = KeptResults()
    for name in all + (notRun ? others : []) where asked?.contains(name) ?? true {
      let summary = state.summary(of: .environment(name))
      if let later = passedSince[name], !summary.status.isGood {
        results.keep(name, of: later, "passed in run \(later.header.run)")
      } else if summary.status.isGood {
        results.keep(name, of: recorded, summary.isKept ? summary.reason : "passed in run \(run)")
      } else if !((failed && summary.isFailure) || (notRun && (!names.contains(name) || summary.isLeft))) {
        if notRun, summary.isFailure { results.leftOut.append(name) }
        continue
      }
      results.environments.append(name)
    }
    results.settings = settings(of: folder)
    for (name, later) in passedSince where results.kept[name] != nil {
      if let digests = settings(of: later.folder) { results.settings?.take([name], from: digests) }
    }
    if folder != newest { results.note = "goes on from run \(run), the newest in which something failed" }
    results.emptyReason = "nothing \(failed ? notRun ? "failed or was left" : "failed" : "was left") in run \(run)"
    return results
  }

  /// The run of a number, else the newest one that tested something.
  private func folder(_ number: Int?) throws(DiagnosticError) -> RunFolder {
    let reader = JournalReader(files: session.host.files)
    if let number {
      let folder = try choice.folder(number)
      guard reader.header(of: folder)?.prepares == true else { return folder }
      throw DiagnosticError(
        .error("run \(number) only set up environments, and tells nothing of how they do", help: "name another run"))
    }
    let last = try choice.folder(nil)
    let folders = (try? RunFolder.all(in: session.project.workDirectory, files: session.host.files)) ?? []
    return folders.first { reader.header(of: $0)?.prepares == false } ?? last
  }

  /// So many runs are looked at for failures.
  private static let runLimit = 50

  /// The newest run with an environment that failed in it and has not passed since, and what has passed since; `nil` where
  /// there is none.
  ///
  /// - Parameter wanted: The environments that count; `nil` for all.
  private func failures(
    among wanted: Set<EnvironmentName>?
  ) -> (run: RecordedRun, passed: [EnvironmentName: RecordedRun])? {
    let reader = JournalReader(files: session.host.files)
    let folders = (try? RunFolder.all(in: session.project.workDirectory, files: session.host.files)) ?? []
    let known = Set(session.project.allEnvironments)
    var passed: [EnvironmentName: RecordedRun] = [:]
    for (place, folder) in folders.prefix(Self.runLimit).enumerated() {
      // What cannot be read says nothing.
      guard let run = try? reader.read(folder), !run.header.prepares else { continue }
      if run.isLive {
        if place == 0 { return (run, [:]) }
        continue
      }
      let summaries = run.state.environments.filter { wanted?.contains($0) ?? true }
        .map { ($0, run.state.summary(of: .environment($0))) }
      if summaries.contains(where: { $1.isFailure && passed[$0] == nil && (known.contains($0) || isKnown($0)) }) {
        return (run, passed)
      }
      for (name, summary) in summaries where summary.status.isGood && passed[name] == nil { passed[name] = run }
    }
    return nil
  }

  private func isKnown(_ name: EnvironmentName) -> Bool { (try? session.check([name])) != nil }

  private func settings(of folder: RunFolder) -> SettingDigests? {
    // Without it nobody can tell what has changed since.
    (try? session.host.files.read(SettingDigests.path(in: folder.path))).map { SettingDigests(bytes: $0) }
  }
}

extension OwnerSummary {
  /// Whether the run never began with it, or not with what decides.
  fileprivate var isLeft: Bool { [.cancelled, .queued, .waiting, .running, .unknown].contains(status) }
  /// Whether it went wrong, by itself or by what it needs.
  fileprivate var isFailure: Bool { status.isBad || isBlocked || status == .unavailable }
}
