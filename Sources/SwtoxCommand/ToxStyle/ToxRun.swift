import EnvironmentModel
import Glibc
import Host
import Journal
import LocalHost
import Orchestration
import Planning
import ProjectConfiguration
import Reporting
import RunModel
import SourceText
import Synchronization

/// `run` and its relatives: environments made and their commands run.
struct ToxRun {
  let face: ToxFace
  let session: ProjectSession
  let environments: ToxEnvironments

  private var arguments: ToxArguments { face.arguments }

  func run() async throws(ToxError) -> Int32 {
    let resolved = await session.environments(try withPrerequisites(try names()))
    let changes = ToxChanges(arguments: arguments, files: face.program.host.files)
    var chosen = resolved.environments.map(changes.environment)
    let session = resolved.session
    _ = try ToxDepends.order(chosen.map(\.name), ToxDepends.relations(of: chosen))
    tellUnusedKeys(of: chosen, session)
    if arguments.command == .exec { chosen = try changes.executing(chosen) }
    LocalMachine.raiseDescriptorLimit()
    do {
      let workers = try WorkerThreads(count: 8)
      defer { workers.shutdown() }
      let code = try await withTaskExecutorPreference(workers) { [chosen, session] in try await run(chosen, session) }
      if arguments.isDevelopment, code == 0 {
        let path = absolutePath(arguments.developmentPath, from: face.program.host.files.resolved(".") ?? "/")
        face.report.warning("created development environment under \(path)")
        ProjectRedirect(session, isUsual: true)?.record(development: path) { face.report.warning($0) }
      }
      return code
    } catch let error as FileError {
      throw ToxError(error.message)
    } catch {
      throw ToxError("no threads can be started: \(error)")
    }
  }

  /// Tells, to those who want to know more, which keys mean nothing.
  private func tellUnusedKeys(of environments: [Environment], _ session: ProjectSession) {
    guard face.report.verbosity > 2, arguments.command != .exec else { return }
    let configuration = session.configuration
    let own = environments.map { ("testenv:\($0.name)", configuration.unusedKeys(of: $0.name)) }
    for (section, keys) in own + [("tox", configuration.unusedCoreKeys)] where !keys.isEmpty {
      StandardOutput.write("[\(section)] unused config key(s): \(keys.joined(separator: ", "))\n")
    }
  }

  /// With those that have to pass before them, where commands are run.
  private func withPrerequisites(_ names: [EnvironmentName]) throws(ToxError) -> [EnvironmentName] {
    if arguments.command == .exec || arguments.isDevelopment { return names }
    do throws(DiagnosticError) {
      return try session.withPrerequisites(names, all: false)
    } catch {
      throw ToxError(error.diagnostics.first?.message ?? "")
    }
  }

  private func names() throws(ToxError) -> [EnvironmentName] {
    let filter = try ToxSkipFilter(
      arguments.text("skip_env") ?? face.program.host.variables["TOX_SKIP_ENV"] ?? "")
    let packagers = environments.packagers.filter { name in
      environments.active.contains(name) && !arguments.texts("env").contains("ALL")
    }
    if !packagers.isEmpty {
      throw ToxError("cannot run packaging environment(s) \(packagers.map(\.text).joined(separator: ","))")
    }
    let names = environments.chosen(filter)
    if arguments.command == .exec || arguments.isDevelopment, names.count != 1 {
      let isAll = arguments.texts("env").contains("ALL")
      let shown = isAll ? "ALL" : names.map(\.text).joined(separator: ", ")
      let mode = arguments.command == .exec ? "exec" : "devenv"
      throw ToxError("exactly one target environment allowed in \(mode) mode but found \(shown)")
    }
    return names
  }

