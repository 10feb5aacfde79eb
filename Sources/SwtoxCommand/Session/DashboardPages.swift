import Dashboard
import EnvironmentModel
import History
import Host
import Journal
import ProjectConfiguration
import Reporting
import RunModel
import Screen
import SourceText

/// Works out the pages of the dashboard: what history says, what differs, and what failed.
struct DashboardPages {
  /// So many runs are listed.
  private static let runCount = 200
  /// So many results of an environment are looked at.
  private static let resultCount = 1000

  let session: ProjectSession
  var keeper = HistoryKeeper()
  /// The newest run that counts, where only one is looked at.
  var last: RunID?

  /// A run with its logs; `nil` where its journal cannot be read any more.
  func run(_ number: RunID) -> ReportedRun? {
    var runs = TestResultsOfRuns(session)
    return runs.run(number)
  }

  /// The lines of a page; why there are none is a line too.
  func lines(of subject: PageSubject) -> [PageLine] {
    do {
      switch subject {
      case .runs: return try runs()
      case .history(let name): return try history(of: name)
      case .difference(let name, let other?, let run): return try difference(name, other, upTo: run ?? last)
      case .difference(let name, nil, let run): return try changes(of: name, upTo: run ?? last)
      case .failures(let runs): return failures(runs)
      case .groups(let runs): return groups(of: runs)
      // It takes long, and is told by itself.
      case .doctor: return []
      case .packages(let runs): return InstalledPackages(session: session).lines(of: runs)
      case .matches(let matcher, let runs): return LogMatches(session: session, matcher: matcher).lines(in: runs)
      }
    } catch let error as HistoryError {
      return [line(error.message, .warning)]
    } catch let error as DiagnosticError {
      return [line(error.diagnostics.first?.message ?? "there is no history", .warning)]
    } catch {
      return [line("\(error)", .warning)]
    }
  }

  private var text: HistoryText { HistoryText(style: style, time: HistorySession.time) }

  private var style: TextStyle { TextStyle(isColored: true, isUnicode: true) }

  /// The history with what journals have told since.
  private func open() throws -> HistorySession {
    let history = try keeper.history(of: session)
    _ = try history.update.run()
    return history
  }

  private func line(_ text: String, _ role: StyleRole = .text) -> PageLine { PageLine([TextRun(text, role)]) }

  private func pageLines(_ lines: [TextLine]) -> [PageLine] {
    lines.map { line in
      let run = line.run.map { PageLine.Target.run($0) }
      return PageLine(line.runs, target: run ?? line.environment.map { .environment($0) })
    }
  }

  // MARK: History

  private func runs() throws -> [PageLine] {
    let runs = try open().queries.runs(limit: Self.runCount)
    return runs.isEmpty ? [line("there was no run yet")] : pageLines(text.runs(runs))
  }

  private func history(of name: EnvironmentName) throws -> [PageLine] {
    let queries = try open().queries
    let record = try queries.record(of: name, limit: Self.resultCount)
    if record.results.isEmpty { return [line("\(name) was never run")] }
    return pageLines(text.record(record, breaking: try queries.breaking(of: record)))
  }

  // MARK: Differences

  private func record(
    of name: EnvironmentName, upTo last: RunID?, _ queries: HistoryQueries
  ) throws -> EnvironmentRecord {
    let record = try queries.record(of: name, limit: Self.resultCount)
    guard let last else { return record }
    return EnvironmentRecord(name: name, results: record.results.filter { $0.run <= last })
  }

  /// What has changed between the last pass of an environment and its failure, or between its last two results.
  private func changes(of name: EnvironmentName, upTo last: RunID?) throws -> [PageLine] {
    let queries = try open().queries
    let record = try self.record(of: name, upTo: last, queries)
    if let breaking = try queries.breaking(of: record) { return text.breaking(breaking).map { line($0) } }
    let telling = record.results.filter(\.isTelling)
    guard let new = telling.first else { return [line("no run says anything of \(name) yet")] }
    guard telling.count > 1 else { return [line("run \(new.run) is the only one that says anything of \(name)")] }
    let old = telling[1]
    let head = "between run \(old.run) (\(old.status.resultWord)) and run \(new.run) (\(new.status.resultWord)):"
    return [line(head, .title)] + changeLines(try queries.changes(from: old, to: new))
  }

  private func changeLines(_ changes: [ResultChange]) -> [PageLine] {
    changes.isEmpty ? [line("  nothing that is known")] : changes.map { line("  \($0.text)") }
  }

  /// What two environments differ in: their newest results, what these rested on, and their settings.
  private func difference(_ name: EnvironmentName, _ other: EnvironmentName, upTo last: RunID?) throws -> [PageLine] {
    let queries = try open().queries
    var lines: [PageLine] = []
    let newest = try [name, other].map { name in
      try record(of: name, upTo: last, queries).results.first(where: \.isTelling)
    }
    for (name, result) in zip([name, other], newest) {
      let words = result.map { "\($0.status.resultWord) in run \($0.run)" } ?? "no result"
      lines.append(PageLine([TextRun("\(name): "), TextRun(words, .dim)], target: .environment(name)))
    }
    if let first = newest[0], let second = newest[1] {
      // Settings are told with their values, below.
      let changes = try queries.changes(from: first, to: second).filter { change in
        if case .setting = change { false } else { true }
      }
      lines += [line(""), line("what they were tested with", .title)] + changeLines(changes)
      lines += testLines((name, first.run), (other, second.run))
    }
    return lines + [line(""), line("settings", .title)] + settings(name, other)
  }

