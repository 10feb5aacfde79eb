package import EnvironmentModel
import GRDB
package import RunModel

/// What is asked of the history; each answer comes from indexes and takes time in proportion to what it tells.
package struct HistoryQueries: Sendable {
  private let database: HistoryDatabase

  package init(_ database: HistoryDatabase) { self.database = database }

  // MARK: Runs

  /// The newest runs, newest first.
  package func runs(limit: Int) throws(HistoryError) -> [PastRun] {
    try database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM run ORDER BY started DESC, number DESC LIMIT ?", arguments: [limit]
      )
      .map(Self.run)
    }
  }

  /// The run of a number, or the newest one; of several of one number the newest.
  package func run(_ number: Int?) throws(HistoryError) -> PastRun? {
    try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM run WHERE ?1 IS NULL OR number = ?1 ORDER BY started DESC LIMIT 1",
        arguments: [number]
      ).map(Self.run)
    }
  }

  private static func run(_ row: Row) -> PastRun {
    PastRun(
      id: RunID(row["number"]), startTime: row["started"], endTime: row["ended"],
      ending: PastRun.Ending(rawValue: row["ending"]) ?? .interrupted, prepares: row["prepares"],
      counts: CountText.counts(row["counts"]), revision: revision(row), version: row["version"], isKept: row["is_kept"])
  }

  private static func revision(_ row: Row) -> SourceRevision? {
    let commit: String? = row["revision"]
    return commit.map { SourceRevision(commit: $0, branch: row["branch"], change: row["change"]) }
  }

  // MARK: Results

  /// The names of all environments that runs had, in the order of their names.
  package func environmentNames() throws(HistoryError) -> [EnvironmentName] {
    try database.read { database in
      try String.fetchAll(database, sql: "SELECT name FROM environment ORDER BY name").map { EnvironmentName($0) }
    }
  }

  /// What the newest runs said of an environment; runs that only set up say nothing of how it does and are left out.
  package func record(of name: EnvironmentName, limit: Int) throws(HistoryError) -> EnvironmentRecord {
    try database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: Self.results + """
          WHERE result.environment_id = (SELECT id FROM environment WHERE name = ?) AND run.prepares = 0
          ORDER BY run.started DESC LIMIT ?
          """, arguments: [name.text, limit])
      return EnvironmentRecord(name: name, results: rows.map(Self.result))
    }
  }

  /// The results of a run in the order of the names.
  package func results(of run: PastRun) throws(HistoryError) -> [PastResult] {
    try database.read { database in
      try Row.fetchAll(
        database, sql: Self.results + "WHERE run.number = ? AND run.started = ? ORDER BY environment.name",
        arguments: [run.id.number, run.startTime]
      ).map(Self.result)
    }
  }

  /// The environments whose newest result that says anything is no pass, among those of the newest runs.
  ///
  /// - Complexity: O(*results*) of those runs.
  package func failing(runs: Int) throws(HistoryError) -> Set<EnvironmentName> {
    try database.read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT environment_id, status FROM result JOIN run ON run.id = run_id
          WHERE run_id IN (SELECT id FROM run WHERE prepares = 0 ORDER BY started DESC LIMIT ?)
            AND kept = 0 AND status IN ('pass', 'flaky', 'fail', 'error') ORDER BY run.started DESC
          """, arguments: [runs])
      var newest: [Int64: Bool] = [:]
      while let row = try rows.next() {
        let id: Int64 = row["environment_id"]
        if newest[id] == nil { newest[id] = !["pass", "flaky"].contains(row["status"] as String) }
      }
      let failing = newest.filter(\.value).keys
      return try Set(
        failing.compactMap { id in
          try String.fetchOne(database, sql: "SELECT name FROM environment WHERE id = ?", arguments: [id])
            .map { EnvironmentName($0) }
        })
    }
  }

  private static let results = """
    SELECT environment.name, run.number, run.started, run.revision, run.branch, run.change, result.*,
      reason.text AS reason, error.text AS error, interpreter.text AS interpreter, tool.text AS tool
    FROM result JOIN run ON run.id = result.run_id JOIN environment ON environment.id = result.environment_id
    LEFT JOIN text AS reason ON reason.id = reason_id LEFT JOIN text AS error ON error.id = error_id
    LEFT JOIN text AS interpreter ON interpreter.id = interpreter_id LEFT JOIN text AS tool ON tool.id = tool_id

    """

  private static func result(_ row: Row) -> PastResult {
    func mark(_ column: String) -> String { (row[column] as Int64?).map(String.init) ?? "" }
    return PastResult(
      run: RunID(row["number"]), environment: EnvironmentName(row["name"]),
      status: MatrixStatus(rawValue: row["status"]) ?? .unknown, reason: row["reason"] ?? "", firstError: row["error"],
      runTime: row["started"], workedMicroseconds: row["worked"], cpuMicroseconds: row["cpu"],
      peakMemoryByteCount: row["peak"], neededRetry: row["retried"], isKept: row["kept"], revision: revision(row),
      basis: PastResult.Basis(
        interpreter: row["interpreter"] ?? "", tool: row["tool"] ?? "", packagesMark: mark("packages_id"),
        inputsMark: mark("inputs_id"), settingsMark: mark("settings_id")))
  }

  // MARK: Steps

  /// The steps of the newest runs that take longest by their median, slowest first.
  package func slowestSteps(runs: Int, limit: Int) throws(HistoryError) -> [SlowStep] {
    let durations = try database.read { database in
      var durations: [StepID: [Int64]] = [:]
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT text.text AS owner, kind, duration FROM step JOIN text ON text.id = step.owner_id
          WHERE duration IS NOT NULL AND run_id IN (SELECT id FROM run ORDER BY started DESC LIMIT ?)
          """, arguments: [runs])
      while let row = try rows.next() {
        guard let kind = StepKind(rawValue: row["kind"]) else { continue }
        durations[StepID(StepOwner(label: row["owner"]), kind), default: []].append(row["duration"])
      }
      return durations
    }
    let steps = durations.map { SlowStep(step: $0.key, durations: $0.value) }
    return Array(steps.sorted { ($0.p50, $1.step.owner.label) > ($1.p50, $0.step.owner.label) }.prefix(limit))
  }

  // MARK: Breaking

  /// When an environment that fails now began to, and what differs from its last pass; `nil` where it passes, or never did.
  package func breaking(of record: EnvironmentRecord) throws(HistoryError) -> BreakReport? {
    guard let (good, bad) = record.breaking else { return nil }
    return BreakReport(good: good, bad: bad, changes: try changes(from: good, to: bad))
  }

  /// What differs between what two results rest on.
  package func changes(from old: PastResult, to new: PastResult) throws(HistoryError) -> [ResultChange] {
    var changes: [ResultChange] = []
    if let before = old.revision, let after = new.revision {
      if before.commit != after.commit {
        changes.append(.commit(from: before.text, to: after.text))
      } else if before.change != after.change {
        changes.append(.workingTree)
      }
    }
    // Where one side is not known, as after a failed installation, nothing can be said of what changed.
    func differ(_ value: (PastResult.Basis) -> String) -> Bool {
      !value(old.basis).isEmpty && !value(new.basis).isEmpty && value(old.basis) != value(new.basis)
    }
    if differ(\.interpreter) {
      changes.append(.interpreter(from: old.basis.interpreter, to: new.basis.interpreter))
    }
    if differ(\.tool) { changes.append(.tool(from: old.basis.tool, to: new.basis.tool)) }
    let bodies = try bodies(
      of: [old, new].flatMap { [$0.basis.packagesMark, $0.basis.settingsMark, $0.basis.inputsMark] })
    func body(_ mark: String) -> String { bodies[mark] ?? "" }
    if differ(\.packagesMark) {
      changes += ResultChange.packages(
        from: ContentBody.packages(body(old.basis.packagesMark)), to: ContentBody.packages(body(new.basis.packagesMark))
      )
    }
    func names(_ mark: (PastResult) -> String) -> [String] {
      if mark(old).isEmpty || mark(new).isEmpty { return [] }
      return ResultChange.names(from: ContentBody.marks(body(mark(old))), to: ContentBody.marks(body(mark(new))))
    }
    changes += names(\.basis.settingsMark).map { .setting($0) }
    return changes + names(\.basis.inputsMark).map { .input($0) }
  }

  private func bodies(of marks: [String]) throws(HistoryError) -> [String: String] {
    try database.read { database in
      var bodies: [String: String] = [:]
      for mark in Set(marks) where !mark.isEmpty {
        bodies[mark] = try String.fetchOne(
          database, sql: "SELECT body FROM content WHERE id = ?", arguments: [Int64(mark)])
      }
      return bodies
    }
  }
}
