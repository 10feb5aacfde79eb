import EnvironmentModel
import Glibc
import History
import Host
import Journal
import ProjectConfiguration
import Reporting
import RunModel
import SourceText

/// The history of a project, brought up to what its journals say.
struct HistorySession {
  let session: ProjectSession
  let database: HistoryDatabase
  let queries: HistoryQueries

  /// - Parameter checks: Whether all of it is looked at for damage.
  /// - Throws: Why there is none.
  init(_ session: ProjectSession, checks: Bool = false) throws(DiagnosticError) {
    let workDirectory = session.project.workDirectory
    guard session.host.files.isDirectory(workDirectory) else {
      throw DiagnosticError(
        .error("there is no run in '\(session.shown(workDirectory))'", help: "begin one with 'swtox-tui run'"))
    }
    self.session = session
    do throws(HistoryError) {
      database = try HistoryDatabase(in: workDirectory, files: session.host.files, checks: checks)
    } catch {
      throw DiagnosticError(.error(error.message))
    }
    queries = HistoryQueries(database)
  }

  /// One that is open already.
  init(_ session: ProjectSession, _ database: HistoryDatabase) {
    self.session = session
    self.database = database
    queries = HistoryQueries(database)
  }

  /// Reads what is new, tells what was wrong, and hands on what is asked.
  ///
  /// - Parameter rebuilds: Whether all journals are read, and damage is looked for everywhere.
  static func asking(
    _ project: ProjectOptions, _ program: ProgramContext, rebuilds: Bool = false,
    _ body: (HistorySession) throws(HistoryError) -> ExitCode
  ) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let history = try HistorySession(try await ProjectSession.open(project, in: program), checks: rebuilds)
      if let note = history.database.note { printer.print([.warning(note)]) }
      do throws(HistoryError) {
        if !rebuilds { printer.print(try history.update.run().failures.map { .warning($0.error.message) }) }
        return try body(history)
      } catch {
        throw DiagnosticError(.error(error.message))
      }
    } catch {
      return printer.refuse(error)
    }
  }

  /// What brings the history up to date.
  var update: HistoryUpdate {
    let (files, known) = (session.host.files, Set(session.project.allEnvironments))
    let (session, configuration) = (session, session.configuration)
    return HistoryUpdate(database, workDirectory: session.project.workDirectory, files: files) { run, step in
      var environments: [Environment] = []
      if case .environment(let name) = step.owner, known.contains(name) {
        environments = configuration.environments([name], only: ["error_patterns", "set_env"]).environments
      }
      return LogFileOutput(
        folder: run.folder, files: files, isColored: false,
        errorPatterns: LogFileOutput.errorPatterns(of: environments), mask: session.secretMask(environments)
      ).firstError(of: step)?.placed(limit: 300)
    }
  }

  /// Adds what a run has just told, and removes runs that are kept no longer; what is wrong with the history is no
  /// fault of the run.
  ///
  /// - Parameter keeper: Who keeps it open.
  /// - Returns: A sentence about what is wrong; `nil` for nothing.
  static func note(_ session: ProjectSession, keeper: HistoryKeeper = HistoryKeeper()) -> String? {
    let (workDirectory, files) = (session.project.workDirectory, session.host.files)
    // A run may have ended because it was removed.
    if !files.isDirectory(RunFolder.runsPath(in: workDirectory)) { return nil }
    do {
      let history = try keeper.history(of: session)
      _ = try history.update.run()
      // Old runs that cannot be removed only take up room.
      let pruning = RunPruning(history: history, retention: RunRetention(session.project.retention))
      for removal in try pruning.removals() { _ = pruning.remove(removal.run) }
      return history.database.note
    } catch {
      // Without a history nobody knows which runs had failures.
      _ = try? RunHistory(workDirectory: workDirectory, files: files).prune(
        keeping: RunRetention(session.project.retention).failedRunCount)
      let reason = (error as? DiagnosticError)?.diagnostics.first?.message ?? (error as? HistoryError)?.message
      return "the history was not brought up to date: \(reason ?? "\(error)")"
    }
  }

  /// A moment as people here write it: `2026-11-27 06:50`.
  static func time(_ microseconds: Int64) -> String {
    var seconds = time_t(microseconds / 1_000_000)
    var parts = tm()
    localtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    return "\(day) \(two(parts.tm_hour)):\(two(parts.tm_min))"
  }
}
