import ArgumentParser
import EnvironmentModel
import Host
import LocalHost
import ProjectConfiguration
import SourceText

extension CompletionKind {
  /// The environments of the project in which the shell stands, or of the one that `-c` names.
  static let environments = CompletionKind.custom { words, _, _ in CompletedNames.environments(words) }

  /// The keys of environments and of the core, in their present spelling.
  static let keys = CompletionKind.list(CompletedNames.keys)
}

/// What a shell offers where a name is expected.
enum CompletedNames {
  static let keys = (ConfigurationKeyTable.environment.keys + ConfigurationKeyTable.core.keys).map(\.name)

  /// - Parameter words: The command line so far.
  static func environments(_ words: [String]) -> [String] {
    let option = words.firstIndex { $0 == "-c" || $0 == "--conf" }
    let host = LocalMachine.host()
    let folder = host.files.resolved(".") ?? "/"
    do throws(DiagnosticError) {
      let found = try ConfigurationDiscovery(files: host.files, folder: folder)
        .find(option.flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil })
      let context = ConfigurationContext(variables: host.variables)
      return try ProjectBuilder.build(found.document, path: found.path, context: context).project.allEnvironments
        .map(\.text)
    } catch {
      // A shell has no place for what is wrong; the command itself tells it.
      return []
    }
  }
}
