import Drivers
import EnvironmentModel
import Glibc
import Host
import Journal
import LocalHost
import Orchestration
import Planning
import RunModel
import Synchronization

/// Starts runs of a project and sees them through.
struct RunLauncher: Sendable {
  let session: ProjectSession
  let jobs: Int
  /// What else may not go on at once.
  private let limits: RunLimits
  /// After how many failures nothing starts any more.
  private let failureLimit: Int?
  /// Whether steps start however hard the machine has to work.
  private let ignoresPressure: Bool
  /// Whether somebody said how many jobs there are, and so how much the processors can bear.
  private let hasOwnJobs: Bool
  /// Whether what runs in steps shares the jobs.
  private let sharesJobs: Bool
  /// How children's output reaches us.
  let channel: ProcessRequest.Channel
  /// Whose commands take input; `nil` where nobody types.
  var keyboard: KeyboardBoard?
  /// Whether secrets are kept out of logs and journal.
  var masksSecrets = true
  /// Whether the project has a file that names an environment to editors where nobody says anything of it.
  var keepsRedirect = false
  /// Whether environments go in the order in which people name them, however long they took before.
  var keepsOrder = false

  /// - Parameter limits: What the command line says of them, which counts before the project.
  init(
    session: ProjectSession, jobs: JobCount, limits: RunLimits = RunLimits(), failureLimit: Int? = nil,
    ignoresPressure: Bool = false, sharesJobs: Bool = false, channel: ProcessRequest.Channel
  ) {
    self.session = session
    self.failureLimit = failureLimit
    self.ignoresPressure = ignoresPressure
    self.sharesJobs = sharesJobs
    self.limits = session.project.limits.overridden(by: limits)
    self.channel = channel
    hasOwnJobs = jobs != .automatic
    self.jobs = if case .count(let count) = jobs { count } else { LocalMachine.coreCount }
  }

  /// A launcher as the options of a command line have it.
  init(session: ProjectSession, options: RunOptions, channel: ProcessRequest.Channel) {
    self.init(
      session: session, jobs: options.jobs, limits: options.limits, failureLimit: options.failureLimit,
      ignoresPressure: options.ignoresPressure, sharesJobs: options.sharesJobs, channel: channel)
  }

  /// A run whose folder and journal are there and whose loop has not begun.
  struct Prepared: Sendable {
    var plan: Plan
    var writer: JournalWriter
    var artifacts: ArtifactBoard
    var locks: DirectoryLocks
    /// Which of what is locked the plan works in, and until when.
    var use: DirectoryUse
    /// This program, as others are told of it who wait for what it holds.
    var owner: LockOwner
    /// What may not be shown.
    var mask: SecretMask
    var id: RunID { writer.folder.run }
    var folder: String { writer.folder.path }
  }

  /// Plans a run and gives it its number, folder and journal.
  ///
  /// The plan is made when no other program works on these environments any more.
  ///
  /// - Parameters:
  ///   - prepares: Whether the run tells nothing about the environments' own commands, be it that it runs others.
  ///   - request: How the run was asked for, for those who want it again.
  ///   - keeping: What it keeps of earlier runs.
  ///   - isWanted: Asked while it waits whether to go on waiting.
  ///   - onWait: Told, in a sentence, what is waited for.
  /// - Returns: `nil` when the run is not wanted any more.
  func prepare(
    _ environments: [Environment], _ options: PlanOptions, prepares: Bool = false, request: RunRequest? = nil,
    keeping: KeptResults? = nil, isWanted: () -> Bool = { true },
    onWait: (String) -> Void
  ) async throws(FileError) -> Prepared? {
    let host = session.host
    let workDirectory = session.project.workDirectory
    try WorkDirectory.prepare(workDirectory, files: host.files)
    let wanted = directories(of: environments, options)
    let around = heldDirectories
    var owner = LockOwner(
      processID: getpid(), program: SwtoxProgram.name, since: host.clock.wallMicroseconds)
    let locks = try await DirectoryLocks.take(
      wanted.paths, around: around, in: "\(workDirectory)/locks", for: owner, host, isWanted: isWanted
    ) { directory, other in
      let who = other.map { ": \($0.text(now: host.clock.wallMicroseconds))" } ?? ""
      onWait("waits for another swtox that works in '\(directory)'\(who)")
    }
    guard let locks else { return nil }
    async let revision = RevisionProbe(host: host).revision(of: session.project.root)
    let planned = await session.plan(environments, options)
    let plan = keeping?.completed(planned.plan) ?? planned.plan
    let mask = masksSecrets ? session.secretMask(environments, plan) : .none
    let state = await revision
    let writer = try JournalWriter.begin(
      in: workDirectory, project: session.project.root, startTime: host.clock.wallMicroseconds,
      version: SwtoxProgram.version, prepares: prepares || options.skipsCommands,
      request: request?.masked(by: mask), revision: state, files: host.files)
    owner.run = writer.folder.run.number
    locks.note(owner)
    if request != nil { try keepSettings(of: environments, keeping, in: writer.folder.path) }
    keeping?.copyReports(to: writer.folder, files: host.files)
    let held = around.adding(locks.directories, of: writer.folder.run.number)
    try host.files.write(held.bytes, to: Self.directoryList(in: writer.folder.path))
    return Prepared(
      plan: plan, writer: writer, artifacts: ArtifactBoard(planned.observation.artifacts), locks: locks,
      use: wanted.use(in: plan), owner: owner, mask: mask)
  }

