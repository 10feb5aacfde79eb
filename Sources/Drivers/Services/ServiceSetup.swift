import EnvironmentModel
import Planning

/// What starts the services that an environment's commands run beside, and has them end with the step.
struct ServiceSetup: Sendable {
  /// From where commands reach them.
  enum Place: Hashable, Sendable {
    /// From the machine's network, by ports of the machine.
    case machine
    /// From a container of a network, by the services' own addresses; empty for the network that the engine gives.
    case container(network: String)
  }

  private let started: [(service: ServiceDefinition, engine: ContainerEngine)]
  private let environment: Environment
  private let context: PlanningContext
  private let place: Place

  /// - Throws: That there is no engine for one of them, or that commands without a network cannot reach them.
  init(_ environment: Environment, _ context: PlanningContext, from place: Place) throws(MissingTool) {
    self.environment = environment
    self.context = context
    self.place = place
    var started: [(ServiceDefinition, ContainerEngine)] = []
    for service in ServiceChoice(environment, context.project.definitions).services {
      if environment.text("network") == "none" {
        throw MissingTool(
          mistake: "with 'network = none' the commands of '\(environment.name)' cannot reach service '\(service.name)'")
      }
      started.append((service, try ContainerEngine.choose(for: environment, wanted: service.engine, in: context)))
    }
    self.started = started
  }

  /// `with services cache, db`; `nil` where there are none.
  var words: String? {
    if started.isEmpty { return nil }
    return "with service\(started.count == 1 ? "" : "s") " + started.map(\.service.name).joined(separator: ", ")
  }

  /// Ports of the machine that somebody chose, which only one step at a time can have.
  var locks: Set<String> {
    let ports = started.flatMap { service, _ in
      service.ports.map { network(of: service) == "host" ? $0.container : $0.host }
    }
    return Set(ports.filter { $0 != 0 }.map { "port \($0)" })
  }

  /// The folder in which each has one of its own.
  static func folder(of environment: Environment, in project: Project) -> String {
    // Environments that are one have services of their own.
    environment.flag("share")
      ? "\(project.workDirectory)/\(environment.name)/services"
      : "\(EnvironmentStamp.folder(of: environment, in: project))/services"
  }

  private var folder: String { Self.folder(of: environment, in: context.project) }

  /// What starts them, each once those before it are ready.
  var actions: [Action] {
    if started.isEmpty { return [] }
    return [.remove(folder), .createDirectory(folder)] + started.map { .hold(companion(for: $0, by: $1)) }
  }

  private func network(of service: ServiceDefinition) -> String {
    if !service.network.isEmpty { return service.network }
    if case .container(let network) = place { return network }
    return ""
  }

  private func companion(for service: ServiceDefinition, by engine: ContainerEngine) -> Companion {
    let own = "\(folder)/\(service.name)"
    let mark = Digest.of(Array((environment.flag("share") ? folder : environment.directory).utf8))
    var words = [
      "/bin/sh", "-c", ServiceScripts.holding, "swtox-service", own, engine.path, "swtox-\(mark)-\(service.name)",
      service.name, "\(environment.text("env_log_dir"))/service-\(service.name).log",
    ]
    words += options(for: service)
    // After the image comes what it runs.
    words += ["--"] + service.command
    let command = CommandAction(
      phase: "service", arguments: words.map { .text($0) }, workingDirectory: "/",
      environment: context.setupVariables.common.merging(variables(for: service)) { $1 },
      patience: .ofHolders)
    return Companion(command, readyPath: "\(own)/ready", reportPath: "\(own)/refused", endingPath: "\(own)/ended")
  }

  /// Options of the engine for the command that starts one.
  private func options(for service: ServiceDefinition) -> [String] {
    let network = network(of: service)
    var options = [
      "--label", "swtox.place=\(environment.directory)", "--label", "swtox.project=\(context.project.root)",
      "--label", "swtox.service=\(service.name)", "--security-opt", "label=disable",
    ]
    if !network.isEmpty { options += ["--network", network] }
    if !service.platform.isEmpty { options += ["--platform", service.platform] }
    if !service.user.isEmpty { options += ["--user", service.user] }
    if service.isPrivileged { options.append("--privileged") }
    options += service.variables.flatMap { ["--env", "\($0.name)=\($0.value)"] }
    options += service.volumes.flatMap { ["--volume", $0] }
    return options + service.engineArguments.flatMap(ShellWords.split)
  }

  /// What the script has to know besides.
  private func variables(for service: ServiceDefinition) -> [String: String] {
    var variables = [
      "SERVICE_IMAGE": service.image, "SERVICE_FILE": service.containerfile, "SERVICE_TARGET": service.target,
      "SERVICE_BUILDING": service.containerfile.isEmpty ? "" : ContainerScripts.building,
      "SERVICE_PREFIX": service.variablePrefix, "SERVICE_PLATFORM": service.platform,
      "SERVICE_PLACE": environment.directory, "SERVICE_PROJECT": context.project.root,
      "SERVICE_PORTS": service.ports.map { "\($0.host):\($0.inside)" }.joined(separator: " "),
      "SERVICE_NAMES": service.ports.compactMap { port in port.variable.map { "\(port.inside)=\($0)" } }
        .joined(separator: " "),
      "SERVICE_HOST": service.hostVariable, "SERVICE_CONTAINER": service.containerVariable,
      "SERVICE_LINKS": service.links.map { "\($0.service):\($0.alias)" }.joined(separator: " "),
      "SERVICE_LIMIT": seconds(service.startTimeout), "SERVICE_NETWORK": network(of: service),
    ]
    if case .container = place { variables["SERVICE_INSIDE"] = "yes" }
    if let health = service.health {
      variables["SERVICE_HEALTH"] = health.command
      variables["SERVICE_HEALTH_INTERVAL"] = seconds(health.interval)
      variables["SERVICE_HEALTH_TIMEOUT"] = seconds(health.timeout)
      variables["SERVICE_HEALTH_RETRIES"] = "\(health.retryCount)"
      variables["SERVICE_HEALTH_START"] = seconds(health.startPeriod)
    }
    return variables
  }

  /// Whole seconds, one at the least where it is any time at all.
  private func seconds(_ duration: Duration) -> String {
    let (seconds, rest) = duration.components
    return "\(rest > 0 ? seconds + 1 : seconds)"
  }
}
