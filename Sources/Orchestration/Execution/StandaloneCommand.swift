package import Host
package import Planning

/// The first command of a recipe, to be run by itself and not in a run.
package struct StandaloneCommand {
  private let host: Host

  package init(host: Host) { self.host = host }

  /// The process of the machine by which a command runs inside, for who has nothing that makes namespaces for it.
  package static func enclosing(_ request: ProcessRequest, in enclosure: Enclosure) -> ProcessRequest {
    var enclosed = EnclosedProcess(enclosure: enclosure).enclosing(request)
    enclosed.isolatesProcesses = false
    enclosed.arguments =
      ["/bin/sh", "-c", #"exec unshare --mount --pid --fork --kill-child -- "$@""#, "sh"] + enclosed.arguments
    return enclosed
  }

  /// The phase of commands that prepare what others work on.
  private static let preparing = "prepare"
  /// How long one of them may take.
  private static let patience = Duration.seconds(60)

  /// What fails of it, the command itself will say more about.
  private func run(_ command: CommandAction) async {
    let words = command.arguments.compactMap { if case .text(let word) = $0 { word } else { nil } }
    guard let program = words.first else { return }
    let request = ProcessRequest(
      executable: program, arguments: words, workingDirectory: command.workingDirectory,
      environment: command.environment)
    _ = await ShortProgram(host: host).output(of: request, within: Self.patience)
  }

  /// Brings what the command works on up to date, and puts in the variables that an activation left.
  ///
  /// Folders are made, a copy of the sources is brought up to date, and commands that prepare it run; nothing else does.
  ///
  /// - Returns: `nil` where the recipe has no command.
  package func prepared(_ recipe: Recipe) async throws(ProgramSearch.Refusal) -> CommandAction? {
    let parts = recipe.parts
    let commands = parts.main.lazy.compactMap { if case .run(let command) = $0 { command } else { nil } }
    guard let command = commands.first else { return nil }
    do throws(FileError) {
      let performer = ActionPerformer(host: host, artifacts: ArtifactBoard([:]))
      for action in parts.preparation {
        switch action {
        case .createDirectory, .refreshSources: try await performer.perform(action)
        case .run(let command) where command.phase == Self.preparing: await run(command)
        default: break
        }
      }
    } catch {
      throw ProgramSearch.Refusal(reason: error.message)
    }
    return try VariableReading(files: host.files).activated(command)
  }
}
