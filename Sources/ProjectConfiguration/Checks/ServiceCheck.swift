import EnvironmentModel
import SourceText

/// Finds services that need others which are not there, or each other.
enum ServiceCheck {
  /// What is wrong, each service with one fault at most; those that it concerns say so from then on.
  static func diagnostics(markingFaultsIn definitions: inout Definitions) -> [Diagnostic] {
    let names = definitions.services.map(\.name)
    let circles = DependencyCircles(definitions.services.map { ($0.name, $0.links.map(\.service)) })
    var told: [Diagnostic] = []
    for place in definitions.services.indices where definitions.services[place].fault == nil {
      let service = definitions.services[place]
      let others = names.filter { $0 != service.name }
      if let link = service.links.first(where: { !names.contains($0.service) }) {
        let help = closestMatch(to: link.service, among: others).map { "did you mean '\($0)'?" }
        let fault = "it links to '\(link.service)', which is not defined"
        told.append(
          .error(
            "service '\(service.name)': \(fault)", at: service.span,
            help: help ?? "add a section [service:\(link.service)]"))
        definitions.services[place].fault = fault
      } else if let circle = circles.representatives.first(where: { $0.contains(service.name) }) {
        let fault = "it and others need each other: \(circle.joined(separator: ", "))"
        told.append(.error("service '\(service.name)': \(fault)", at: service.span, help: "take one of the links out"))
        definitions.services[place].fault = fault
      }
    }
    return told
  }
}
