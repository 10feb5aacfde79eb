/// Reads the metadata of artefacts, whatever their kind.
package enum ArtifactReader {
  /// What an artefact says of itself; the name's ending tells its kind.
  ///
  /// Of a large artefact little is read: a zip archive's directory and the members wanted, a tar archive up to the member
  /// wanted.
  ///
  /// - Parameters:
  ///   - fileName: The name without its folders.
  ///   - source: The file's content.
  /// - Throws: ``ArtifactError``, for anything that is not as it should be.
  package static func metadata(
    of fileName: String, source: any ByteSource, limits: ReadingLimits = .standard
  ) throws(ArtifactError) -> ArtifactMetadata {
    switch ArtifactKind(fileName: fileName) {
    case .wheel: .wheel(try WheelMetadata(fileName: fileName, source: source, limits: limits))
    case .sdist: .sdist(try SdistMetadata(fileName: fileName, source: source, limits: limits))
    case .conda: .conda(try CondaMetadata(fileName: fileName, source: source, limits: limits))
    case .deb: .deb(try DebMetadata(source: source, limits: limits))
    case .rpm: .rpm(try RPMMetadata(source: source, limits: limits))
    case .npm: .npm(try NpmMetadata(source: source, limits: limits))
    case nil: throw .unrecognizedName(fileName)
    }
  }
}
