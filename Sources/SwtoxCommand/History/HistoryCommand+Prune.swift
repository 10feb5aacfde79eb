import ArgumentParser
import EnvironmentModel
import History
import Journal
import Reporting
import RunModel

extension HistoryCommand {
  struct Prune: ProgramCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove journals and logs of old runs; their results stay.",
      discussion: """
        After each run the fifty newest are kept, and the hundred newest in which something went wrong, or what \
        history_keep, history_keep_failed, history_max_age and history_max_size in [tox] say. Here they may be fewer, \
        younger or smaller. Nothing is removed without --yes.
        """)

    @Option(name: .customLong("keep"), help: ArgumentHelp("How many of the newest runs stay.", valueName: "n"))
    var runCount: Int?

    @Option(
      name: .customLong("keep-failed"),
      help: ArgumentHelp("How many of the newest runs with failures stay.", valueName: "n"))
    var failedRunCount: Int?

    @Option(
      name: .customLong("older-than"),
      help: ArgumentHelp(
        "Runs that began longer ago go; those with failures after four times as long.", valueName: "days"))
    var days: Int?

    @Option(
      name: .customLong("max-size"),
      help: ArgumentHelp("What stays has together no more, such as 500MB.", valueName: "size"))
    var size: String?

    @Flag(name: [.customShort("y"), .long], help: "Remove them.")
    var yes = false

    @OptionGroup var project: ProjectOptions

    func validate() throws {
      if let runCount, runCount < 1 { throw ValidationError("--keep \(runCount): use a number from 1 on") }
      if let failedRunCount, failedRunCount < 0 {
        throw ValidationError("--keep-failed \(failedRunCount): use a number from 0 on")
      }
      if let days, !(1...RetentionSettings.mostDays).contains(days) {
        throw ValidationError("--older-than \(days): use a number of days from 1 to \(RetentionSettings.mostDays)")
      }
      if let size, let fault = ByteSize.fault(in: size) {
        throw ValidationError("--max-size: \(fault.message); \(fault.help)")
      }
    }

    /// What the project says, but for what the command line does.
    private func settings(_ project: RetentionSettings) -> RetentionSettings {
      var settings = project
      settings.runCount = runCount ?? project.runCount
      settings.failedRunCount = failedRunCount ?? project.failedRunCount
      settings.days = days ?? project.days
      settings.byteCount = size.flatMap(ByteSize.read) ?? project.byteCount
      return settings
    }

    func run(in program: ProgramContext) async -> ExitCode {
      await HistorySession.asking(project, program) { history throws(HistoryError) in
        let retention = RunRetention(settings(history.session.project.retention))
        let pruning = RunPruning(history: history, retention: retention)
        let removals = try pruning.removals()
        var failed = 0
        for removal in removals {
          let isGone = yes && pruning.remove(removal.run)
          if yes, !isGone { failed += 1 }
          let verb = yes ? (isGone ? "removed" : "cannot remove") : "would remove"
          StandardOutput.write("\(verb) run \(removal.run): \(removal.reason)\n")
        }
        if removals.isEmpty { StandardOutput.write("nothing to remove\n") }
        if !yes, !removals.isEmpty {
          StandardOutput.write("remove them with --yes; their results stay in the history\n")
        }
        return failed == 0 ? .success : .internalError
      }
    }
  }
}
