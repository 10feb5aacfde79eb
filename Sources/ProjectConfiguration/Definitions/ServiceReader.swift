import EnvironmentModel
import SourceText

/// Reads one service; a faulty one is there and says why it cannot be used.
struct ServiceReader {
  private let name: String
  private let resolver: SettingResolver
  private let section: ConfigurationSection
  private(set) var diagnostics: [Diagnostic] = []
  private var fault: String?

  init(_ name: String, _ resolver: SettingResolver, _ section: ConfigurationSection) {
    self.name = name
    self.resolver = resolver
    self.section = section
  }

  mutating func read() -> ServiceDefinition {
    var service = ServiceDefinition(name: name)
    service.span = section.nameSpan
    if let reason = Self.fault(ofName: name) {
      complain("'\(name)' cannot be a service's name: \(reason)", nil, "use letters, digits, '-', '_' and '.'")
    }
    service.image = resolver.text("image")
    service.containerfile = resolver.text("containerfile")
    service.target = resolver.text("target")
    if case .command(let command) = resolver.value("command") { service.command = command.arguments }
    if case .dictionary(let variables) = resolver.value("set_env") { service.variables = variables }
    service.ports = ports()
    service.hostVariable = variable("host_var")
    service.containerVariable = variable("container_var")
    service.links = resolver.list("links").compactMap { link($0) }
    service.volumes = resolver.list("volumes").compactMap { volume($0) }
    service.network = resolver.text("network")
    service.user = resolver.text("user")
    service.engine = resolver.text("engine")
    service.platform = resolver.text("image_platform")
    service.engineArguments = resolver.list("engine_args")
    service.isPrivileged = resolver.flag("privileged")
    service.health = health()
    service.startTimeout = seconds("start_timeout")
    if let health = service.health, resolver.setting(named: "start_timeout")?.origin.section == SettingResolver.unset {
      // Its checks may take what somebody gives them.
      let checks = health.startPeriod + (health.interval + health.timeout) * health.retryCount
      service.startTimeout = max(service.startTimeout, checks)
    }
    checkPlaces(of: service)
    diagnostics += resolver.diagnostics
    service.fault = fault ?? resolver.diagnostics.first { $0.severity == .error }?.message
    return service
  }

  /// Where its image comes from, and where others find it.
  private mutating func checkPlaces(of service: ServiceDefinition) {
    if service.image.isEmpty == service.containerfile.isEmpty {
      complain(
        service.image.isEmpty ? "it has no image" : "'image' and 'containerfile' exclude each other",
        service.image.isEmpty ? nil : "containerfile",
        "set 'image' to a name such as postgres:17, or 'containerfile' to a file")
    }
    if service.network == "none" {
      complain("with 'network = none' nobody reaches it", "network", "leave 'network' out, or use host")
    }
    if service.network == "host", let port = service.ports.first(where: { $0.host != 0 && $0.host != $0.container }) {
      diagnostics.append(
        .warning(
          "service '\(name)': port \(port.host) is not used: with 'network = host' it is found by its own, \(port.container)",
          at: resolver.setting(named: "ports")?.origin.span, help: "write \(port.inside) alone"))
    }
  }

  private mutating func complain(_ message: String, _ key: String?, _ help: String) {
    if fault == nil { fault = message }
    let span = key.flatMap { resolver.setting(named: $0)?.origin.span } ?? section.nameSpan
    diagnostics.append(.error("service '\(name)': \(message)", at: span, help: help))
  }

  /// Names become parts of containers' names, of folders and of variables.
  private static func fault(ofName name: String) -> String? {
    if let fault = Definitions.fault(ofName: name) { return fault }
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
    return name.utf8.allSatisfy(isPlain)
      ? nil : "engines take no other signs in it than letters, digits, '-', '_' and '.'"
  }

  // MARK: Ports and variables

  private mutating func ports() -> [ServicePort] {
    var ports: [ServicePort] = []
    for text in resolver.list("ports") {
      if let port = ServicePort(text) {
        ports.append(port)
      } else {
        complain("'\(text)' is no port", "ports", "write 5432, 15432:5432 or 0:53/udp")
      }
    }
    guard case .dictionary(let names) = resolver.value("expose") else { return ports }
    for item in names {
      guard var port = ServicePort(item.value), port.host == 0, Self.isVariable(item.name) else {
        complain("'\(item.name)=\(item.value)' names no port", "expose", "write VARIABLE=5432/tcp")
        continue
      }
      if let place = ports.firstIndex(where: { $0.inside == port.inside }) {
        ports[place].variable = item.name
      } else {
        port.variable = item.name
        ports.append(port)
      }
    }
    return ports
  }

  private mutating func variable(_ key: String) -> String {
    let text = resolver.text(key)
    if !text.isEmpty, !Self.isVariable(text) {
      complain("'\(text)' is no name of a variable", key, "use letters, digits and '_'")
    }
    return text
  }

  private static func isVariable(_ text: String) -> Bool {
    text == text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } && text.first?.isNumber == false
  }

  // MARK: Places

  private mutating func link(_ text: String) -> ServiceDefinition.Link? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let service = parts.first, let alias = parts.last, !service.isEmpty, Self.fault(ofName: alias) == nil,
      !alias.isEmpty
    else {
      complain("'\(text)' is no link", "links", "write SERVICE or SERVICE:ALIAS")
      return nil
    }
    return ServiceDefinition.Link(service: service, alias: alias)
  }

  /// A volume in the words of engines, with the absolute path of what lies on the machine.
  private mutating func volume(_ text: String) -> String? {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 4, parts[0] == "bind" { parts = [parts[2], parts[3], parts[1]] }
    guard (2...3).contains(parts.count), !parts[0].isEmpty, parts[1].hasPrefix("/") else {
      complain("'\(text)' is no volume", "volumes", "write FROM:TO, FROM:TO:ro or bind:ro:FROM:TO")
      return nil
    }
    if parts[0].contains("/") || parts[0] == "." {
      parts[0] = absolutePath(parts[0], from: resolver.resolution.core.text("tox_root"))
    }
    return parts.joined(separator: ":")
  }

  // MARK: Health

  private mutating func health() -> ServiceDefinition.HealthCheck? {
    let command = resolver.text("healthcheck_cmd")
    if command.isEmpty { return nil }
    var retryCount = 3
    if case .integer(let count) = resolver.value("healthcheck_retries") { retryCount = max(1, count) }
    return ServiceDefinition.HealthCheck(
      command: command, interval: seconds("healthcheck_interval"), timeout: seconds("healthcheck_timeout"),
      retryCount: retryCount, startPeriod: seconds("healthcheck_start_period"))
  }

  private func seconds(_ key: String) -> Duration {
    switch resolver.value(key) {
    case .number(let seconds): .seconds(max(0, seconds))
    case .integer(let seconds): .seconds(max(0, seconds))
    default: .zero
    }
  }
}
