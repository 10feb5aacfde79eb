package import Artifacts

/// A file of an `existing` definition, with what it says of itself.
package struct KnownArtifact: Hashable, Sendable {
  /// The name under which it is installed: the definition's, and the file's after `~`.
  package var name: String
  package var path: String
  package var metadata: ArtifactMetadata

  package init(definition: String, path: String, metadata: ArtifactMetadata) {
    name = "\(definition)~\(path.split(separator: "/").last ?? "")"
    self.path = path
    self.metadata = metadata
  }

  package var fileName: String { String(path.split(separator: "/").last ?? "") }
}

/// The files of `existing` definitions, by the names of the definitions, and what is wrong with some.
package struct KnownArtifacts: Sendable {
  package var files: [String: [KnownArtifact]]
  /// The files that cannot be read, by the names of the definitions.
  package var failures: [String: [DamagedArtifact]]

  package init(files: [String: [KnownArtifact]] = [:], failures: [String: [DamagedArtifact]] = [:]) {
    self.files = files
    self.failures = failures
  }
}

/// A file of an `existing` definition that cannot be read.
package struct DamagedArtifact: Hashable, Sendable {
  package var path: String
  /// What is wrong, as a clause to put after the path.
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package var fileName: String { String(path.split(separator: "/").last ?? "") }
  package var words: String { "'\(path)' \(reason)" }
}
