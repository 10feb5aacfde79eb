import ArgumentParser
import Dashboard
import EnvironmentModel
import Host
import LocalHost
import ProjectConfiguration
import SourceText

extension CompletionKind {
  /// The environments of the project in which the shell stands, or of the one that `-c` names.
  static let environments = CompletionKind.custom { words, _, prefix in
    CompletedNames.listed(CompletedNames.environments(words), after: prefix)
  }

  /// The factors of its environments.
  static let factors = CompletionKind.custom { words, _, prefix in
    CompletedNames.listed(CompletedNames.configuration(words)?.knownFactors.sorted() ?? [], after: prefix)
  }

  /// Its labels.
  static let labels = CompletionKind.custom { words, _, prefix in
    let labels = CompletedNames.configuration(words).map { SelectionCheck(configuration: $0).labels }
    return CompletedNames.listed(labels ?? [], after: prefix)
  }

  /// The keys of environments, of those that build packages, and of the core, in their present spelling.
  static let keys = CompletionKind.custom { _, _, prefix in
    CompletedNames.listed(CompletedNames.keys, after: prefix)
  }

  /// The themes of the program and of the user.
  static let themes = CompletionKind.custom { _, _, _ in
    ThemeLibrary(host: LocalMachine.host()).load(wanted: nil).themes.map(\.name)
  }
}

/// What a shell offers where a name is expected.
enum CompletedNames {
  static let keys = [ConfigurationKeyTable.environment, .packaging, .core].flatMap(\.keys).map(\.name)
    .uniqued(by: \.self)

  /// Names as they continue a word in which others stand already, with commas between them.
  ///
  /// - Parameter word: The word so far.
  static func listed(_ names: [String], after word: String) -> [String] {
    guard let comma = word.lastIndex(of: ",") else { return names }
    let start = word[...comma]
    let given = Set(start.split(separator: ",").map(String.init))
    return names.filter { !given.contains($0) }.map { start + $0 }
  }

  /// - Parameter words: The command line so far.
  static func environments(_ words: [String]) -> [String] {
    configuration(words)?.project.allEnvironments.map(\.text) ?? []
  }

  /// The configuration of the project; `nil` where it cannot be read.
  ///
  /// - Parameter words: The command line so far.
  static func configuration(_ words: [String]) -> LoadedConfiguration? {
    let option = words.firstIndex { $0 == "-c" || $0 == "--conf" }
    let host = LocalMachine.host()
    let folder = host.files.resolved(".") ?? "/"
    do throws(DiagnosticError) {
      let found = try ConfigurationDiscovery(files: host.files, folder: folder)
        .find(option.flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil })
      let context = ConfigurationContext(variables: host.variables)
      return try ProjectBuilder.build(found.document, path: found.path, context: context)
    } catch {
      // A shell has no place for what is wrong; the command itself tells it.
      return nil
    }
  }
}
