import EnvironmentModel
import GRDB
import Journal
import RunModel

/// Writes what a run's journal tells into the tables, in one transaction that somebody else began.
struct RunImporter {
  private let database: Database
  private let run: RecordedRun
  private let settings: SettingDigests?
  private let firstError: (StepID) -> String?
  private var state: RunState { run.state }

  /// - Parameters:
  ///   - settings: What the settings were; `nil` where that was lost.
  ///   - firstError: The line of a failed step's log that says most.
  init(_ run: RecordedRun, settings: SettingDigests?, firstError: @escaping (StepID) -> String?, in database: Database)
  {
    self.run = run
    self.settings = settings
    self.firstError = firstError
    self.database = database
  }

  /// Puts the run in the place of what was known of it.
  func write() throws {
    let header = run.header
    try database.execute(
      sql: "DELETE FROM run WHERE number = ? AND started = ?", arguments: [header.run.number, header.startTime])
    let summaries = state.environments.map { state.summary(of: .environment($0)) }
    let counts = Dictionary(grouping: summaries, by: \.status).mapValues(\.count)
    try database.execute(
      sql: """
        INSERT INTO run (number, started, ended, ending, prepares, version, revision, branch, change, counts, is_kept)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
        """,
      arguments: [
        header.run.number, header.startTime, state.endTime, ending.rawValue, header.prepares, header.version,
        header.revision?.commit, header.revision?.branch, header.revision?.change, CountText.text(of: counts),
      ])
    let id = database.lastInsertedRowID
    for summary in summaries { try write(summary, of: id) }
    for step in state.stepOrder.compactMap({ state.steps[$0] }) { try write(step, of: id) }
  }

  private var ending: PastRun.Ending {
    // Where the lock cannot be looked at, nobody knows whether it goes on.
    let isUnknown = run.problems.contains { if case .unknownLife = $0 { true } else { false } }
    if run.isLive || isUnknown { return .live }
    if state.endTime == nil { return .interrupted }
    return state.stopReason == nil && state.startsEndReason == nil ? .finished : .stopped
  }

  // MARK: Environments

  private func write(_ summary: OwnerSummary, of id: Int64) throws {
    guard case .environment(let name) = summary.owner else { return }
    let steps = state.steps(of: summary.owner)
    let ends = steps.flatMap(\.commands).compactMap(\.end)
    let content = steps.compactMap(\.content).last
    let packages = content.flatMap { state.packageLists[$0.packagesMark] }.map { ContentBody.text(of: $0) }
    let inputs = steps.flatMap(\.inputs)
    // A failure that a package is to blame for has its line there.
    let isFailure = summary.status == .fail || summary.status == .error
    let found = isFailure ? summary.step.flatMap { step in firstError(step).map { (step, $0) } } : nil
    let error = found.flatMap { state.steps[$0]?.isExplained(by: $1) == true ? $1 : nil }
    try statement(
      """
      INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).execute(arguments: [
      environment(name), id, summary.status.rawValue, text(summary.reason), text(error), summary.workedMicroseconds,
      ends.reduce(0) { $0 + $1.cpuTime.microseconds }, ends.map(\.peakMemoryByteCount).max() ?? 0,
      summary.status.isGood && steps.contains(where: \.neededRetry), summary.isKept, text(content?.interpreter),
      text(content?.tool), body(.packages, packages),
      body(.settings, settings?.values[name].map { ContentBody.text(of: $0) }),
      body(.inputs, inputs.isEmpty ? nil : ContentBody.text(of: inputs)),
    ])
  }

  // MARK: Steps

  private func write(_ step: StepState, of id: Int64) throws {
    // What was only planned says nothing of anything.
    guard step.startTime != nil || step.phase != .queued else { return }
    let owner = try text(step.plan.id.owner.label)
    let duration = step.startTime.flatMap { start in step.endTime.map { $0 - start } }
    try statement("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?)").execute(arguments: [
      id, owner, step.plan.id.kind.rawValue, step.status.rawValue, step.startTime, duration,
    ])
    for (position, command) in step.commands.enumerated() {
      let end = command.end
      try statement("INSERT INTO command VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
        id, owner, step.plan.id.kind.rawValue, position, text(command.text), end?.exitCode, end?.signal,
        end?.duration.microseconds, end?.cpuTime.microseconds, end?.peakMemoryByteCount,
      ])
    }
  }

  // MARK: What is shared

  private func statement(_ sql: String) throws -> Statement { try database.cachedStatement(sql: sql) }

  private func environment(_ name: EnvironmentName) throws -> Int64 {
    try identifier(
      "SELECT id FROM environment WHERE name = ?", "INSERT INTO environment (name) VALUES (?)", [name.text])
  }

  /// The number of a text; none for none and for an empty one.
  private func text(_ text: String?) throws -> Int64? {
    guard let text, !text.isEmpty else { return nil }
    return try identifier("SELECT id FROM text WHERE text = ?", "INSERT INTO text (text) VALUES (?)", [text])
  }

  private func body(_ kind: ContentBody.Kind, _ text: String?) throws -> Int64? {
    guard let text else { return nil }
    return try identifier(
      "SELECT id FROM content WHERE kind = ? AND body = ?", "INSERT INTO content (kind, body) VALUES (?, ?)",
      [kind.rawValue, text])
  }

  private func identifier(_ find: String, _ insert: String, _ arguments: StatementArguments) throws -> Int64 {
    if let known = try Int64.fetchOne(statement(find), arguments: arguments) { return known }
    try statement(insert).execute(arguments: arguments)
    return database.lastInsertedRowID
  }
}

extension StepState {
  /// Whether a command of it was run again after a failure.
  fileprivate var neededRetry: Bool { attempts.contains { $0.count > 1 } }
}
