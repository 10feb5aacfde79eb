/// What a Debian binary package says of itself: its control file.
package struct DebMetadata: Hashable, Sendable {
  package var name: String
  /// The whole version, as in `1:2.3-4`.
  package var version: String
  /// Debian's name of the processor, as in `amd64`, or `all`.
  package var architecture: String
  /// What must be installed for the package to work, in its order.
  package var dependencies: [DebDependency]
  /// What must work before the package is unpacked, in its order.
  package var preDependencies: [DebDependency]

  package init(
    name: String, version: String, architecture: String, dependencies: [DebDependency] = [],
    preDependencies: [DebDependency] = []
  ) {
    self.name = name
    self.version = version
    self.architecture = architecture
    self.dependencies = dependencies
    self.preDependencies = preDependencies
  }

  /// Reads `control` of the archive `control.tar.*`.
  init(source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) {
    let outer = try ArArchive(source)
    let member = outer.members.first { $0.name == "control.tar" || $0.name.hasPrefix("control.tar.") }
    guard let member else { throw .missingMember("control.tar.*") }
    var archive = TarArchive(
      source, in: member.content, compression: .init(suffixOf: member.name), limits: limits)
    let content = try archive.content { $0 == "./control" || $0 == "control" }
    guard let content else { throw .missingMember("control") }
    let fields = HeaderFields(content)
    self.init(
      name: try Self.required("Package", fields), version: try Self.required("Version", fields),
      architecture: try Self.required("Architecture", fields),
      dependencies: DebDependency.list(fields["Depends"] ?? ""),
      preDependencies: DebDependency.list(fields["Pre-Depends"] ?? ""))
  }

  private static func required(_ name: String, _ fields: HeaderFields) throws(ArtifactError) -> String {
    guard let value = fields[name] else { throw .missingField(name, member: "control") }
    return value
  }
}
