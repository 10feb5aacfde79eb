package import EnvironmentModel
package import Host
package import Planning
package import RunModel

/// Carries out a plan: the only place where events of a run get their order.
///
/// Steps run as tasks that post to the mailbox; the loop numbers what they tell, has it recorded, shows it to the
/// observers, and asks the scheduler what comes next.
package struct RunLoop: ~Copyable {
  /// How often the size of a growing log is told, at most.
  private static let sizeInterval = Duration.milliseconds(33)
  /// How often the pressure on the machine is read.
  private static let pressureInterval = Duration.seconds(1)
  /// How soon jobs that come back are seen by steps that wait for them.
  private static let tokenInterval = Duration.milliseconds(50)

  private let plan: Plan
  private let executor: StepExecutor
  private let mailbox: RunMailbox
  private let clock: any ClockHost
  private let recorder: any EventRecorder
  private let observers: [any RunObserver]
  private var scheduler: Scheduler
  /// When the run began, by both clocks.
  private let start: (wall: Int64, monotonic: Duration)
  private var number = 0
  private var children: [StepID: (child: any ChildProcess, patience: StopPatience)] = [:]
  private var captures: [StepID: OutputCapture] = [:]
  /// Steps under way, with or without a child at this moment.
  private var running: Set<StepID> = []
  /// Steps that were told to end.
  private var stopped: Set<StepID> = []
  /// Steps whose child has a teardown under way.
  private var tornDown: Set<StepID> = []
  /// After how many failed environments and packages nothing starts any more; `nil` for never.
  private let failureLimit: Int?
  /// Those whose failure does not count.
  private let ignored: Set<StepOwner>
  /// Those after whose failure nothing starts any more.
  private let failingFast: Set<StepOwner>
  private var failed: Set<StepOwner> = []
  /// What the results of environments rest on, by their last steps.
  private let inputs: [StepID: [Step.Input]]
  /// What the commands of steps left of tests whose results are kept.
  private let keptTests: [StepID: CollectedTests]
  private var stop: (reason: String, isUrgent: Bool)?
  private let pressureReader: PressureReader?
  private var backPressure: BackPressure
  /// What presses; `nil` where nothing does.
  private var pressureReason: String?
  /// Why nothing new starts, by what was told of it.
  private var pauses: Set<PauseCause> = []
  /// The jobs that steps share with what they run.
  private var tokens: TokenPool?
  private var isLookingForTokens = false
  private var isTakingSizes = false
  private var recordingFailure: FileError?
  private var pending: [NumberedEvent] = []

  /// - Parameters:
  ///   - durations: How long steps took when they last ran.
  ///   - failureLimit: After how many failed environments and packages nothing starts any more; `nil` for never.
  ///   - pressure: What tells the pressure on the machine, and how much of it is too much.
  ///   - tokens: An empty pipe through which what runs in steps shares the jobs.
  package init(
    plan: Plan, limits: ResourceLimits, durations: [StepID: Duration] = [:], failureLimit: Int? = nil,
    pressure: (reader: PressureReader, thresholds: PressureThresholds)? = nil, tokens: (any TokenPipe)? = nil,
    executor: StepExecutor, mailbox: RunMailbox, clock: any ClockHost,
    recorder: any EventRecorder, observers: [any RunObserver]
  ) {
    self.plan = plan
    self.executor = executor
    self.mailbox = mailbox
    self.clock = clock
    self.recorder = recorder
    self.observers = observers
    start = (clock.wallMicroseconds, clock.monotonic)
    pressureReader = pressure?.reader
    backPressure = BackPressure(pressure?.thresholds ?? .none)
    self.tokens = tokens.map { TokenPool($0, total: limits.jobs) }
    self.failureLimit = failureLimit
    ignored = Set(plan.steps.lazy.filter(\.ignoresOutcome).map(\.id.owner))
    failingFast = Set(plan.steps.lazy.filter(\.failsFast).map(\.id.owner))
    let last = plan.steps.lazy.filter { !$0.inputs.isEmpty }.map { ($0.id, $0.inputs) }
    inputs = Dictionary(last) { first, _ in first }
    let kept = plan.steps.lazy.compactMap { step in step.tests.map { (step.id, $0) } }
    keptTests = Dictionary(kept) { first, _ in first }
    scheduler = Scheduler(plan: plan, limits: limits, durations: durations)
  }

  /// Runs until every step has ended.
  ///
  /// - Throws: The first failure to write the journal, which also stops the run, after everything has ended.
  package mutating func run() async throws(FileError) {
    emit(.runStarted(environments: plan.environments, steps: plan.plannedSteps))
    var loop = self
    await withDiscardingTaskGroup { group in
      await withDiscardingTaskGroup { timers in
        await loop.turn(in: &group, &timers)
        timers.cancelAll()
      }
    }
    self = loop
    guard let recordingFailure else { return }
    // Nothing more can be written, so that this is the only way in which anybody learns of it.
    if !pending.isEmpty { for observer in observers { observer.observe(pending) } }
    throw recordingFailure
  }

  private mutating func turn(in group: inout DiscardingTaskGroup, _ timers: inout DiscardingTaskGroup) async {
    for message in mailbox.takeAll() { handle(message, in: &group) }
    if let pressureReader { note(pressureReader.read(), in: &timers) }
    advance(in: &group, &timers)
    while !scheduler.isFinished {
      for message in await mailbox.next() {
        switch message {
        case .outputGrew(let capture): note(capture, in: &timers)
        case .pressure(let reading): note(reading, in: &timers)
        default: handle(message, in: &group)
        }
      }
      advance(in: &group, &timers)
    }
    emit(.runFinished)
    flush()
  }

  /// Starts what may start now, with jobs that nobody has lent.
  private mutating func advance(in group: inout DiscardingTaskGroup, _ timers: inout DiscardingTaskGroup) {
    if let lent = tokens?.reserve() { scheduler.lentJobs = lent }
    carryOut(scheduler.next(), in: &group)
    tokens?.settle()
    if scheduler.lentJobs > 0, scheduler.hasReady { lookForTokens(in: &timers) }
    // Where nothing waits nothing is held up.
    if let pressureReason, scheduler.hasReady { pause(true, .pressure, pressureReason) }
    flush()
  }

  private mutating func carryOut(_ decisions: [Scheduler.Decision], in group: inout DiscardingTaskGroup) {
    for decision in decisions {
      switch decision {
      case .settle(let id, let outcome):
        if outcome == .reused { noteInputs(of: id) }
        emit(.stepFinished(id, outcome))
        count(outcome, of: id)
      case .start(let step): start(step, in: &group)
      }
    }
  }

  private mutating func start(_ step: Step, in group: inout DiscardingTaskGroup) {
    guard case .perform(let recipe) = step.disposition else { return }
    running.insert(step.id)
    tokens?.start(step.id, weight: step.demand.weight)
    emit(.stepStarted(step.id))
    noteInputs(of: step.id)
    let (executor, mailbox) = (executor, mailbox)
    group.addTask {
      let outcome = await executor.execute(recipe, of: step.id, reportingTo: mailbox)
      mailbox.post(.stepEnded(step.id, outcome))
    }
  }

  /// Tells what a result rests on: what has to be built is there when the last step of an environment begins.
  private mutating func noteInputs(of id: StepID) {
    if let tests = keptTests[id] { emit(.testsNoted(id, tests)) }
    guard let inputs = inputs[id] else { return }
    emit(.inputsNoted(id, inputs.map { $0.noted { executor.artifacts[$0] } }))
  }

  private mutating func handle(_ message: RunMessage, in group: inout DiscardingTaskGroup) {
    switch message {
    case .event(let event): emit(event)
    case .childStarted(let id, let child, let patience):
      children[id] = (child, patience)
      tornDown.remove(id)
      if stopped.contains(id), !executor.stopBoard.isSpared(id) { tearDown(id, in: &group) }
    case .childEnded(let id): children[id] = nil
    case .outputGrew, .pressure: break
    case .lookForTokens: isLookingForTokens = false
    case .pause(let isWanted, let reason): pause(isWanted, .user, reason)
    case .takeSizes:
      isTakingSizes = false
      for capture in captures.values { takeSize(of: capture) }
    case .stepEnded(let id, let outcome):
      running.remove(id)
      if let capture = captures.removeValue(forKey: id) { takeSize(of: capture) }
      takeBackTokens(of: id)
      let outcome = stopped.contains(id) && !outcome.isSuccess ? .cancelled : outcome
      emit(.stepFinished(id, outcome))
      scheduler.finish(id, outcome)
      count(outcome, of: id)
    case .stop(let reason, let isUrgent): requestStop(reason, isUrgent, in: &group)
    case .cancel(let names, let reason): cancel(names, reason, in: &group)
    }
  }

  // MARK: Output sizes

  private mutating func note(_ capture: OutputCapture, in timers: inout DiscardingTaskGroup) {
    captures[capture.step] = capture
    guard !isTakingSizes else { return }
    isTakingSizes = true
    let (clock, mailbox) = (clock, mailbox)
    timers.addTask {
      try? await clock.sleep(for: Self.sizeInterval)  // a cancelled sleep only brings the sizes sooner
      mailbox.post(.takeSizes)
    }
  }

  private mutating func takeSize(of capture: OutputCapture) {
    if let byteCount = capture.takeGrowth() { emit(.outputGrew(capture.step, byteCount: byteCount)) }
  }

  // MARK: Pausing

  private mutating func note(_ reading: PressureReading, in timers: inout DiscardingTaskGroup) {
    guard let pressureReader else { return }
    switch backPressure.take(reading) {
    case .hold(let reason): pressureReason = reason
    case .release(let reason):
      pressureReason = nil
      pause(false, .pressure, reason)
    case nil: break
    }
    scheduler.isHeld = backPressure.isHolding
    let (clock, mailbox) = (clock, mailbox)
    timers.addTask {
      do { try await clock.sleep(for: Self.pressureInterval) } catch { return }
      mailbox.post(.pressure(pressureReader.read()))
    }
  }

  private mutating func pause(_ isWanted: Bool, _ cause: PauseCause, _ reason: String) {
    guard isWanted != pauses.contains(cause), stop == nil else { return }
    if isWanted { pauses.insert(cause) } else { pauses.remove(cause) }
    emit(isWanted ? .startsPaused(cause, reason: reason) : .startsResumed(cause, reason: reason))
    scheduler.isPaused = pauses.contains(.user)
  }

  // MARK: Jobs of children

  private mutating func takeBackTokens(of id: StepID) {
    for (step, count) in tokens?.end(id) ?? [] {
      let jobs = count == 1 ? "a job is" : "\(count) jobs are"
      emit(.stepNoted(step, "\(jobs) there again that its programs had taken and not given back"))
    }
  }

  /// Looks again before long, as nobody tells when a job comes back.
  private mutating func lookForTokens(in timers: inout DiscardingTaskGroup) {
    guard !isLookingForTokens else { return }
    isLookingForTokens = true
    let (clock, mailbox) = (clock, mailbox)
    timers.addTask {
      do { try await clock.sleep(for: Self.tokenInterval) } catch { return }
      mailbox.post(.lookForTokens)
    }
  }

  // MARK: Failures

  /// Lets nothing start any more when too many have failed.
  private mutating func count(_ outcome: StepOutcome, of id: StepID) {
    guard outcome.isFailure, !ignored.contains(id.owner), failed.insert(id.owner).inserted else { return }
    if failingFast.contains(id.owner), failureLimit.map({ failed.count < $0 }) ?? true {
      emit(.startsEnded(reason: "\(id.owner.label) failed (its fail_fast)"))
      scheduler.stop()
    }
    guard let failureLimit, failed.count == failureLimit else { return }
    let option = failureLimit == 1 ? "--fail-fast, --max-fail 1" : "--max-fail \(failureLimit)"
    emit(.startsEnded(reason: "\(failureLimit) failed (\(option))"))
    scheduler.stop()
  }

  // MARK: Stopping

  private mutating func requestStop(_ reason: String, _ isUrgent: Bool, in group: inout DiscardingTaskGroup) {
    if stop == nil { emit(.stopRequested(reason: reason)) }
    stop = (reason, isUrgent || (stop?.isUrgent ?? false))
    executor.stopBoard.stop(isUrgent: isUrgent)
    scheduler.stop()
    for id in running where !executor.stopBoard.isSpared(id) { tearDown(id, in: &group) }
  }

  private mutating func cancel(
    _ names: Set<EnvironmentName>, _ reason: String, in group: inout DiscardingTaskGroup
  ) {
    scheduler.cancel(names)
    for id in running {
      guard case .environment(let name) = id.owner, names.contains(name), !stopped.contains(id) else { continue }
      emit(.stepNoted(id, reason))
      executor.stopBoard.stop(id)
      tearDown(id, in: &group)
    }
  }

  /// Ends what runs of a step; a child that comes later is ended when it comes.
  private mutating func tearDown(_ id: StepID, in group: inout DiscardingTaskGroup) {
    stopped.insert(id)
    guard let (child, patience) = children[id], tornDown.insert(id).inserted || stop?.isUrgent == true else { return }
    let sequence = TeardownSequence(step: id, child: child, clock: clock, mailbox: mailbox, patience: patience)
    let isUrgent = stop?.isUrgent ?? false
    group.addTask { await sequence.run(isUrgent: isUrgent) }
  }

  // MARK: Events

  private mutating func emit(_ event: RunEvent) {
    number += 1
    pending.append(NumberedEvent(number: number, time: time, event: event.masked(by: executor.mask)))
  }

  /// Microseconds since 1970, counted from the start of the run by the clock that nobody puts back or forward.
  private var time: Int64 { start.wall + (clock.monotonic - start.monotonic).microseconds }

  /// Records what was numbered, then shows it: nobody sees an event that is not written down.
  ///
  /// Events that cannot be written stay for the next attempt, and the run is stopped.
  private mutating func flush() {
    guard !pending.isEmpty else { return }
    do throws(FileError) {
      try recorder.record(pending)
    } catch {
      if recordingFailure == nil { mailbox.post(.stop(reason: error.message, isUrgent: false)) }
      recordingFailure = recordingFailure ?? error
      return
    }
    let events = pending
    pending = []
    for observer in observers { observer.observe(events) }
  }
}
