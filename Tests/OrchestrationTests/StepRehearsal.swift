import EnvironmentModel
import Host
import Planning
import RunModel
import TestKit

@testable import Orchestration

/// Runs of environments that only have commands, with scripted processes and a clock that stands still.
final class StepRehearsal: Sendable {
  let files = MemoryFiles()
  let processes: ScriptedProcesses
  let clock = ManualClock()
  let mailbox = RunMailbox()
  let log = EventLog()
  let executor: StepExecutor

  /// A machine on which every program named is installed.
  ///
  /// - Parameters:
  ///   - secrets: What logs and events may not tell.
  ///   - channel: Where the output of commands goes.
  ///   - script: What children do; it runs when one is started and may post to the mailbox.
  init(
    installed: [String] = ["one", "two"], secrets: Set<String> = [], channel: ProcessRequest.Channel = .pipe,
    _ script: @escaping @Sendable (ProcessRequest) -> ScriptedProcess
  ) {
    processes = ScriptedProcesses(script)
    for name in installed { files.put("", at: "/bin/\(name)", isExecutable: true) }
    files.put("", at: "/runs/1/.keep")
    let host = Host(files: files, processes: processes, clock: clock, variables: [:])
    executor = StepExecutor(
      host: host, runFolder: "/runs/1", channel: channel, artifacts: ArtifactBoard([:]), mask: SecretMask(secrets))
  }

  /// What the journal would tell of the run so far.
  var state: RunState {
    var state = RunState(id: RunID(1))
    for event in log.entries { state.apply(event) }
    return state
  }

  func summary(_ name: String = "a") -> OwnerSummary { state.summary(of: .environment(EnvironmentName(name))) }
  func notes(_ name: String = "a") -> [String] { state.steps[Self.stepID(name)]?.notes ?? [] }

  static func stepID(_ name: String = "a") -> StepID { StepID(.environment(EnvironmentName(name)), .runCommands) }

  /// A command of the words of a line.
  static func command(
    _ line: String, phase: String = "commands", ignoresFailure: Bool = false, invertsResult: Bool = false,
    retryCount: Int = 0, retryDelay: Duration = .zero, timeout: Duration? = nil, stallTimeout: Duration? = nil,
    patience: StopPatience = .ofTools, separatesErrors: Bool = false
  ) -> Action {
    var action = CommandAction(
      phase: phase, arguments: line.split(separator: " ").map { .text(String($0)) }, workingDirectory: "/",
      environment: ["PATH": "/bin"], ignoresFailure: ignoresFailure, invertsResult: invertsResult,
      retryCount: retryCount, timeout: timeout, patience: patience)
    action.stallTimeout = stallTimeout
    action.retryDelay = retryDelay
    action.separatesErrors = separatesErrors
    return .run(action)
  }

  /// Returns once the journal would tell something of the run.
  func wait(for isThere: (RunState) -> Bool) async { while !isThere(state) { await Task.yield() } }

  /// Runs the environment `a`.
  func perform(_ main: Action..., cleanup: [Action] = []) async throws {
    try await perform(["a": Recipe(main: main, cleanup: cleanup)])
  }

  /// Runs environments by name, as many at once as there are.
  ///
  /// - Parameter failureLimit: After how many failures nothing starts any more.
  func perform(
    _ recipes: [String: Recipe], jobs: Int? = nil, failureLimit: Int? = nil,
    pressure: PressureThresholds? = nil, tokens: (any TokenPipe)? = nil
  ) async throws {
    let sorted = recipes.sorted { $0.key < $1.key }
    let plan = Plan(
      environments: sorted.map { EnvironmentName($0.key) },
      steps: sorted.map { step(.environment(EnvironmentName($0.key)), .runCommands, recipe: $0.value) })
    var loop = RunLoop(
      plan: plan, limits: ResourceLimits(jobs: jobs ?? recipes.count), failureLimit: failureLimit,
      pressure: pressure.map { (PressureReader(files: files, processorCount: 2), $0) }, tokens: tokens,
      executor: executor,
      mailbox: mailbox, clock: clock, recorder: log, observers: [log])
    try await loop.run()
  }
}
