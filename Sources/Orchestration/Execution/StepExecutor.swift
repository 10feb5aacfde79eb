package import EnvironmentModel
package import Host
import Planning
import RunModel

/// Carries out the recipe of a step, action by action; the only place where a plan touches the machine.
package struct StepExecutor: Sendable {
  let host: Host
  /// The folder of the run, where logs stand.
  let runFolder: String
  let channel: ProcessRequest.Channel
  let artifacts: ArtifactBoard
  let store: ArtifactStore?
  /// The number of the run.
  let run: Int
  let stopBoard: StopBoard
  /// What every command finds in its environment besides its own variables.
  let variables: [String: String]
  /// What logs may not hold.
  let mask: SecretMask
  /// Where commands find the jobs that they share.
  let jobserver: JobserverAccess?
  /// Whose commands take input; `nil` where nobody types.
  let keyboard: KeyboardBoard?
  /// The lists of packages that were told in this run.
  let toldPackages = ToldPackages()
  /// The notes that were told in this run and stand for all of it.
  let toldNotes = ToldNotes()
  /// Who writes which report of tests.
  let testReports = TestReportClaims()

  package init(
    host: Host, runFolder: String, channel: ProcessRequest.Channel, artifacts: ArtifactBoard,
    store: ArtifactStore? = nil, run: Int = 0, stopBoard: StopBoard = StopBoard(), variables: [String: String] = [:],
    mask: SecretMask = .none, jobserver: JobserverAccess? = nil, keyboard: KeyboardBoard? = nil
  ) {
    self.host = host
    self.runFolder = runFolder
    self.channel = channel
    self.artifacts = artifacts
    self.store = store
    self.run = run
    self.stopBoard = stopBoard
    self.variables = variables
    self.mask = mask
    self.jobserver = jobserver
    self.keyboard = keyboard
  }

  /// Does what the recipe says; returns when nothing of it runs any more.
  func execute(_ recipe: Recipe, of step: StepID, reportingTo mailbox: RunMailbox) async -> StepOutcome {
    let path = "\(runFolder)/\(step.logName)"
    let file: any AppendableFile
    do throws(FileError) {
      file = try host.files.openForAppending(path)
    } catch {
      return .couldNotStart(error.message)
    }
    let files = host.files
    let capture = OutputCapture(
      step: step, file: file, openMarks: { try? files.openForAppending(path + OutputMark.suffix) }, clock: host.clock,
      mailbox: mailbox, mask: mask)
    var execution = StepExecution(executor: self, step: step, capture: capture, mailbox: mailbox)
    let outcome = await execution.run(recipe)
    capture.close()
    if let failure = capture.failure { return .couldNotStart("output was lost: \(failure.message)") }
    // A file that somebody removes takes what is written to it without a failure.
    if !host.files.exists(path) {
      return .couldNotStart("output was lost: '\(path)' was removed while it was written to")
    }
    return outcome
  }
}
