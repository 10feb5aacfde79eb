package import EnvironmentModel
package import Planning

extension PackageBuilders {
  /// What builds packages of a form, and whether it can.
  package struct Account: Sendable {
    package var builder: PackageDefinition.Builder
    package var tools: [Tool]
    package var readiness: KindReadiness
  }

  /// Those that drive tools of a packaging system.
  package static func accounts(on machine: Observation) -> [Account] {
    toolBuilders.filter { !$0.tools.isEmpty }.flatMap { builder in
      builder.builders.map {
        Account(builder: $0, tools: builder.tools, readiness: builder.readiness(on: machine))
      }
    }
  }

  /// The names of those.
  package static var names: [String] {
    toolBuilders.filter { !$0.tools.isEmpty }.flatMap { $0.builders.map(\.rawValue) }
  }

  /// Every program that builders run.
  package static var allTools: [Tool] { toolBuilders.flatMap(\.tools) }
}

extension ToolBuilder {
  func readiness(on machine: Observation) -> KindReadiness { Tool.readiness(ofOneOf: tools, on: machine) }
}

extension CondaBuilder {
  func readiness(on machine: Observation) -> KindReadiness {
    let own = Tool.readiness(ofOneOf: tools, on: machine)
    if own.isReady { return own }
    do throws(MissingTool) {
      return .ready(
        try RattlerClient.choose(on: machine, because: "there is no rattler-build")
          .account(of: "py-rattler-build \(RattlerClient.buildVersion)"))
    } catch {
      return .missing(error.reason)
    }
  }
}
