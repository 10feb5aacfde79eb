package import EnvironmentModel
package import SourceText

/// The services that an environment's commands run beside, those that others link to first.
package struct ServiceChoice: Sendable {
  package private(set) var services: [ServiceDefinition] = []
  /// What is wrong with them; `nil` when they can be used.
  package private(set) var fault: Diagnostic?
  private let definitions: Definitions
  private let environment: Environment

  /// - Complexity: O(*services* × *links*).
  package init(_ environment: Environment, _ definitions: Definitions) {
    self.environment = environment
    self.definitions = definitions
    for name in environment.list("services") where fault == nil { add(name, path: []) }
  }

  /// - Parameter path: Those that led to it by their links.
  private mutating func add(_ name: String, path: [String]) {
    if services.contains(where: { $0.name == name }) || path.contains(name) { return }
    let span = environment["services"]?.origin.span
    guard let service = definitions.service(named: name) else {
      let known = definitions.services.map(\.name)
      fault = .error(
        "environment '\(environment.name)': there is no service '\(name)'", at: span,
        help: closestMatch(to: name, among: known).map { "did you mean '\($0)'?" } ?? "add a section [service:\(name)]")
      return
    }
    if let reason = service.fault {
      fault = .error("environment '\(environment.name)': service '\(name)' cannot be used: \(reason)", at: span)
      return
    }
    for link in service.links where fault == nil { add(link.service, path: path + [name]) }
    services.append(service)
  }
}