  /// The tests that came out otherwise in one than in the other; nothing where one of them left no reports.
  private func testLines(
    _ first: (name: EnvironmentName, run: RunID), _ second: (name: EnvironmentName, run: RunID)
  ) -> [PageLine] {
    var tests = TestResultsOfRuns(session)
    for (name, number) in [first, second] {
      guard let run = tests.run(number) else { return [] }
      tests.add(name, of: run)
    }
    let lines = tests.differences
    return lines.isEmpty ? [] : [line(""), line("tests", .title)] + lines.map { line("  \($0)") }
  }

  private func settings(_ name: EnvironmentName, _ other: EnvironmentName) -> [PageLine] {
    let known = Set(session.project.allEnvironments)
    let environments = session.configuration.environments([name, other].filter(known.contains)).environments
    guard environments.count == 2 else { return [line("  the configuration has only one of them")] }
    let screen = SecretScreen(session, environments)
    /// What a key says in an environment, a line each, without what only speaks of its name.
    func text(_ environment: Environment, _ key: String) -> [Substring] {
      guard let setting = environment[key] else { return [] }
      let text = screen.value(setting.value).referenceText.replacing(environment.name.text, with: "{env_name}")
      return text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    let keys = environments[0].settings.map(\.key).filter { ConfigurationKeyTable.environment[$0]?.isConstant != true }
    let lines = keys.flatMap { key -> [PageLine] in
      let (old, new) = (text(environments[0], key), text(environments[1], key))
      if old == new { return [] }
      let (mine, theirs) = (Set(old), Set(new))
      let removed = old.filter { !theirs.contains($0) }.map { line("    - \($0)", .fail) }
      let added = new.filter { !mine.contains($0) }.map { line("    + \($0)", .pass) }
      let order = removed.isEmpty && added.isEmpty ? [line("    the same in another order", .dim)] : []
      return [line("  \(key)", .header)] + removed + added + order
    }
    return lines.isEmpty ? [line("  nothing but what follows from their names", .dim)] : lines
  }

  // MARK: Failures

  /// A line for each group of failures that are alike: `✗ 21 AssertionError … (tests/a.py:8)`.
  private func groups(of runs: [EnvironmentName: RunID]) -> [PageLine] {
    var known = TestResultsOfRuns(session)
    let failures = session.project.allEnvironments.compactMap {
      name -> (environment: EnvironmentName, error: String)? in
      guard let number = runs[name], let run = known.run(number) else { return nil }
      return (name, run.shortError(of: .environment(name)))
    }
    return FailureGroup.groups(of: failures).map { group in
      let count = String(group.environments.count)
      let blanks = String(repeating: " ", count: max(0, 3 - count.count))
      return PageLine(
        [TextRun(blanks + count + "  ", .fail), TextRun(group.error)], target: .environments(group.environments))
    }
  }

  /// Failures that are alike, those of most environments first, and the tests that failed.
  private func failures(_ runs: [EnvironmentName: RunID]) -> [PageLine] {
    let names = session.project.allEnvironments.filter { runs[$0] != nil }
    var failures: [(environment: EnvironmentName, error: String)] = []
    var matrix = TestResultsOfRuns(session)
    for name in names {
      guard let number = runs[name], let run = matrix.run(number) else { continue }
      let summary = run.state.summary(of: .environment(name))
      if [.fail, .error].contains(summary.status) || summary.isBlocked {
        failures.append((name, run.shortError(of: .environment(name))))
      }
      matrix.add(name, of: run)
    }
    let tests = matrix.lines(style: style)
    let head = failures.isEmpty ? [line("no environment that is shown failed", .pass), line("")] : []
    let groups = FailureGroup.groups(of: failures).flatMap { group -> [PageLine] in
      let count = group.environments.count
      let head = [TextRun("\(count) environment\(count == 1 ? "" : "s"): ", .header), TextRun(group.error, .fail)]
      return [PageLine(head, target: .environments(group.environments))]
        + group.environments.map { name in
          PageLine([TextRun("  \(name)")], target: .environment(name))
        } + [line("")]
    }
    return head + groups + pageLines(tests)
  }
}

/// Results of single tests from the newest run of each environment.
private struct TestResultsOfRuns {
  private let session: ProjectSession
  private var known: [RunID: ReportedRun?] = [:]
  private var parts: [(EnvironmentName, ReportedRun)] = []

  init(_ session: ProjectSession) { self.session = session }

  /// A run with its logs; `nil` where its journal cannot be read any more.
  mutating func run(_ number: RunID) -> ReportedRun? {
    if let run = known[number] { return run }
    let folder = RunFolder(workDirectory: session.project.workDirectory, run: number)
    let recorded = try? JournalReader(files: session.host.files).read(folder)
    let environments = recorded?.environments(session) ?? []
    let run = recorded.map {
      ReportedRun(
        $0.state, in: folder, of: session, environments: environments, mask: session.secretMask(environments))
    }
    known[number] = .some(run)
    return run
  }

  mutating func add(_ name: EnvironmentName, of run: ReportedRun) { parts.append((name, run)) }

  func lines(style: TextStyle) -> [TextLine] { ReportedRun.testLines(of: parts, style: style) ?? [] }

  /// The tests that did not come out alike everywhere.
  var differences: [String] { ReportedRun.testDifferences(of: parts) }
}
