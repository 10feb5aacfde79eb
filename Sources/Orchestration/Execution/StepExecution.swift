import Artifacts
import Host
import Planning
import RunModel

/// One step on its way through its recipe.
struct StepExecution {
  let executor: StepExecutor
  let step: StepID
  let capture: OutputCapture
  let mailbox: RunMailbox
  private var commandCount = 0
  /// Which attempt at all commands is under way.
  private(set) var attempt = 1
  /// How many actions of the preparation are done, which is not undone by a new attempt.
  private var preparedCount = 0
  let companions: StepCompanions

  init(executor: StepExecutor, step: StepID, capture: OutputCapture, mailbox: RunMailbox) {
    self.executor = executor
    self.step = step
    self.capture = capture
    self.mailbox = mailbox
    companions = StepCompanions(
      clock: executor.host.clock, files: executor.host.files,
      isWanted: { [board = executor.stopBoard] in !board.isStopped(step) })
  }

  /// Preparation guards the main part; cleanup runs in any case but a stop, and of some steps even then.
  mutating func run(_ recipe: Recipe) async -> StepOutcome {
    let parts = recipe.parts
    let collectors = parts.conclusion.compactMap(\.testReports).map {
      TestReportCollector($0, of: step, files: executor.host.files, claims: executor.testReports)
    }
    var (outcome, cleanup) = await run(parts, recipe.stopsAtFailure)
    // What is set up and held meanwhile stays; commands run again.
    var again = parts
    while attempt <= parts.retryCount, canBeRetried(outcome.isSuccess ? cleanup : outcome) {
      let words = "attempt \(attempt) of \(parts.retryCount + 1) failed, all commands run again"
      mailbox.post(.event(.stepNoted(step, words)))
      await pause(for: parts.retryDelay * (1 << min(attempt - 1, 20)))
      if executor.stopBoard.isTold(step) { break }
      attempt += 1
      again.preparation = parts.preparation.enumerated().filter { place, action in
        if place >= preparedCount { return true }
        return if case .run = action { true } else { false }
      }.map(\.element)
      (outcome, cleanup) = await run(again, recipe.stopsAtFailure)
    }
    let last = await run(parts.last, stopsAtFailure: false)
    if cleanup.isSuccess { cleanup = last }
    for ending in companions.endings { mailbox.post(.event(.stepNoted(step, ending))) }
    await companions.end()
    for collector in collectors { conclude(collector) }
    if executor.stopBoard.isTold(step), !outcome.isSuccess { return .cancelled }
    return outcome.isSuccess ? cleanup : outcome
  }

  /// The three parts of commands once.
  private mutating func run(
    _ parts: Recipe.Parts, _ stopsAtFailure: Bool
  ) async -> (outcome: StepOutcome, cleanup: StepOutcome) {
    var outcome = StepOutcome.succeeded
    for (place, action) in parts.preparation.enumerated() {
      outcome = await run([action], stopsAtFailure: true)
      if !outcome.isSuccess { break }
      preparedCount = max(preparedCount, place + 1)
    }
    if outcome.isSuccess { outcome = await run(parts.main, stopsAtFailure: stopsAtFailure) }
    let cleanup = await run(
      parts.cleanup, stopsAtFailure: stopsAtFailure, outlastsStop: parts.cleanupOutlastsStop)
    return (outcome, cleanup)
  }

  /// Whether commands have failed, which may be otherwise the next time.
  private func canBeRetried(_ outcome: StepOutcome) -> Bool {
    !outcome.isSuccess && outcome.isCommandResult && !executor.stopBoard.isTold(step)
  }

  /// Keeps what the commands left of tests; what cannot be kept is told.
  private func conclude(_ collector: TestReportCollector) {
    let findings = collector.collect(into: executor.runFolder, executor.mask)
    for note in findings.notes { mailbox.post(.event(.stepNoted(step, note))) }
    if let tests = findings.tests { mailbox.post(.event(.testsNoted(step, tests))) }
  }

