import ArgumentParser
import Drivers
import EnvironmentModel
import Glibc
import Host
import LocalHost
import Orchestration
import Planning
import ProjectConfiguration
import Reporting
import RunModel
import SourceText

/// `exec`: any command inside an environment.
struct ExecCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec", abstract: "Run a command inside an environment, with this terminal.",
    discussion: """
      The environment is made or brought up to date first, as for a run; then the words after '--' become the command, \
      with the environment's variables, in this folder, or in its place in the copy that environments of Node have; of \
      containers and root folders inside, and beside its services. The exit code is the command's.
        swtox-tui exec -e py312 -- python
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var setup: SetupOptions
  @OptionGroup var headless: HeadlessOptions

  @Option(
    name: [.customShort("e"), .customLong("env")],
    help: ArgumentHelp("The environment; the only one of env_list if it is left out.", valueName: "env"),
    completion: .environments)
  var environment: String?

  @Option(
    name: .customLong("timeout"), parsing: .unconditional,
    help: ArgumentHelp("End the command when it takes longer, with exit code 124.", valueName: "seconds"))
  var timeout: Double?

  @ArgumentParser.Argument(help: .hidden) var misplaced: [String] = []

  /// Whether a shell is opened in the place of a command.
  var opensShell = false

  private enum CodingKeys: CodingKey {
    case project, setup, headless, environment, timeout, misplaced
  }

  func validate() throws {
    try RunOptions.check(timeout: timeout)
    // The name of an environment may stand there without an option.
    if let word = environment == nil ? misplaced.dropFirst().first : misplaced.first {
      throw ValidationError("'\(word)' is no option; a command stands behind '--': swtox-tui exec -e ENV -- \(word)")
    }
  }

  func run(in program: ProgramContext) async -> ExitCode {
    do throws(DiagnosticError) {
      let given = program.positionalArguments ?? []
      if given.isEmpty, !opensShell {
        let word = environment == nil ? misplaced.first ?? "python" : "python"
        throw DiagnosticError(
          .error("there is no command", help: "put it after '--': swtox-tui exec -e ENV -- \(word)"))
      }
      let session = try await ProjectSession.open(project, in: program)
      let name = try session.name(environment ?? misplaced.first, isOnlyOne: true)
      let resolved = await session.environments([name])
      let words = opensShell ? shell(for: resolved.environments[0], program) : given
      let values: [String: SettingValue] = [
        "commands_pre": .commands([]), "commands": .commands([CommandLine(arguments: words)]),
        "commands_post": .commands([]), "npm_scripts": .list([]), "allowlist_externals": .list(["*"]),
        "change_dir": .path(program.host.files.resolved(".") ?? "/"),
      ]
      let environment = resolved.environments[0].replacing(values)
      let options = try RunOptions.preparing(setup)
      if await needsSetup(resolved.environments[0], resolved.session, options.planOptions) {
        var front = HeadlessFront(
          program: program, session: resolved.session, project: project, options: options, headless: headless)
        front.isAside = true
        front.rerunCommand = project.commandLine("exec")
        let code = await front.run([name])
        if code != .success { return code }
      }
      if opensShell, isatty(2) == 1 {
        StandardOutput.write("swtox-tui: a shell in '\(name)'; 'exit' leaves it\n", isError: true)
      }
      return await become(environment, resolved.session, program)
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }

  /// The user's shell, or the best of those that another system may have.
  private func shell(for environment: Environment, _ program: ProgramContext) -> [String] {
    switch environment.kind {
    case .container, .deb, .rpm: return ["/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash; exec sh"]
    default:
      let own = program.host.variables["SHELL"] ?? ""
      return [own.hasPrefix("/") && program.host.files.isExecutableFile(own) ? own : "/bin/sh"]
    }
  }

  /// Whether anything has to be done before the command can run.
  private func needsSetup(_ environment: Environment, _ session: ProjectSession, _ options: PlanOptions) async -> Bool {
    await session.plan([environment], options).plan.steps.contains { $0.disposition != .reuse }
  }

  /// Goes on as the command; returns when that cannot be.
  private func become(_ environment: Environment, _ session: ProjectSession, _ program: ProgramContext) async
    -> ExitCode
  {
    func complain(_ message: String, _ code: ExitCode) -> ExitCode {
      StandardOutput.write("swtox-tui: \(message)\n", isError: true)
      return code
    }
    let plan = await session.plan([environment], PlanOptions()).plan
    do throws(ProgramSearch.Refusal) {
      guard let step = plan.steps.last, step.id.kind == .runCommands, case .perform(let recipe) = step.disposition,
        let action = try await StandaloneCommand(host: session.host).prepared(recipe)
      else { return complain("'\(environment.name)' has nothing to run commands with", .environmentError) }
      let words = action.arguments.compactMap { if case .text(let word) = $0 { word } else { nil } }
      let path =
        action.enclosure == nil
        ? try ProgramSearch(files: session.host.files).path(of: words.first ?? "", for: action) : words.first ?? ""
      // The command finds its folder for temporary files as in a run; what is in it stays.
      try? session.host.files.createDirectory(environment.temporaryDirectory)
      var request = ProcessRequest(
        executable: path, arguments: words, workingDirectory: action.workingDirectory,
        environment: action.environment)
      let wanted = recipe.parts.preparation.compactMap { if case .hold(let companion) = $0 { companion } else { nil } }
      if case .container(let container) = action.enclosure {
        return try await run(request, beside: wanted, in: container, environment, session)
      }
      if opensShell, action.enclosure == nil { request = entering(request, environment, session) }
      if let enclosure = action.enclosure { request = StandaloneCommand.enclosing(request, in: enclosure) }
      if !wanted.isEmpty { return try await run(request, beside: wanted, in: nil, environment, session) }
      let error: ProcessStartError
      if let timeout {
        error = run(request, for: timeout)
      } else {
        error = LocalMachine.become(request)
      }
      return complain("cannot run '\(path)': \(error.reason)", .cannotRun)
    } catch {
      return complain(error.reason, error.isThere ? .cannotRun : .commandNotFound)
    }
  }

  /// The shell with what it reads when it starts, in a folder of ours; as it is where nothing can be written there.
  private func entering(
    _ request: ProcessRequest, _ environment: Environment, _ session: ProjectSession
  ) -> ProcessRequest {
    let folder = "\(EnvironmentStamp.folder(of: environment, in: session.project))/shell"
    let shell = EnvironmentShell(path: request.executable, name: environment.name, folder: folder)
    return (try? shell.entering(request, session.host.files)) ?? request
  }

  /// Runs a command with what has to be there meanwhile, and ends this program as it ends.
  ///
  /// - Parameter container: What it is to run in; `nil` for the machine, or what the request enters itself.
  private func run(
    _ request: ProcessRequest, beside wanted: [Companion], in container: ContainerEnclosure?,
    _ environment: Environment, _ session: ProjectSession
  ) async throws(ProgramSearch.Refusal) -> ExitCode {
    let host = session.host
    // A run that works in it has containers of the same names.
    let locks = try await lock(environment, session)
    defer { locks.release() }
    let companions = StandaloneCompanions(host: host)
    var request = request
    request.environment.merge(try await companions.start(wanted)) { $1 }
    let entrance = container.map { ContainerEntrance($0, files: host.files) }
    let entering = entrance?.entering(request, isTerminal: isatty(0) == 1 && isatty(1) == 1) ?? request
    let code: Int32
    do throws(ProcessStartError) {
      let ending = try ForegroundCommand(entering).wait(for: .seconds(timeout ?? Self.forever)) {
        StandardOutput.write("swtox-tui: the time of the command is over, ending it\n", isError: true)
      }
      switch ending {
      case .exited(let own): code = entrance?.exitCode ?? own
      case .signalled(let signal): code = 128 + signal
      case .timedOut: code = ExitCode.timedOut.rawValue
      }
    } catch {
      await companions.end()
      throw ProgramSearch.Refusal(reason: "cannot run '\(error.executable)': \(error.reason)")
    }
    await companions.end()
    Glibc.exit(code)
  }

  /// The lock of an environment, which nobody else may use meanwhile.
  private func lock(
    _ environment: Environment, _ session: ProjectSession
  ) async throws(ProgramSearch.Refusal) -> DirectoryLocks {
    let host = session.host
    let owner = LockOwner(processID: getpid(), program: SwtoxProgram.name, since: host.clock.wallMicroseconds)
    var holder = "another program"
    do throws(FileError) {
      let locks = try await DirectoryLocks.take(
        [environment.directory], in: "\(session.project.workDirectory)/locks", for: owner, host, isWanted: { false }
      ) { if let other = $1 { holder = other.text(now: host.clock.wallMicroseconds) } }
      if let locks { return locks }
    } catch {
      throw ProgramSearch.Refusal(reason: error.message)
    }
    throw ProgramSearch.Refusal(
      reason: "'\(environment.name)' is in use by \(holder), and its containers are; try again after that",
      isThere: true)
  }

  /// As long as nobody waits.
  private static let forever = 1e9

  /// Ends this program as the command ends; returns when it cannot be started.
  private func run(_ request: ProcessRequest, for seconds: Double) -> ProcessStartError {
    do throws(ProcessStartError) {
      let ending = try ForegroundCommand(request).wait(for: .seconds(seconds)) {
        StandardOutput.write("swtox-tui: the time of the command is over, ending it\n", isError: true)
      }
      switch ending {
      case .exited(let code): Glibc.exit(code)
      case .signalled(let signal): Glibc.exit(128 + signal)
      case .timedOut: Glibc.exit(ExitCode.timedOut.rawValue)
      }
    } catch {
      return error
    }
  }
}
