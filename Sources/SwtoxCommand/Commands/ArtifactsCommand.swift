import ArgumentParser
import EnvironmentModel
import Host
import Orchestration
import Reporting
import SourceText

/// `artifacts`: the packages that were built.
struct ArtifactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "artifacts", abstract: "List, copy out or check the packages that were built.",
    discussion: "They are kept in .swtox/.artifacts, each under the hash of its content, with how it was made.",
    subcommands: [List.self, Export.self, Verify.self], defaultSubcommand: List.self)

  struct List: ProgramCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the artefacts, the newest first.",
      discussion: """
        Those that a build made last are marked '*'; environments get these. \
        Of an sdist and the wheel that was made from it they get the wheel.
        """)

    @OptionGroup var project: ProjectOptions

    @Flag(name: .customLong("json"), help: "A list of objects, for programs.")
    var isJSON = false

    func run(in program: ProgramContext) async -> ExitCode {
      await ArtifactsCommand.withStore(project, program) { store, _ in
        let entries = store.entries()
        StandardOutput.write(isJSON ? ArtifactText.json(entries).text() + "\n" : ArtifactText.table(entries))
        return .success
      }
    }
  }

  struct Export: ProgramCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy artefacts to a folder, under their own names.",
      discussion: "Without names, all that builds made last but editable ones.")

    @OptionGroup var project: ProjectOptions

    @Argument(help: "The folder, which is made.", completion: .directory)
    var folder: String

    @Argument(help: "Only those of these definitions, or with hashes that begin so.")
    var names: [String] = []

    func run(in program: ProgramContext) async -> ExitCode {
      await ArtifactsCommand.withStore(project, program) { store, here in
        let all = store.entries()
        // Editable ones only lead to sources of this machine.
        var wanted = names.isEmpty ? all.filter { $0.isCurrent && $0.manifest.builder != "editable" } : []
        for name in names {
          let found = ArtifactText.entries(of: name, among: all)
          if found.isEmpty {
            let known = Set(all.map(\.manifest.definition)).sorted()
            let suggestion = closestMatch(to: name, among: known).map { "did you mean '\($0)'? " } ?? ""
            return ArtifactsCommand.complain(
              "there is no artefact '\(name)'; \(suggestion)see 'swtox-tui artifacts'", .usage)
          }
          wanted += found.filter { !wanted.contains($0) }
        }
        if wanted.isEmpty { return ArtifactsCommand.complain("nothing was built yet", .nothingRan) }
        // Builds that made the same have made one file.
        let wantedFiles = wanted.uniqued(by: \.path)
        let byName = Dictionary(grouping: wantedFiles, by: \.manifest.fileName).sorted { $0.key < $1.key }
        for (name, entries) in byName where entries.count > 1 {
          let builds = entries.map { "'\($0.manifest.build)'" }.sorted().joined(separator: " and ")
          return ArtifactsCommand.complain(
            "\(builds) made different files called '\(name)'; copy them to folders of their own, one at a time", .usage)
        }
        do throws(FileError) {
          for entry in wantedFiles {
            StandardOutput.write(try store.export(entry, to: absolutePath(folder, from: here)) + "\n")
          }
          return .success
        } catch {
          return ArtifactsCommand.complain(error.message, .internalError)
        }
      }
    }
  }

  struct Verify: ProgramCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check that every artefact still has the content it was built with.")

    @OptionGroup var project: ProjectOptions

    func run(in program: ProgramContext) async -> ExitCode {
      await ArtifactsCommand.withStore(project, program) { store, _ in
        var failures = 0
        let entries = store.entries().uniqued(by: \.path)
        for entry in entries {
          guard let isIntact = store.isIntact(entry) else {
            failures += 1
            StandardOutput.write("missing  \(entry.path)\n")
            continue
          }
          if !isIntact {
            failures += 1
            StandardOutput.write("changed  \(entry.path)\n")
          }
        }
        let strays = store.strays()
        for path in strays { StandardOutput.write("unknown  \(path): nothing says how it was made\n") }
        failures += strays.count
        let count = entries.count + strays.count
        StandardOutput.write("\(count) artefacts, \(failures == 0 ? "all" : "\(count - failures)") intact\n")
        return failures == 0 ? .success : .failed
      }
    }
  }

  private static func withStore(
    _ project: ProjectOptions, _ program: ProgramContext, _ body: (ArtifactStore, String) -> ExitCode
  ) async -> ExitCode {
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let store = ArtifactStore(workDirectory: session.project.workDirectory, files: session.host.files)
      return body(store, program.host.files.resolved(".") ?? "/")
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }

  private static func complain(_ message: String, _ code: ExitCode) -> ExitCode {
    StandardOutput.write("swtox-tui: \(message)\n", isError: true)
    return code
  }
}