  /// The first failure, or success.
  private mutating func run(
    _ actions: [Action], stopsAtFailure: Bool, outlastsStop: Bool = false
  ) async -> StepOutcome {
    var result = StepOutcome.succeeded
    for action in actions {
      if executor.stopBoard.isStopped(step), !outlastsStop || !executor.stopBoard.spare(step) { return .cancelled }
      let outcome = await perform(action)
      if outcome.isSuccess { continue }
      if result.isSuccess { result = outcome }
      if stopsAtFailure { return result }
    }
    return result
  }

  private mutating func perform(_ action: Action) async -> StepOutcome {
    if case .hold(let companion) = action { return await hold(companion) }
    if case .run(let command) = action { return await run(command) }
    if case .renew(let requirements, let actions) = action { return await renew(requirements, by: actions) }
    if case .captureVariables(let capture) = action { return await self.capture(capture) }
    if case .noteEnvironment(let folder) = action {
      let content = executor.toldPackages.told(EnvironmentSurveyor(files: executor.host.files).content(of: folder))
      mailbox.post(.event(.environmentNoted(step, content)))
      return .succeeded
    }
    if case .askKind(let inspection) = action { return await ask(inspection) }
    if case .tell(let text, let path) = action {
      if !executor.host.files.exists(path), executor.toldNotes.isNews(text) {
        mailbox.post(.event(.stepNoted(step, text)))
      }
      return .succeeded
    }
    let (step, mailbox, stopBoard) = (step, mailbox, executor.stopBoard)
    do throws(FileError) {
      let performer = ActionPerformer(
        host: executor.host, artifacts: executor.artifacts, store: executor.store, run: executor.run,
        isWanted: { !stopBoard.isStopped(step) }, onWait: { mailbox.post(.event(.stepNoted(step, $0))) })
      if let note = try await performer.perform(action) { mailbox.post(.event(.stepNoted(step, note))) }
      return .succeeded
    } catch {
      capture.append(line: "swtox: \(error.message)")
      return .couldNotStart(error.message)
    }
  }

  /// What the program of a kind cannot tell is no failure of the environment.
  private func ask(_ inspection: ExternalInspection) async -> StepOutcome {
    do throws(ExternalKindFault) {
      let (board, step) = (executor.stopBoard, step)
      let lines = try await ExternalKindProgram(host: executor.host).answers(
        of: inspection.program, to: [inspection.request], folder: inspection.folder,
        isWanted: { !board.isStopped(step) })
      let answer = try ExternalAnswer.answers(lines, to: 1...1)[1]?.get()
      let content = try ExternalAnswer.content(answer ?? .null)
      mailbox.post(.event(.environmentNoted(step, executor.toldPackages.told(content))))
    } catch {
      mailbox.post(
        .event(.stepNoted(step, "kind '\(inspection.kind)': its program '\(inspection.program)' \(error.reason)")))
    }
    return .succeeded
  }

  private mutating func renew(_ requirements: PackageRequirements, by actions: [Action]) async -> StepOutcome {
    let installed = InstalledRequirements(files: executor.host.files, artifacts: executor.artifacts)
    let lost = installed.lost(requirements)
    if lost.isEmpty { return .succeeded }
    let words = lost.map { "'\($0)'" }.joined(separator: ", ")
    mailbox.post(.event(.stepNoted(step, "recreate: the package does not need \(words) any more")))
    return await run(actions, stopsAtFailure: true)
  }

  /// Activates an environment; what its shell noted is told, whatever became of it.
  private mutating func capture(_ wanted: VariableCapture) async -> StepOutcome {
    let reading = VariableReading(files: executor.host.files)
    defer { reading.cleanUp(wanted) }
    do throws(FileError) {
      try reading.prepare(wanted)
      let outcome = await run(wanted.command)
      // Of a shell that was ended from without, notes say nothing true.
      if outcome == .timedOut || executor.stopBoard.isStopped(step) { return outcome }
      let notes = reading.notes(wanted)
      for note in notes { mailbox.post(.event(.stepNoted(step, note))) }
      if reading.isComplete(wanted) {
        try reading.keep(wanted)
        return outcome
      }
      // Which script ended the shell says more than with which code it did.
      return refuse(notes.last ?? "the activation ended before it was done")
    } catch {
      return refuse(error.message)
    }
  }