  /// Writes down what the settings are, for who resumes the run.
  private func keepSettings(
    of environments: [Environment], _ keeping: KeptResults?, in folder: String
  ) throws(FileError) {
    var digests = SettingDigests(environments)
    if let keeping, let settings = keeping.settings { digests.take(keeping.kept.keys, from: settings) }
    try session.host.files.write(digests.bytes, to: SettingDigests.path(in: folder))
  }

  /// What a run of these environments writes to.
  private func directories(of environments: [Environment], _ options: PlanOptions) -> RunDirectories {
    let project = session.project
    let packages = session.packages(of: environments, options).map(\.name)
    // Any definition may be built for another one, or be spoken of by commands, but for faulty ones.
    let built = project.definitions.packages.filter { $0.isBuilt && $0.fault == nil }.map(\.name)
    let folders = Set(packages + built).map { ($0, PackageFolder(of: $0, in: project).path) }
    let own = environments.map { ($0.name, $0.directory) }
    return RunDirectories(
      environments: Dictionary(own) { first, _ in first }.merging(session.buildDirectories) { first, _ in first },
      packages: Dictionary(uniqueKeysWithValues: folders))
  }

  /// Names the folder of the run to its commands, so that a swtox among them does not wait for the run it is part of.
  private static let runVariable = "SWTOX_RUN_DIR"

  private static func directoryList(in folder: String) -> String { "\(folder)/directories" }

  /// What the runs work in that this program is part of.
  private var heldDirectories: HeldDirectories {
    guard let folder = session.host.variables[Self.runVariable],
      let bytes = try? session.host.files.read(Self.directoryList(in: folder))
    else { return HeldDirectories() }  // no run, or one that has been removed
    return HeldDirectories(bytes: bytes)
  }

  /// Carries a prepared run out to its end; what the mailbox holds already counts.
  ///
  /// - Parameter onNote: Told, as a sentence, what is no part of the run.
  /// - Throws: The first failure to write the journal, after the end of the run.
  func run(
    _ run: Prepared, mailbox: RunMailbox, observers: [any RunObserver], onNote: (String) -> Void = { _ in }
  ) async throws(FileError) {
    let redirect = ProjectRedirect(session, and: run.plan.environments, isUsual: keepsRedirect)
    redirect?.forget(run.plan)
    let tokens = try tokenPipe(in: run.writer.folder.path)
    let executor = StepExecutor(
      host: session.host, runFolder: run.writer.folder.path, channel: channel, artifacts: run.artifacts,
      store: ArtifactStore(
        workDirectory: session.project.workDirectory, files: session.host.files, owner: run.owner),
      run: run.id.number,
      variables: [Self.runVariable: run.writer.folder.path], mask: run.mask, jobserver: await access(to: tokens),
      keyboard: keyboard)
    let files = session.host.files
    let path = StepDurations.path(in: session.project.workDirectory)
    var durations = StepDurations(bytes: (try? files.read(path)) ?? [])  // a first run has none
    // One after the other, environments go in the order in which people name them.
    let known = jobs > 1 && !keepsOrder ? durations.values : [:]
    let fold = RunFold(run.id)
    var loop = RunLoop(
      plan: run.plan, limits: resourceLimits(run.plan), durations: known,
      failureLimit: failureLimit, pressure: pressure, tokens: tokens, executor: executor, mailbox: mailbox,
      clock: session.host.clock,
      recorder: run.writer, observers: observers + [fold, DirectoryRelease(run.use, run.locks)])
    defer {
      run.writer.close()
      run.locks.release()
    }
    try await loop.run()
    redirect?.record(onNote)
    durations.take(fold.state)
    try? files.write(durations.bytes, to: path)  // what is lost only costs order
  }

  /// What tells the pressure on the machine; nothing where only one step runs at a time.
  private var pressure: (reader: PressureReader, thresholds: PressureThresholds)? {
    if ignoresPressure || jobs == 1 { return nil }
    let reader = PressureReader(files: session.host.files, processorCount: LocalMachine.processorCount)
    return (reader, limits.pressureThresholds(sparingProcessors: hasOwnJobs))
  }

  private func tokenPipe(in folder: String) throws(FileError) -> LocalTokenPipe? {
    sharesJobs ? try LocalTokenPipe(path: "\(folder)/jobserver") : nil
  }

  /// How commands find the pipe, in the form that the make of this machine knows.
  private func access(to tokens: LocalTokenPipe?) async -> JobserverAccess? {
    guard let tokens else { return nil }
    return JobserverAccess(path: tokens.path, jobs: jobs, form: await JobserverAccess.form(on: session.host))
  }

  /// The machine is asked for its memory where some environment says what it needs.
  private func resourceLimits(_ plan: Plan) -> ResourceLimits {
    let isMemoryWanted = plan.steps.contains { $0.demand.memory > 0 }
    let memory = limits.memory ?? (isMemoryWanted ? LocalMachine.availableMemory : nil)
    var groups = limits.counts
    if groups["setup"] == nil {
      groups["setup"] = ResourceLimits.setups(of: plan, jobs: jobs, processors: LocalMachine.coreCount)
    }
    return ResourceLimits(jobs: jobs, memory: memory, groups: groups, steps: LocalMachine.commandRoom)
  }
}

/// All that a run has told.
private final class RunFold: RunObserver {
  private let folded: Mutex<RunState>

  init(_ id: RunID) { folded = Mutex(RunState(id: id)) }

  var state: RunState { folded.withLock { $0 } }

  func observe(_ events: [NumberedEvent]) {
    folded.withLock { state in for event in events { state.apply(event) } }
  }
}

extension JournalWriter: EventRecorder {}
