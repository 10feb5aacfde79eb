import EnvironmentModel
import Host
import LocalHost
import ProjectConfiguration
import Reporting
import SourceText

/// The program as users of tox know it: its commands, options, words, streams and exit codes.
struct ToxFace {
  let program: ProgramContext
  let arguments: ToxArguments
  let report: ToxReport

  /// The words for this face; `nil` when the program's own is meant.
  ///
  /// - Parameter program: How the program was started: under the name `tox` it is this face.
  static func words(of arguments: [String], program: String) -> [String]? {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    var words = arguments
    if let place = arguments[..<end].firstIndex(where: { $0 == "--style=tox" }) {
      words.remove(at: place)
    } else if let place = arguments[..<end].firstIndex(of: "--style"), place + 1 < end, arguments[place + 1] == "tox" {
      words.removeSubrange(place...place + 1)
    } else {
      return program.split(separator: "/").last == "tox" ? arguments : nil
    }
    return words.filter { $0 != "--headless" }
  }

  static func main(_ words: [String], _ program: ProgramContext) async -> Int32 {
    var arguments: ToxArguments
    do throws(ToxUsageError) {
      arguments = try ToxArguments(words)
    } catch {
      return ToxHelp.complain(error)
    }
    var defaults = ToxDefaults(variables: program.host.variables, file: UserDefaults.section(program.host))
    defaults.apply(to: &arguments)
    if arguments.command == .devenv || arguments.command == .exec { arguments.setDefault("env", [["py"]]) }
    if arguments.flag("help") {
      StandardOutput.write(ToxHelp.text(arguments.isNamed ? arguments.command : nil))
      return 0
    }
    if arguments.flag("version") {
      StandardOutput.write("\(SwtoxProgram.version) from swtox\n")
      return 0
    }
    let verbosity = max(0, 2 + arguments.count("verbose") - arguments.count("quiet"))
    var program = program
    program.positionalArguments = arguments.positionalArguments
    let face = ToxFace(program: program, arguments: arguments, report: ToxReport(verbosity: verbosity))
    for warning in defaults.warnings { face.report.warning(warning) }
    do throws(ToxError) {
      return try await face.run()
    } catch {
      if error.kind == "HandledError" {
        face.report.error("HandledError| \(error.message)")
      } else {
        StandardOutput.write("\(error.kind): \(error.message)\n", isError: true)
      }
      return error.exitCode
    }
  }

  // MARK: Commands

  private func run() async throws(ToxError) -> Int32 {
    switch arguments.command {
    case .quickstart: return await ToxQuickstart(face: self).run()
    case .schema:
      StandardOutput.write(ConfigurationSchema.json(isStrict: arguments.flag("strict")).text() + "\n")
      return 0
    case .man:
      StandardOutput.write("read it with 'swtox-tui help'\n")
      return 0
    default: break
    }
    if arguments.command.runs { LocalMachine.prepareCommands() }
    let session = try await session()
    if !arguments.unknown.isEmpty || (!arguments.words.isEmpty && arguments.command != .devenv) {
      let rest = (arguments.unknown + arguments.words).joined(separator: " ")
      throw ToxError(
        "unrecognized arguments: \(rest)\n"
          + "hint: if you tried to pass arguments to a command use -- to separate them from tox ones")
    }
    let plugins = ToxPlugins(arguments.text("plugins"))
    let environments = try ToxEnvironments(session.configuration, arguments, plugins: plugins, report: report)
    switch arguments.command {
    case .list: return try ToxList(face: self, session: session, environments: environments).run()
    case .config: return try await ToxConfig(face: self, session: session, environments: environments).run()
    case .depends: return try await ToxDepends(face: self, session: session, environments: environments).run()
    case .legacy where arguments.flag("list_envs") || arguments.flag("list_envs_all"):
      return try ToxList(face: self, session: session, environments: environments).run()
    case .legacy where arguments.flag("show_config"):
      return try await ToxConfig(face: self, session: session, environments: environments).run()
    default: return try await ToxRun(face: self, session: session, environments: environments).run()
    }
  }

  // MARK: The project

  private func session() async throws(ToxError) -> ProjectSession {
    let found = try found()
    do throws(DiagnosticError) {
      var overrides: [ConfigurationOverride] = []
      for text in arguments.texts("override") + developmentOverrides {
        overrides.append(try ConfigurationOverride(text))
      }
      let session = try await ProjectSession.open(
        found, overrides: overrides, workDirectory: arguments.text("work_dir"),
        in: program
      ) { context in prepare(&context) }
      if arguments.command.runs {
        for diagnostic in session.configuration.diagnostics where diagnostic.subject == .requirement {
          report.warning(diagnostic.message)
        }
      }
      return session
    } catch {
      throw ToxError(failure: error.diagnostics.first { $0.severity == .error }?.message ?? "")
    }
  }

