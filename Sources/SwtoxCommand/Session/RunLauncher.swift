import EnvironmentModel
import Host
import Journal
import LocalHost
import Orchestration
import Planning
import RunModel

/// Starts runs of a project and sees them through.
struct RunLauncher: Sendable {
  let session: ProjectSession
  let jobs: Int
  /// How children's output reaches us.
  let channel: ProcessRequest.Channel

  init(session: ProjectSession, jobs: JobCount, channel: ProcessRequest.Channel) {
    self.session = session
    self.channel = channel
    self.jobs = if case .count(let count) = jobs { count } else { LocalMachine.coreCount }
  }

  /// A run whose folder and journal are there and whose loop has not begun.
  struct Prepared: Sendable {
    var plan: Plan
    var writer: JournalWriter
    var artifacts: ArtifactBoard
    var mailbox = RunMailbox()
    var id: RunID { writer.folder.run }
  }

  /// Gives a plan its number, folder and journal; removes the oldest runs beyond the number that is kept.
  func prepare(_ plan: Plan, _ observation: Observation) throws(FileError) -> Prepared {
    let host = session.host
    let workDirectory = session.project.workDirectory
    try WorkDirectory.prepare(workDirectory, files: host.files)
    let writer = try JournalWriter.begin(
      in: workDirectory, project: session.project.root, startTime: host.clock.wallMicroseconds,
      version: SwtoxProgram.version, files: host.files)
    // Old runs that cannot be removed only take up room.
    _ = try? RunHistory(workDirectory: workDirectory, files: host.files).prune()
    return Prepared(plan: plan, writer: writer, artifacts: ArtifactBoard(observation.artifacts))
  }

  /// Carries a prepared run out to its end.
  ///
  /// - Throws: The first failure to write the journal, after the end of the run.
  func run(_ run: Prepared, observers: [any RunObserver]) async throws(FileError) {
    let executor = StepExecutor(
      host: session.host, runFolder: run.writer.folder.path, channel: channel, artifacts: run.artifacts)
    var loop = RunLoop(
      plan: run.plan, jobs: jobs, executor: executor, mailbox: run.mailbox, clock: session.host.clock,
      recorder: run.writer, observers: observers)
    defer { run.writer.close() }
    try await loop.run()
  }
}

extension JournalWriter: EventRecorder {}
