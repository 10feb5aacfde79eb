/// What a Python source distribution says of itself.
package struct SdistMetadata: Hashable, Sendable {
  /// The content of the topmost `PKG-INFO`.
  package var core: CoreMetadata

  package init(core: CoreMetadata) {
    self.core = core
  }

  /// Reads `{name}-{version}/PKG-INFO` of an archive that is a zip when its name says so, else a tar.
  init(fileName: String, source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) {
    let content =
      fileName.hasSuffix(".zip")
      ? try Self.zipped(source, limits: limits) : try Self.tarred(source, .init(suffixOf: fileName), limits: limits)
    guard let content else { throw .missingMember("*/PKG-INFO") }
    core = try CoreMetadata(content, member: "PKG-INFO")
  }

  private static func zipped(_ source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) -> [UInt8]? {
    let archive = try ZipArchive(source, limits: limits)
    guard let member = archive.members.first(where: { isWanted($0.name) }) else { return nil }
    return try archive.content(of: member, limits: limits)
  }

  private static func tarred(
    _ source: any ByteSource, _ compression: Compression, limits: ReadingLimits
  ) throws(ArtifactError) -> [UInt8]? {
    var archive = TarArchive(source, in: 0..<source.byteCount, compression: compression, limits: limits)
    return try archive.content(ofFirst: isWanted)
  }

  /// Whether it lies in the topmost folder: packages in the archive may have such a file too.
  private static func isWanted(_ path: String) -> Bool {
    let parts = path.split(separator: "/").filter { $0 != "." }
    return parts.count == 2 && parts[1] == "PKG-INFO"
  }
}
