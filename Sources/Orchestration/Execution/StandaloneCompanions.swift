package import Host
package import Planning

/// What has to be there while a command runs by itself and not in a run: the container that it enters, services beside it.
package struct StandaloneCompanions: Sendable {
  private let host: Host
  private let companions: StepCompanions

  /// None, on a machine.
  package init(host: Host) {
    self.host = host
    companions = StepCompanions(clock: host.clock, files: host.files, isWanted: { true })
  }

  /// Starts those of a recipe, each once those before it are ready.
  ///
  /// - Returns: What they tell commands, as variables.
  /// - Throws: Why one of them is not there; all of them have ended then.
  package func start(_ wanted: [Companion]) async throws(ProgramSearch.Refusal) -> [String: String] {
    for companion in wanted {
      if let reason = await start(companion) {
        await end()
        throw ProgramSearch.Refusal(reason: reason)
      }
    }
    return companions.variables
  }

  /// Why one is not there; `nil` when it is.
  private func start(_ companion: Companion) async -> String? {
    let command = companion.command
    let words = command.arguments.compactMap { if case .text(let word) = $0 { word } else { nil } }
    // What is not there need not be removed.
    for path in [companion.readyPath, companion.reportPath] { try? host.files.remove(path) }
    let request = ProcessRequest(
      executable: words.first ?? "", arguments: words, workingDirectory: command.workingDirectory,
      environment: command.environment, orphanPatience: command.patience.ofOrphans)
    do throws(ProcessStartError) {
      return await companions.add(try host.processes.start(request) { _ in }, companion)
    } catch {
      return "cannot run '\(error.executable)': \(error.reason)"
    }
  }

  /// Has all of them end; returns when nothing of them is left.
  package func end() async { await companions.end() }
}
