import EnvironmentModel
import Planning
import RunModel

/// The commands of an environment with the variables, folder and limits they run under.
struct CommandsRecipe: Sendable {
  private let environment: Environment
  private let variables: @Sendable () -> [String: String]
  private let programs: CommandAction.Programs
  /// What an activation changed of the variables.
  private let captured: CapturedVariables?
  /// What comes last, whatever became of the commands.
  private let conclusion: [Action]
  /// What comes before the commands, and tells what they find.
  private let preparation: [Action]
  private let services: Result<ServiceSetup, MissingTool>
  private let context: PlanningContext
  /// What the user says of the time that commands may take.
  private let timeout: Duration?

  /// - Parameters:
  ///   - variables: What the commands see; by default what those of a virtual environment do.
  ///   - programs: What they may run; by default what is in the environment, and `allowlist_externals`.
  ///   - actions: What comes first.
  ///   - captured: What an activation changed of the variables.
  ///   - conclusion: What comes last, whatever became of the commands.
  ///   - folder: Where the environment lies; `nil` where nobody knows.
  ///   - place: From where they reach services.
  init(
    _ environment: Environment, _ context: PlanningContext, variables: (@Sendable () -> [String: String])? = nil,
    programs: CommandAction.Programs? = nil, preparing actions: [Action] = [], captured: CapturedVariables? = nil,
    concluding conclusion: [Action] = [], surveying folder: String?,
    reachingServicesFrom place: ServiceSetup.Place = .machine
  ) {
    self.environment = environment
    self.context = context
    do throws(MissingTool) { services = .success(try ServiceSetup(environment, context, from: place)) } catch {
      services = .failure(error)
    }
    preparation = actions + (folder.map { [.noteEnvironment($0)] } ?? [])
    self.captured = captured
    self.conclusion = conclusion
    timeout = context.options.timeout
    self.variables = variables ?? { CommandVariables.of(environment, in: context) }
    var programs =
      programs
      ?? .restricted(
        folders: [environment.text("env_bin_dir"), environment.directory],
        patterns: environment.allowedExternals)
    if environment.flag("shell"), case .restricted(let folders, let patterns) = programs {
      programs = .restricted(folders: folders, patterns: patterns + [ShellWords.shell])
    }
    self.programs = programs
  }

  func draft() -> StepDraft {
    let services: ServiceSetup
    switch self.services {
    case .success(let setup): services = setup
    case .failure(let missing):
      var draft = missing.draft(for: environment, in: context)
      draft.kind = .runCommands
      return draft
    }
    let count = environment.commands("commands").count
    let words = [count == 1 ? "1 command" : "\(count) commands", services.words].compactMap { $0 }
    return StepDraft(
      .runCommands, .perform(Recipe(stopsAtFailure: !environment.ignoresErrors) { parts(services) }),
      reason: words.joined(separator: " "), locks: services.locks)
  }

  private func parts(_ services: ServiceSetup) -> Recipe.Parts {
    let (temporary, logs) = (environment.temporaryDirectory, environment.text("env_log_dir"))
    let setup: [Action] = [
      .remove(temporary), .createDirectory(temporary),
    ]
    // Logs of earlier runs go; a folder of somebody's own is left as it is.
    let isOwn = logs.hasPrefix(environment.directory + "/")
    let places: [Action] =
      (isOwn ? [.remove(logs)] : []) + [logs, environment.workingDirectory].map { .createDirectory($0) }
    let variables = variables()
    var parts = Recipe.Parts(
      preparation: setup + places + services.actions + preparation + actions("commands_pre", variables),
      main: actions("commands", variables),
      cleanup: actions("commands_post", variables), conclusion: collection(variables))
    parts.last = conclusion
    parts.cleanupOutlastsStop = environment.flag("interrupt_post_commands")
    parts.retryCount = count("retries")
    parts.retryDelay = seconds("retry_delay") ?? .zero
    return parts
  }

  private func collection(_ variables: [String: String]) -> [Action] {
    let search = TestReportPlaces(environment).search(variables)
    return search.isEmpty ? [] : [.collectTestReports(search)]
  }

  private func actions(_ phase: String, _ variables: [String: String]) -> [Action] {
    environment.commands(phase).map { command in
      var action = CommandAction(
        phase: phase, arguments: command.arguments.map { .text($0) }, workingDirectory: environment.workingDirectory,
        environment: variables,
        programs: programs, ignoresFailure: command.ignoresFailure, invertsResult: command.invertsResult,
        retryCount: count("commands_retry"), timeout: timeout ?? seconds("timeout"), patience: patience,
        isolatesProcesses: environment.text("isolate") == "pid")
      action.separatesErrors = environment.text("stderr") == "apart"
      action.captured = captured
      action.stallTimeout = seconds("stall_timeout")
      action.retryDelay = seconds("retry_delay") ?? .zero
      return .run(action)
    }
  }

  /// A time that an environment gives; `nil` where it gives none.
  private func seconds(_ key: String) -> Duration? {
    switch environment[key]?.value {
    case .integer(let count): .seconds(max(0, count))
    case .number(let count): .seconds(max(0, count))
    default: nil
    }
  }

  private var patience: StopPatience {
    StopPatience(
      beforeInterrupt: seconds("suicide_timeout") ?? .zero, afterInterrupt: seconds("interrupt_timeout") ?? .zero,
      afterTerminate: seconds("terminate_timeout") ?? .zero)
  }

  private func count(_ key: String) -> Int {
    if case .integer(let count) = environment[key]?.value { max(0, count) } else { 0 }
  }
}
