/// What a conda package says of itself: its `info/index.json`.
package struct CondaMetadata: Hashable, Sendable {
  private static let member = "info/index.json"

  package var name: String
  package var version: String
  /// The build string, as in `py311h1234567_3`.
  package var build: String
  package var buildNumber: Int
  /// The part of a channel it belongs to, as in `linux-64` or `noarch`.
  package var subdir: String
  /// The processor, as in `x86_64`; nil when there is none in particular.
  package var architecture: String?
  /// The operating system, as in `linux`; nil when there is none in particular.
  package var platform: String?
  /// `python` or `generic` when the package fits every platform.
  package var noarch: String?
  /// The match specifications of what it needs, in their order.
  package var dependencies: [String]
  /// The match specifications of what may be beside it only so, in their order.
  package var constraints: [String] = []

  package init(
    name: String, version: String, build: String, buildNumber: Int, subdir: String, architecture: String? = nil,
    platform: String? = nil, noarch: String? = nil, dependencies: [String] = []
  ) {
    self.name = name
    self.version = version
    self.build = build
    self.buildNumber = buildNumber
    self.subdir = subdir
    self.architecture = architecture
    self.platform = platform
    self.noarch = noarch
    self.dependencies = dependencies
  }

  /// Reads either format: a zip with the archive `info-*.tar.zst` in it, or one compressed tar.
  init(fileName: String, source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) {
    var archive =
      fileName.hasSuffix(".conda")
      ? try Self.inner(of: source, limits: limits)
      : TarArchive(
        source, in: 0..<source.byteCount, compression: .init(suffixOf: fileName), limits: limits)
    let content = try archive.content { $0 == Self.member || $0 == "./\(Self.member)" }
    guard let content else { throw .missingMember(Self.member) }
    try self.init(index: content)
  }

  private static func inner(of source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) -> TarArchive {
    let outer = try ZipArchive(source, limits: limits)
    let member = outer.members.first { $0.name.hasPrefix("info-") && $0.name.contains(".tar") }
    guard let member else { throw .missingMember("info-*.tar.zst") }
    return TarArchive(
      source, in: try outer.storedRange(of: member), compression: .init(suffixOf: member.name), limits: limits)
  }

  private init(index content: [UInt8]) throws(ArtifactError) {
    let index = try MetadataObject(content, member: Self.member)
    let noarch = index["noarch"]
    let architecture = index["arch"]?.string
    let platform = index["platform"]?.string
    guard let buildNumber = index["build_number"]?.integer ?? (index["build_number"] == nil ? 0 : nil) else {
      throw .missingField("build_number", member: Self.member)
    }
    self.init(
      name: try index.requiredString("name"), version: try index.requiredString("version"),
      build: try index.requiredString("build"), buildNumber: buildNumber,
      subdir: index["subdir"]?.string ?? Self.subdir(platform: platform, architecture: architecture),
      architecture: architecture, platform: platform,
      // Old packages say `true` for what is called generic now.
      noarch: noarch?.string ?? (noarch == .boolean(true) ? "generic" : nil),
      dependencies: index["depends"]?.strings ?? [])
    constraints = index["constrains"]?.strings ?? []
  }

  /// What older packages do not write down, from what they do.
  private static func subdir(platform: String?, architecture: String?) -> String {
    guard let platform, let architecture else { return "noarch" }
    let words = ["x86_64": "64", "x86": "32"]
    return "\(platform)-\(words[architecture] ?? architecture)"
  }
}
