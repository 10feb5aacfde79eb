import Host
import Orchestration
import Planning

/// The service behind an engine's program, without which that makes no containers.
struct EngineService {
  private let host: Host
  /// How long it may take to answer.
  private static let patience = Duration.seconds(10)

  init(host: Host) { self.host = host }

  /// What an engine can do here, where another program than its own decides that; `nil` where it is as it seems.
  ///
  /// podman has no service; docker's is asked where there is nothing but docker.
  func readiness(_ seeming: KindReadiness, _ machine: Observation) async -> KindReadiness {
    guard seeming.isReady, machine.programs["podman"] == nil, let docker = machine.programs["docker"] else {
      return seeming
    }
    let request = ProcessRequest(
      executable: docker, arguments: [docker, "version", "--format", "{{.Server.Version}}"], workingDirectory: "/",
      environment: host.variables)
    if await ShortProgram(host: host).output(of: request, within: Self.patience) != nil { return seeming }
    let place = host.variables["DOCKER_HOST"].map { " (DOCKER_HOST is \($0))" } ?? ""
    return .missing(
      "docker's service does not answer\(place); start it with 'systemctl start docker', or install podman, which needs "
        + "none, with 'apt-get install podman'")
  }
}
