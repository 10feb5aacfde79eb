package import EnvironmentModel
package import Planning

/// The kinds of environments that there are, and what they look for on the machine.
package enum EnvironmentDrivers {
  /// Every driver, one for each kind.
  package static let all: [any EnvironmentDriver] = [
    VirtualenvDriver(), CondaDriver(), NixDriver(), NpmDriver(), ContainerDriver(), DebDriver(), RpmDriver(),
    SystemDriver(),
  ]

  /// Every driver, with one for each kind that a program of its own knows.
  package static func all(with external: [String: ExternalKindObservation]) -> [any EnvironmentDriver] {
    all + external.sorted { $0.key < $1.key }.map { ExternalDriver($0.key, $0.value) }
  }

  /// The programs that may make some environments, each once.
  package static func tools(for environments: [Environment]) -> [Tool] {
    let kinds = Set(environments.map(\.kind))
    var seen: Set<Tool> = []
    let ofServices = environments.contains { !$0.list("services").isEmpty } ? ContainerEngine.tools : []
    return (all.filter { kinds.contains($0.kind) }.flatMap(\.tools) + ofServices).filter { seen.insert($0).inserted }
  }

  /// The absolute paths of files whose content decides what some environments are made of, each once.
  package static func files(of environments: [Environment], in project: Project) -> [String] {
    let drivers = Dictionary(all.map { ($0.kind, $0) }) { first, _ in first }
    return Set(environments.flatMap { drivers[$0.kind]?.files(of: $0, in: project) ?? [] }).sorted()
  }
}