  /// Starts what stays for the rest of the step; returns once it is ready.
  private func hold(_ companion: Companion) async -> StepOutcome {
    switch makeRequest(companion.command) {
    case .failure(let refusal): return refuse(refusal.reason)
    case .success(var request):
      request.channel = .pipe
      request.takesInput = false
      let capture = capture
      do throws(ProcessStartError) {
        // What is not there need not be removed.
        for path in [companion.readyPath, companion.reportPath] { try? executor.host.files.remove(path) }
        let child = try executor.host.processes.start(request) { capture.append($0) }
        guard let reason = await companions.add(child, companion) else { return .succeeded }
        return executor.stopBoard.isStopped(step) ? .cancelled : refuse(reason)
      } catch {
        return refuse("cannot run '\(error.executable)': \(error.reason)")
      }
    }
  }

  // MARK: Commands

  private mutating func run(_ action: CommandAction) async -> StepOutcome {
    var outcome = StepOutcome.succeeded
    for attempt in 0...action.retryCount {
      outcome = await runOnce(action)
      if outcome.isSuccess || !outcome.isCommandResult || executor.stopBoard.isStopped(step) { break }
      if attempt < action.retryCount {
        mailbox.post(
          .event(.stepNoted(step, "attempt \(attempt + 1) of \(action.retryCount + 1) failed, trying again")))
        await pause(for: action.retryDelay * (1 << min(attempt, 20)))
      }
    }
    // That it hangs is no result of a command, which is all that may not matter.
    guard action.ignoresFailure, !outcome.isSuccess, outcome.isCommandResult, outcome != .timedOut,
      !executor.stopBoard.isStopped(step)
    else {
      return outcome
    }
    mailbox.post(.event(.stepNoted(step, "\(outcome.commandResultText) is ignored")))
    return .succeeded
  }

  /// Waits before a new attempt, unless the step is told to end.
  private func pause(for duration: Duration) async {
    let clock = executor.host.clock
    let deadline = clock.monotonic + duration
    while clock.monotonic < deadline, !executor.stopBoard.isStopped(step) {
      do { try await clock.sleep(for: min(deadline - clock.monotonic, .milliseconds(200))) } catch { return }
    }
  }

  private mutating func runOnce(_ action: CommandAction) async -> StepOutcome {
    let request: ProcessRequest
    switch makeRequest(action) {
    case .success(let made): request = made
    case .failure(let refusal): return refused(refusal, action)
    }
    let child: any ChildProcess
    let begun = executor.host.clock.monotonic
    let offset = capture.flush()
    do throws(ProcessStartError) {
      child = try startChild(request, action)
    } catch {
      return refuse("cannot run '\(error.executable)': \(error.reason)")
    }
    if request.takesInput { executor.keyboard?.begin(child, of: step) }
    defer { if request.takesInput { executor.keyboard?.end(step) } }
    let index = commandCount
    commandCount += 1
    var started = start(of: action, by: request, index, child.processID)
    started.logOffset = offset
    mailbox.post(.event(.commandStarted(step, started)))
    mailbox.post(.childStarted(step, child, action.patience))
    var (report, overrun) = await report(of: child, action)
    if executor.stopBoard.isStopped(step) { overrun = nil }
    if report.isLost {
      mailbox.post(.event(.stepNoted(step, "the swtox-warden of the command was killed, and the command with it")))
    }
    await endLeftovers(of: child, action.patience)
    mailbox.post(.childEnded(step))
    let duration = executor.host.clock.monotonic - begun
    var end = Self.end(index, report, duration)
    end.overrun = overrun
    end.logOffset = capture.flush()
    mailbox.post(.event(.commandEnded(step, end)))
    if overrun != nil { return .timedOut }
    if let reason = refusal(by: action.enclosure), !executor.stopBoard.isStopped(step) { return .couldNotStart(reason) }
    // The end of a command that was told to end says nothing about what it was to find out.
    return Self.outcome(report, inverts: action.invertsResult && !executor.stopBoard.isStopped(step))
  }

  /// A command that is not there fails as one that is: where that does not matter, neither does this.
  private func refused(_ refusal: ProgramSearch.Refusal, _ action: CommandAction) -> StepOutcome {
    let outcome = refuse(refusal.reason)
    return action.ignoresFailure && !refusal.isThere ? .failed(exitCode: 127) : outcome
  }