  /// What makes the chosen environment one for development in the folder that the command line names.
  private var developmentOverrides: [String] {
    guard arguments.isDevelopment else { return [] }
    let path = absolutePath(arguments.developmentPath, from: program.host.files.resolved(".") ?? "/")
    return arguments.texts("env").flatMap { text in
      [("env_dir", path), ("use_develop", "true"), ("package", "editable")].map {
        DevenvCommand.override(of: $0.0, for: EnvironmentName(text), $0.1)
      }
    }
  }

  private func prepare(_ context: inout ConfigurationContext) {
    context.usesToxWording = true
    context.showsToxKeysOnly = !isRun
    context.workDirectoryName = ".tox"
    context.root = arguments.text("root_dir").map { absolutePath($0, from: context.currentFolder) }
    context.recreates = arguments.flag("recreate")
    context.develops = arguments.flag("develop")
    context.installsPackage = arguments.isGiven("install_pkg")
    context.defaultRunner = arguments.text("default_runner") ?? ToxPlugins(arguments.text("plugins")).defaultRunner
    switch arguments.text("hash_seed") {
    case "notset": context.hashSeed = nil
    case let seed?: context.hashSeed = Int(seed)
    case nil:
      let inherited = program.host.variables["PYTHONHASHSEED"].flatMap { Int($0) }
      context.hashSeed = inherited ?? Int.random(in: 1...4_294_967_295)
    }
    if arguments.isGiven("skip_missing_interpreters") {
      switch arguments.text("skip_missing_interpreters") {
      case "config": break
      case let choice: context.skipsMissingInterpreters = choice.map { $0 == "true" } ?? true
      }
    }
  }

  /// Whether environments are made, and not merely shown.
  private var isRun: Bool {
    let onlyShows = ["list_envs", "list_envs_all", "show_config"].contains { arguments.flag($0) }
    return arguments.command.runs && !(arguments.command == .legacy && onlyShows)
  }

  private func found() throws(ToxError) -> ConfigurationDiscovery.Found {
    let files = program.host.files
    let folder = files.resolved(".") ?? "/"
    let discovery = ConfigurationDiscovery(files: files, folder: folder)
    let wanted = arguments.text("config_file")
    do throws(DiagnosticError) {
      return try discovery.find(wanted)
    } catch {
      if let message = problem(error, wanted, folder) { throw ToxError(message) }
    }
    var place = arguments.text("root_dir").map { absolutePath($0, from: folder) } ?? folder
    if arguments.text("root_dir") == nil {
      var above = folder
      while above != "", !files.exists("\(above)/pyproject.toml") {
        above = String(above[..<(above.lastIndex(of: "/") ?? above.startIndex)])
      }
      if above != "" { place = above }
    }
    report.warning(
      "No loadable tox.ini or setup.cfg or pyproject.toml or tox.toml found, assuming empty tox.ini at \(place)")
    let empty = SourceFile(path: "tox.ini", text: "[tox]\n")
    // The text is known to be right.
    guard let document = try? INIReader.read(empty) else { throw ToxError("no configuration") }
    return ConfigurationDiscovery.Found(path: "\(place)/tox.ini", document: document)
  }

  /// What is wrong in tox's words; `nil` when there merely is no configuration.
  private func problem(_ error: DiagnosticError, _ wanted: String?, _ folder: String) -> String? {
    let diagnostic = error.diagnostics.first { $0.severity == .error }
    if let diagnostic, let span = diagnostic.span {
      let path = absolutePath(span.file.path, from: folder)
      let kind =
        path.hasSuffix("/tox.toml")
        ? "TomlTox"
        : path.hasSuffix(".toml") ? "TomlPyProject" : path.hasSuffix("setup.cfg") ? "SetupCfg" : "ToxIni"
      if diagnostic.message.hasSuffix("has to be a table"), let name = diagnostic.message.split(separator: "'").first {
        if name == "tool.tox", let wanted { return "could not recognize config file \(wanted)" }
        return "\(name) must be a table"
      }
      return "\(kind) failed loading \(path) due to \(diagnostic.message) "
        + "(at line \(span.start.line), column \(span.start.column))"
    }
    guard let wanted else { return nil }
    let path = absolutePath(wanted, from: folder)
    let files = program.host.files
    if files.isDirectory(path) { return "could not find any config file in \(wanted)" }
    return files.exists(path) ? "could not recognize config file \(wanted)" : "config file \(wanted) does not exist"
  }
}
