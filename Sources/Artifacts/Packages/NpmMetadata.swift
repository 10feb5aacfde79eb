/// What an npm package says of itself: its `package.json`.
package struct NpmMetadata: Hashable, Sendable {
  /// The name, with its scope.
  package var name: String
  package var version: String
  /// What `engines` asks for, by the engine's name; ``SemanticVersionRange`` reads the ranges.
  package var engines: [String: String]
  /// Node's names of operating systems (`linux`, `!win32`); none for all.
  package var operatingSystems: [String]
  /// Node's names of processors (`x64`, `!arm`); none for all.
  package var processors: [String]
  /// The C libraries, `glibc` and `musl`; none for all.
  package var libraries: [String]

  package init(
    name: String, version: String, engines: [String: String] = [:], operatingSystems: [String] = [],
    processors: [String] = [], libraries: [String] = []
  ) {
    self.name = name
    self.version = version
    self.engines = engines
    self.operatingSystems = operatingSystems
    self.processors = processors
    self.libraries = libraries
  }

  /// Reads `package.json` of the topmost folder, whatever that is called; npm calls it `package`.
  init(source: any ByteSource, limits: ReadingLimits) throws(ArtifactError) {
    var archive = TarArchive(source, in: 0..<source.byteCount, compression: .gzip, limits: limits)
    let content = try archive.content { path in
      let parts = path.split(separator: "/").filter { $0 != "." }
      return parts.count == 2 && parts[1] == "package.json"
    }
    guard let content else { throw .missingMember("*/package.json") }
    let description = try MetadataObject(content, member: "package.json")
    self.init(
      name: try description.requiredString("name"), version: try description.requiredString("version"),
      // Very old packages have lists of words here, which npm passes over too.
      engines: (description["engines"]?.object ?? [:]).compactMapValues(\.string),
      operatingSystems: description.strings("os"), processors: description.strings("cpu"),
      libraries: description.strings("libc"))
  }
}