  /// Why an enclosure did not run a command; `nil` when it did.
  private func refusal(by enclosure: Enclosure?) -> String? {
    guard let path = enclosure?.reportPath, let bytes = try? executor.host.files.read(path) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
  }

  /// Waits for a child, and ends it when its time is over or it was silent for too long.
  private func report(
    of child: any ChildProcess, _ action: CommandAction
  ) async -> (report: ProcessReport, overrun: CommandEnd.Overrun?) {
    if action.timeout == nil, action.stallTimeout == nil { return (await child.report(), nil) }
    let (clock, capture, execution) = (executor.host.clock, capture, self)
    let limit = TimeLimit()
    return await withDiscardingTaskGroup { group in
      // A child that ends in time cancels the sleeps.
      if let time = action.timeout {
        group.addTask {
          do { try await clock.sleep(for: time) } catch { return }
          guard limit.expire(by: .time) else { return }
          await execution.end(child, action, "its time is over after \(Self.text(time)), ending it")
        }
      }
      if let time = action.stallTimeout {
        group.addTask {
          do { try await Self.waitForSilence(of: capture, time, clock) } catch { return }
          guard limit.expire(by: .silence) else { return }
          await execution.end(child, action, "it was silent for \(Self.text(time)), ending it")
        }
      }
      let report = await child.report()
      group.cancelAll()
      return (report, limit.overrun)
    }
  }

  private func end(_ child: any ChildProcess, _ action: CommandAction, _ note: String) async {
    mailbox.post(.event(.stepNoted(step, note)))
    await TeardownSequence(
      step: step, child: child, clock: executor.host.clock, mailbox: mailbox, patience: action.patience
    ).run(isUrgent: false)
  }

  /// Returns when no output has come for some time, give or take a tenth.
  private static func waitForSilence(
    of capture: OutputCapture, _ limit: Duration, _ clock: any ClockHost
  ) async throws {
    var (byteCount, silentCount) = (capture.byteCount, 0)
    while silentCount < 10 {
      try await clock.sleep(for: limit / 10)
      let now = capture.byteCount
      silentCount = now == byteCount ? silentCount + 1 : 0
      byteCount = now
    }
  }

  /// `60 s`, `0.5 s`.
  private static func text(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let tenths = attoseconds / 100_000_000_000_000_000
    return tenths == 0 ? "\(seconds) s" : "\(seconds).\(tenths) s"
  }

  /// Processes that a command left behind in its session would hold ports and files for the next one.
  private func endLeftovers(of child: any ChildProcess, _ patience: StopPatience) async {
    let leftovers = child.livingProcesses()
    guard !leftovers.isEmpty, !executor.stopBoard.isStopped(step) else { return }
    let names = leftovers.map(\.command).joined(separator: ", ")
    mailbox.post(.event(.stepNoted(step, "the command left processes behind, ending them: \(names)")))
    let sequence = TeardownSequence(
      step: step, child: child, clock: executor.host.clock, mailbox: mailbox, patience: patience)
    await sequence.run(isUrgent: false, from: .terminate)
  }

  private func refuse(_ reason: String) -> StepOutcome {
    capture.append(line: "swtox: \(reason)")
    return .couldNotStart(reason)
  }

  private static func outcome(_ report: ProcessReport, inverts: Bool) -> StepOutcome {
    switch report.ending {
    case .exited(0): inverts ? .failed(exitCode: 1) : .succeeded
    case .exited(let code): inverts ? .succeeded : .failed(exitCode: code)
    case .signalled(let signal): inverts ? .succeeded : .signalled(signal)
    }
  }
}

extension Action {
  fileprivate var testReports: TestReportSearch? {
    if case .collectTestReports(let search) = self { search } else { nil }
  }
}

extension StepOutcome {
  /// Whether a command has run and this is how it ended.
  fileprivate var isCommandResult: Bool {
    switch self {
    case .succeeded, .failed, .signalled, .timedOut: true
    default: false
    }
  }

  fileprivate var commandResultText: String {
    switch self {
    case .failed(let code): "exit code \(code)"
    case .signalled(let signal): "the end by signal \(signal)"
    default: "the failure"
    }
  }
}
