/// What a wheel says of itself.
package struct WheelMetadata: Hashable, Sendable {
  /// The content of `METADATA`.
  package var core: CoreMetadata
  /// The parts of the file name; installers go by the tags here.
  package var fileName: WheelFileName
  /// The `Tag` fields of `WHEEL`, expanded.
  package var tags: [WheelTag]
  /// The build tag of `WHEEL`, or that of the file name.
  package var build: String?
  /// Whether `WHEEL` says that everything may go to the folder for pure Python.
  package var isPure: Bool

  package init(core: CoreMetadata, fileName: WheelFileName, tags: [WheelTag], build: String?, isPure: Bool) {
    self.core = core
    self.fileName = fileName
    self.tags = tags
    self.build = build
    self.isPure = isPure
  }

  /// Reads the two files of the one folder `*.dist-info`; of several such folders that of the file name's project.
  init(fileName text: String, source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) {
    let fileName = try WheelFileName(text)
    let archive = try ZipArchive(source, limits: limits)
    guard let folder = Self.folder(in: archive, of: fileName),
      let metadata = archive.member(named: "\(folder)/METADATA")
    else { throw .missingMember("*.dist-info/METADATA") }
    guard let wheel = archive.member(named: "\(folder)/WHEEL") else { throw .missingMember("\(folder)/WHEEL") }
    let fields = HeaderFields(try archive.content(of: wheel, limits: limits))
    self.init(
      core: try CoreMetadata(try archive.content(of: metadata, limits: limits), member: metadata.name),
      fileName: fileName, tags: try Self.tags(fields, member: wheel.name),
      build: fields["Build"] ?? fileName.build, isPure: fields["Root-Is-Purelib"]?.lowercased() == "true")
  }

  /// - Throws: ``ArtifactError/missingField(_:member:)`` when the fields stand for too many triples.
  private static func tags(_ fields: HeaderFields, member: String) throws(ArtifactError) -> [WheelTag] {
    var tags: [WheelTag] = []
    for field in fields.all("Tag") {
      tags += WheelTag.expanded(field)
      if tags.count > WheelTag.limit { throw .missingField("Tag", member: member) }
    }
    return tags
  }

  private static func folder(in archive: ZipArchive, of fileName: WheelFileName) -> String? {
    let suffix = ".dist-info/METADATA"
    let stems = archive.members.map(\.name).filter { $0.hasSuffix(suffix) }.map { $0.dropLast(suffix.count) }
      .filter { !$0.contains("/") }
    let name = CoreMetadata.normalized(fileName.name)
    let own = stems.first { stem in
      stem.lastIndex(of: "-").map { CoreMetadata.normalized(String(stem[..<$0])) == name } ?? false
    }
    return (own ?? stems.first).map { "\($0).dist-info" }
  }
}
