import EnvironmentModel
import Planning
import RunModel
import SourceText
import Testing

@Suite struct ServiceChoiceTests {
  private static func service(_ name: String, links: [String] = [], fault: String? = nil) -> ServiceDefinition {
    var service = ServiceDefinition(name: name)
    service.links = links.map { .init(service: $0, alias: $0) }
    service.fault = fault
    return service
  }

  private static func choice(_ wanted: [String], _ services: [ServiceDefinition]) -> ServiceChoice {
    var definitions = Definitions()
    definitions.services = services
    return ServiceChoice(environment("py311", ["services": .list(wanted)]), definitions)
  }

  @Test func `those that others link to come first, each once`() {
    let all = [
      Self.service("web", links: ["db", "cache"]), Self.service("db", links: ["disk"]), Self.service("disk"),
      Self.service("cache", links: ["disk"]), Self.service("idle"),
    ]
    let choice = Self.choice(["web", "cache"], all)
    #expect(choice.services.map(\.name) == ["disk", "db", "cache", "web"] && choice.fault == nil)
    #expect(Self.choice([], all).services.isEmpty)
  }

  @Test func `one that is not there or cannot be used is told`() {
    let all = [Self.service("database"), Self.service("bad", fault: "it has no image")]
    let missing = Self.choice(["databse"], all).fault
    #expect(missing?.message == "environment 'py311': there is no service 'databse'")
    #expect(missing?.help == "did you mean 'database'?")
    #expect(
      Self.choice(["bad"], all).fault?.message
        == "environment 'py311': service 'bad' cannot be used: it has no image")
  }

  @Test func `an environment whose service lacks an engine is not made`() {
    let plan = plan([environment("py311", ["services": .list(["db"])])], services: [Self.service("db")])
    #expect(plan.steps.count == 1 && plan.steps.first?.id.kind == .createEnvironment)
    guard case .unavailable(let reason) = plan.steps.first?.disposition else {
      Issue.record("\(plan.steps)")
      return
    }
    #expect(reason.contains("none of 'podman', 'docker'"))
  }
}
