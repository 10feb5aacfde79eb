package import Planning
import Synchronization

/// The artefacts that are there to be installed, by package name.
package final class ArtifactBoard: Sendable {
  private let artifacts: Mutex<[String: ArtifactObservation]>

  package init(_ known: [String: ArtifactObservation]) { artifacts = Mutex(known) }

  func publish(_ artifact: ArtifactObservation, of package: String) {
    artifacts.withLock { $0[package] = artifact }
  }

  subscript(package: String) -> ArtifactObservation? { artifacts.withLock { $0[package] } }
}
