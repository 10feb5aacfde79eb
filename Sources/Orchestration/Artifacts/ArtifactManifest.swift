import FoundationEssentials
import Planning

/// What is known of an artefact in the store; kept beside it as JSON.
package struct ArtifactManifest: Codable, Hashable, Sendable {
  /// The version of this form.
  package var version = 1
  /// The hash of the content, in hexadecimal digits.
  package var sha256: String
  package var fileName: String
  package var byteCount: Int
  /// The name and the version that the artefact gives itself; `nil` where it says none.
  package var name: String?
  package var packageVersion: String?
  /// The package definition, the build step and the builder that made it.
  package var definition: String
  package var build: String
  package var builder: String
  /// The interpreter or tool it was built with.
  package var toolchain: String
  /// The environment it was built in; empty for one made for the purpose.
  package var buildEnvironment: String
  /// A mark of the files that the build started from.
  package var inputs: String
  /// A mark of what decided the build beside them.
  package var signature: String?
  /// The identities of the artefacts that the build needed, by definition.
  package var needs: [String: String]?
  /// What the same build made beside it, where this is what is installed; `nil` where there is nothing.
  package var companions: [Companion]?
  /// When the stored file was written, in nanoseconds since 1970: as long as that holds, nobody has changed it.
  package var storedAt: Int64?
  /// Microseconds since 1970.
  package var builtAt: Int64
  /// The run that built it.
  package var run: Int

  /// Another artefact of the store.
  package struct Companion: Codable, Hashable, Sendable {
    package var sha256: String
    package var fileName: String
  }

  /// The form in which it is kept, or `nil` for text that is none.
  package init?(json: [UInt8]) {
    guard let manifest = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
    self = manifest
  }

  init(
    sha256: String, fileName: String, byteCount: Int, name: String?, packageVersion: String?,
    collection: ArtifactCollection, inputs: String, needs: [String: String], builtAt: Int64, run: Int
  ) {
    self.sha256 = sha256
    self.fileName = fileName
    self.byteCount = byteCount
    self.name = name
    self.packageVersion = packageVersion
    definition = collection.definition
    build = collection.build
    builder = collection.builder
    toolchain = collection.toolchain
    buildEnvironment = collection.environment
    self.inputs = inputs
    signature = collection.signature
    self.needs = needs.isEmpty ? nil : needs
    self.builtAt = builtAt
    self.run = run
  }

  /// Members in the order of their names, so that equal manifests have equal bytes.
  package var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Texts and numbers can always be encoded.
    return (try? encoder.encode(self)).map { Array($0) + [0x0A] } ?? []
  }
}
