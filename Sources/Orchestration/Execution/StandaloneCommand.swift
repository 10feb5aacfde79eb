package import Host
package import Planning

/// The first command of a recipe, to be run by itself and not in a run.
package struct StandaloneCommand {
  private let host: Host

  package init(host: Host) { self.host = host }

  /// Brings what the command works on up to date, and puts in the variables that an activation left.
  ///
  /// Folders are made and a copy of the sources is brought up to date; nothing is run.
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
        default: break
        }
      }
    } catch {
      throw ProgramSearch.Refusal(reason: error.message)
    }
    return try VariableReading(files: host.files).activated(command)
  }
}
