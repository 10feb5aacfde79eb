extension RPMMetadata {
  private static let member = "rpm header"

  /// Reads the package's own header, without the `rpm` program.
  init(source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) {
    let header = try RPMHeader(source, limits: limits)
    let names = try header.texts(Tag.requireName) ?? []
    let flags = try header.numbers(Tag.requireFlags) ?? []
    let versions = try header.texts(Tag.requireVersion) ?? []
    guard flags.count == names.count, versions.count == names.count else {
      throw .missingField("requires", member: Self.member)
    }
    self.init(
      name: try Self.text(Tag.name, "name", header), epoch: try header.numbers(Tag.epoch)?.first,
      version: try Self.text(Tag.version, "version", header), release: try Self.text(Tag.release, "release", header),
      architecture: try Self.text(Tag.architecture, "arch", header),
      isSource: try header.texts(Tag.sourcePackage) == nil,
      requirements: names.indices.map { index in
        let relation = Self.relation(flags[index])
        return RPMRequirement(
          name: names[index], relation: relation, version: relation.isEmpty ? "" : versions[index])
      })
  }

  /// The numbers of the header's entries that are read.
  private enum Tag {
    static let name = 1000
    static let version = 1001
    static let release = 1002
    static let epoch = 1003
    static let architecture = 1022
    static let sourcePackage = 1044
    static let requireFlags = 1048
    static let requireName = 1049
    static let requireVersion = 1050
  }

  private static func text(_ tag: Int, _ name: String, _ header: RPMHeader) throws(ArtifactError) -> String {
    guard let text = try header.texts(tag)?.first, !text.isEmpty else { throw .missingField(name, member: member) }
    return text
  }

  /// The relation that the three lowest flags behind the first stand for: less, greater, equal.
  private static func relation(_ flags: Int) -> String {
    (flags & 2 != 0 ? "<" : "") + (flags & 4 != 0 ? ">" : "") + (flags & 8 != 0 ? "=" : "")
  }
}