/// Artefacts as text and JSON.
enum ArtifactText {
  /// What the builds of a definition, or one of them, made last, or what has a hash that begins with a text of at least four
  /// digits.
  static func entries(of name: String, among all: [ArtifactStore.Entry]) -> [ArtifactStore.Entry] {
    let own = all.filter { [$0.manifest.definition, $0.manifest.build].contains(name) }
    if !own.isEmpty {
      return Dictionary(grouping: own, by: \.manifest.build).sorted { $0.key < $1.key }.flatMap { latest(of: $0.value) }
    }
    return name.utf8.count < 4 ? [] : all.filter { $0.manifest.sha256.hasPrefix(name) }
  }

  /// What a build made last: a build that failed since names nothing.
  private static func latest(of entries: [ArtifactStore.Entry]) -> [ArtifactStore.Entry] {
    if entries.contains(where: \.isCurrent) { return entries.filter(\.isCurrent) }
    let time = entries.map(\.manifest.builtAt).max()
    return entries.filter { $0.manifest.builtAt == time }
  }

  static func table(_ entries: [ArtifactStore.Entry]) -> String {
    if entries.isEmpty { return "nothing was built yet\n" }
    let width = entries.map(\.manifest.fileName.count).max() ?? 0
    return entries.map { entry in
      let manifest = entry.manifest
      return
        "\(entry.isCurrent ? "*" : " ") \(manifest.sha256.prefix(12))  \(manifest.fileName.padded(to: width))  \(facts(manifest))\n"
    }.joined()
  }

  /// How an artefact was made: `wheel, cpython 3.13.0, run 4`.
  static func facts(_ manifest: ArtifactManifest) -> String {
    let place = manifest.buildEnvironment.isEmpty ? "" : " in \(manifest.buildEnvironment)"
    let name = manifest.build == manifest.builder ? manifest.builder : "\(manifest.build) by \(manifest.builder)"
    let tool = manifest.toolchain.isEmpty ? "" : ", \(manifest.toolchain)"
    return "\(name)\(tool)\(place), run \(manifest.run)"
  }

  static func json(_ entries: [ArtifactStore.Entry]) -> JSONNode {
    .list(
      entries.map { entry in
        let manifest = entry.manifest
        return .object([
          .init(key: "sha256", value: .text(manifest.sha256)), .init(key: "file", value: .text(manifest.fileName)),
          .init(key: "path", value: .text(entry.path)), .init(key: "bytes", value: .number(String(manifest.byteCount))),
          .init(key: "name", value: manifest.name.map { .text($0) } ?? .null),
          .init(key: "version", value: manifest.packageVersion.map { .text($0) } ?? .null),
          .init(key: "definition", value: .text(manifest.definition)),
          .init(key: "build", value: .text(manifest.build)),
          .init(key: "builder", value: .text(manifest.builder)),
          .init(key: "toolchain", value: .text(manifest.toolchain)),
          .init(key: "build_environment", value: .text(manifest.buildEnvironment)),
          .init(key: "inputs", value: .text(manifest.inputs)),
          .init(key: "built_at", value: .number(String(manifest.builtAt))),
          .init(key: "run", value: .number(String(manifest.run))),
          .init(key: "current", value: .boolean(entry.isCurrent)),
        ])
      })
  }
}
