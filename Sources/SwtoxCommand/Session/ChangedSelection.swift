import EnvironmentModel
import Host
import Journal
import Orchestration
import Planning
import RunModel
import SourceText

/// Which environments changed since they passed last, and which are kept since they did not.
struct ChangedSelection {
  private let session: ProjectSession
  private let options: RunOptions

  init(_ session: ProjectSession, _ options: RunOptions) {
    self.session = session
    self.options = options
  }

  /// The newest pass of an environment.
  private struct Pass {
    var run: RecordedRun
    var settings: SettingDigests?
    var inputs: [StepInput]

    var text: String { "passed in run \(run.header.run)" }
  }

  /// - Parameters:
  ///   - names: The environments to choose among.
  ///   - base: A commit or branch; empty where the newest passes say what there was.
  /// - Throws: That git does not know the base.
  func results(of names: [EnvironmentName], since base: String) async throws(DiagnosticError) -> KeptResults {
    let (passes, others) = passes(of: names)
    let resolved = await session.environments(names)
    var reasons = await reasons(names, passes, resolved).merging(others) { $1 }
    let places = PackagePlaces(session, resolved.environments)
    if base.isEmpty {
      try await addSources(to: &reasons, names, passes, places)
    } else {
      let files = try await files(since: base)
      for name in names where reasons[name] == nil {
        if let file = files.first(where: { places.concerns($0, name) }) {
          reasons[name] = "\(shown(file)) differs from \(base)"
        }
      }
    }
    var results = KeptResults(environments: names)
    var settings = SettingDigests([])
    for name in names where reasons[name] == nil {
      guard let pass = passes[name] else { continue }
      let why = base.isEmpty ? "and nothing changed since" : "and no file that differs from \(base) concerns it"
      results.keep(name, of: pass.run, "\(pass.text), \(why)")
      if let digests = pass.settings { settings.take([name], from: digests) }
    }
    (results.changed, results.settings) = (reasons, settings)
    let since = base.isEmpty ? "they passed last" : "'\(base)'"
    results.emptyReason = "nothing changed in \(names.count) environment\(names.count == 1 ? "" : "s") since \(since)"
    return results
  }

  // MARK: What was

  /// The newest result of each that says anything, where that is a pass, and why the others run.
  private func passes(of names: [EnvironmentName]) -> ([EnvironmentName: Pass], others: [EnvironmentName: String]) {
    let files = session.host.files
    let history = RunHistory(workDirectory: session.project.workDirectory, files: files)
    var passes: [EnvironmentName: Pass] = [:]
    var others: [EnvironmentName: String] = [:]
    var missing = Set(names)
    let reader = JournalReader(files: files)
    for folder in (try? history.folders()) ?? [] where !missing.isEmpty {
      // What cannot be read is no pass.
      guard let run = try? reader.read(folder), !run.header.prepares else { continue }
      let bytes = try? files.read(SettingDigests.path(in: folder.path))
      let settings = bytes.map { SettingDigests(bytes: $0) }
      for name in run.state.environments where missing.contains(name) {
        let summary = run.state.summary(of: .environment(name))
        if summary.isKept || ![.pass, .flaky, .fail, .error, .unavailable].contains(summary.status) { continue }
        missing.remove(name)
        if summary.status.isGood {
          passes[name] = Pass(
            run: run, settings: settings, inputs: run.state.steps(of: .environment(name)).flatMap(\.inputs))
        } else {
          others[name] = "it did not pass in run \(run.header.run)"
        }
      }
    }
    for name in missing { others[name] = "it never passed" }
    return (passes, others)
  }

  // MARK: What is

  /// Why environments run again by what is known without version control.
  private func reasons(
    _ names: [EnvironmentName], _ passes: [EnvironmentName: Pass], _ resolved: ResolvedEnvironments
  ) async -> [EnvironmentName: String] {
    let now = SettingDigests(resolved.environments)
    let inputs = await InputComparison.now(of: names.filter { passes[$0] != nil }, options, in: resolved.session)
    var reasons: [EnvironmentName: String] = [:]
    for name in names {
      guard let pass = passes[name] else { continue }
      let keys = pass.settings.map { now.changes(of: name, since: $0) }
      if keys == nil || keys?.isEmpty == false {
        reasons[name] =
          "\(pass.text), but since then: "
          + (keys.map { "setting \($0.joined(separator: ", "))" } ?? "settings that are lost")
      } else if let change = inputs.change(of: name, since: pass.inputs) {
        reasons[name] = "\(pass.text), but since then: \(change)"
      }
    }
    return reasons
  }

  /// Adds those whose sources differ from what they were at their pass.
  private func addSources(
    to reasons: inout [EnvironmentName: String], _ names: [EnvironmentName], _ passes: [EnvironmentName: Pass],
    _ places: PackagePlaces
  ) async throws(DiagnosticError) {
    let now = await RevisionProbe(host: session.host).revision(of: session.project.root)
    var files: [String: [String]] = [:]
    for name in names where reasons[name] == nil {
      guard let pass = passes[name], let then = pass.run.header.revision, let now else {
        reasons[name] = "nobody knows what its sources were"
        continue
      }
      if then == now { continue }
      // What differed from the commit then is not known any more.
      if then.isDirty {
        reasons[name] = "\(pass.text), with files that differed from commit \(then.commit.prefix(10))"
        continue
      }
      if files[then.commit] == nil {
        files[then.commit] = (try? await self.files(since: then.commit)) ?? [session.project.root]
      }
      if let file = files[then.commit]?.first(where: { places.concerns($0, name) }) {
        reasons[name] = "\(pass.text), but since then: \(shown(file)) changed"
      }
    }
  }

  private func files(since commit: String) async throws(DiagnosticError) -> [String] {
    do throws(ChangedFiles.Failure) {
      return try await ChangedFiles(host: session.host).paths(since: commit, in: session.project.root)
    } catch {
      throw DiagnosticError(
        .error(error.message, help: "name a commit, branch or tag: --changed main; without one the last passes count"))
    }
  }

  private func shown(_ path: String) -> String {
    let root = session.project.root + "/"
    return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
  }
}

/// The folders of packages, and which environments they concern.
struct PackagePlaces {
  /// The folders of definitions that are no more than a part of the project.
  private let roots: [String]
  private let own: [EnvironmentName: Set<String>]

  init(_ session: ProjectSession, _ environments: [Environment]) {
    let definitions = session.project.definitions
    let parts = definitions.packages.map(\.root).filter { $0 != session.project.root }
    // The narrowest folder decides.
    roots = Set(parts).sorted { $0.utf8.count > $1.utf8.count }
    let matcher = session.matcher
    own = Dictionary(
      environments.map { environment in
        var waiting = matcher.decision(for: environment).packages.map(\.definition)
        var names = Set(waiting.map(\.name))
        var found: Set<String> = []
        while let definition = waiting.popLast() {
          found.insert(definition.root)
          for name in definition.dependencies where names.insert(name).inserted {
            if let other = definitions.package(named: name) { waiting.append(other) }
          }
        }
        return (environment.name, found)
      }
    ) { first, _ in first }
  }

  /// Whether an environment may come to another result by a file: not where it lies in the folder of a package that the
  /// environment does not get. What gets no package, as linters do, may look at any file.
  func concerns(_ path: String, _ name: EnvironmentName) -> Bool {
    guard let own = own[name], !own.isEmpty, let root = roots.first(where: { path.hasPrefix("\($0)/") }) else {
      return true
    }
    return own.contains(root)
  }
}
