/// What an artefact says of itself, as far as it decides into which environments it can go.
package enum ArtifactMetadata: Hashable, Sendable {
  case wheel(WheelMetadata)
  case sdist(SdistMetadata)
  case conda(CondaMetadata)
  case deb(DebMetadata)
  case rpm(RPMMetadata)
  case npm(NpmMetadata)

  /// The kind of the artefact.
  package var kind: ArtifactKind {
    switch self {
    case .wheel: .wheel
    case .sdist: .sdist
    case .conda: .conda
    case .deb: .deb
    case .rpm: .rpm
    case .npm: .npm
    }
  }

  /// The name as the artefact writes it.
  package var name: String {
    switch self {
    case .wheel(let wheel): wheel.core.name
    case .sdist(let sdist): sdist.core.name
    case .conda(let conda): conda.name
    case .deb(let deb): deb.name
    case .rpm(let rpm): rpm.name
    case .npm(let npm): npm.name
    }
  }

  /// The version as its kind writes it, an RPM's with epoch and release.
  package var version: String {
    switch self {
    case .wheel(let wheel): wheel.core.version
    case .sdist(let sdist): sdist.core.version
    case .conda(let conda): conda.version
    case .deb(let deb): deb.version
    case .rpm(let rpm): (rpm.epoch.map { "\($0):" } ?? "") + "\(rpm.version)-\(rpm.release)"
    case .npm(let npm): npm.version
    }
  }
}
