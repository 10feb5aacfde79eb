import Artifacts
package import EnvironmentModel
package import Host
package import Planning

/// Finds the files of `existing` definitions and reads what they say of themselves.
package struct ExistingArtifacts {
  private let files: any FileHost

  package init(files: any FileHost) { self.files = files }

  /// Costs reading a small part of each file.
  package func find(_ definitions: [PackageDefinition]) -> KnownArtifacts {
    var known = KnownArtifacts()
    for definition in definitions where definition.builder == .existing {
      for path in GlobExpansion(files: files).paths(matching: definition.path, from: definition.root) {
        do throws(ArtifactError) {
          let name = String(path.split(separator: "/").last ?? "")
          let metadata = try ArtifactReader.metadata(of: name, source: FileByteSource(path, files))
          known.files[definition.name, default: []].append(
            KnownArtifact(definition: definition.name, path: path, metadata: metadata))
        } catch {
          known.failures[definition.name, default: []].append(
            DamagedArtifact(path: path, reason: error.message))
        }
      }
    }
    return known
  }
}