  private func run(_ environments: [Environment], _ session: ProjectSession) async throws -> Int32 {
    var launcher = RunLauncher(
      session: session, jobs: jobs, failureLimit: arguments.flag("fail_fast") ? 1 : nil, ignoresPressure: true,
      channel: .pipe)
    launcher.masksSecrets = session.project.secrets.isExtended
    launcher.keepsRedirect = !arguments.isDevelopment
    launcher.keepsOrder = isSequential
    let redirect = ProjectRedirect(session, and: environments.map(\.name), isUsual: true)
    if let conflict = redirect?.conflict { throw ToxError(conflict) }
    let options = planOptions(environments, session)
    try ToxFolders.prepare(session)
    let prepared = try await launcher.prepare(
      environments, options, prepares: arguments.command == .exec, onWait: { face.report.warning($0) })
    guard var prepared else { return 254 }
    if isSequential {
      prepared.plan.takeTurns(try ToxDepends.order(environments.map(\.name), ToxDepends.relations(of: environments)))
    }
    let mailbox = RunMailbox()
    let source = try stopSource(mailbox)
    defer { source.uninstall() }
    let logs = LogFileOutput(
      folder: prepared.writer.folder, files: session.host.files, isColored: false, tellsStreams: true)
    let observer = ToxRunObserver(ToxRunReporter(run: prepared.id, settings: settings(environments), logs: logs))
    let targets = arguments.text("result_json").map { [ReportTarget(.toxJSON, $0 == "-" ? "./-" : $0)] } ?? []
    let reports = ReportObserver(targets, run: prepared.id, session.host)
    try await launcher.run(prepared, mailbox: mailbox, observers: [observer, reports]) { face.report.warning($0) }
    let problems = reports.finish {
      ReportedRun($0, in: prepared.writer.folder, of: session, environments: environments, mask: prepared.mask)
    }
    _ = HistorySession.note(session)
    source.uninstall()
    for number in [SIGUSR1, SIGUSR2] { signal(number, SIG_IGN) }
    await RunPacking(session).pack()
    if let problem = problems.first { throw ToxError(problem) }
    if observer.state.stopReason != nil { return 254 }
    return ToxRunReporter.exitCode(of: observer.state)
  }

  /// Stops the run at a signal, at a second one without patience.
  private func stopSource(_ mailbox: RunMailbox) throws -> SignalSource {
    let count = Atomic(0)
    let report = face.report
    return try SignalSource([SIGINT, SIGTERM]) { number in
      let isFirst = count.add(1, ordering: .relaxed).oldValue == 0
      if !isFirst { report.warning("second interrupt received") }
      mailbox.post(.stop(reason: StopReason.text(of: number), isUrgent: !isFirst))
    }
  }

  private func settings(_ environments: [Environment]) -> ToxRunReporter.Settings {
    let isParallel = arguments.command == .runParallel || arguments.isGiven("parallel")
    var settings = ToxRunReporter.Settings(
      verbosity: face.report.verbosity, folder: face.program.host.files.resolved(".") ?? "/",
      holdsOutput: isParallel && !arguments.flag("parallel_live"),
      shown: Set(environments.filter { $0.flag("parallel_show_output") }.map(\.name)),
      unavailable: self.environments.unavailable)
    settings.interpreters = Dictionary(environments.map { ($0.name, $0.list("base_python")) }) { first, _ in first }
    return settings
  }

  /// What the command line asks of the plan; what is left out is told.
  private func planOptions(_ environments: [Environment], _ session: ProjectSession) -> PlanOptions {
    var options = PlanOptions(
      recreates: arguments.flag("recreate"), skipsCommands: arguments.flag("no_test") || arguments.isDevelopment,
      leavesPackage: arguments.command == .exec || (arguments.flag("skip_pkg_install") && !arguments.isDevelopment))
    options.skipsInstallation = arguments.flag("skip_env_install")
    options.buildsOnly = arguments.flag("package_only")
    options.listsDependencies = arguments.flag("list_dependencies")
    if options.skipsInstallation {
      for environment in environments {
        face.report.warning("skip installing dependencies and package", of: environment.name.text)
        face.report.warning("skip building and installing the package", of: environment.name.text)
      }
    }
    options.givenPackage = arguments.text("install_pkg")
    options.skipsMissingInterpreters = session.configuration.context.skipsMissingInterpreters
    return options
  }

  /// Whether environments go one after the other; what they wait for is built meanwhile.
  private var isSequential: Bool { arguments.command != .runParallel && !arguments.isGiven("parallel") }

  private var jobs: JobCount {
    if isSequential { return .count(2) }
    switch arguments.text("parallel") {
    case "all": return .count(10_000)
    case let text?: return Int(text).map { .count(max(1, $0)) } ?? .automatic
    case nil: return .automatic
    }
  }
}

/// Prints a run's events as they come.
private final class ToxRunObserver: RunObserver {
  private var reporter: ToxRunReporter

  init(_ reporter: ToxRunReporter) { self.reporter = reporter }

  var state: RunState { reporter.state }

  func observe(_ events: [NumberedEvent]) {
    reporter.report(events) { StandardOutput.write($0, isError: $1) }
  }
}

extension Plan {
  /// Has environments go one after the other in an order that respects what they depend on.
  fileprivate mutating func takeTurns(_ names: [EnvironmentName]) {
    var first: [StepOwner: Int] = [:]
    var last: [StepOwner: StepID] = [:]
    for (place, step) in steps.enumerated() where first[step.id.owner] == nil { first[step.id.owner] = place }
    for step in steps { last[step.id.owner] = step.id }
    for (earlier, later) in zip(names, names.dropFirst()) {
      guard let place = first[.environment(later)], let end = last[.environment(earlier)] else { continue }
      steps[place].follows.append(end)
    }
  }
}
