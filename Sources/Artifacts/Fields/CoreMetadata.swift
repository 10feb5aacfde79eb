/// The core metadata of a Python package: the fields of `METADATA` and `PKG-INFO` that say where it can be installed.
package struct CoreMetadata: Hashable, Sendable {
  /// The version of the format, as in "2.4".
  package var metadataVersion: String
  /// The name as the project writes it, not normalised.
  package var name: String
  package var version: String
  /// What `Requires-Python` says; ``PythonVersionSpecifier`` reads it.
  package var requiresPython: String?
  /// The `Requires-Dist` fields, in their order and not interpreted; of old sdists the `Requires` fields.
  package var requirements: [String]
  /// The `Provides-Extra` fields, in their order.
  package var extras: [String]
  /// The names of fields that a build may fill in otherwise, in lower case (`Dynamic`, from metadata 2.2 on).
  package var dynamicFields: [String]

  package init(
    metadataVersion: String, name: String, version: String, requiresPython: String? = nil,
    requirements: [String] = [], extras: [String] = [], dynamicFields: [String] = []
  ) {
    self.metadataVersion = metadataVersion
    self.name = name
    self.version = version
    self.requiresPython = requiresPython
    self.requirements = requirements
    self.extras = extras
    self.dynamicFields = dynamicFields
  }

  /// - Throws: ``ArtifactError/missingField(_:member:)`` when there is no name or no version.
  init(_ bytes: [UInt8], member: String) throws(ArtifactError) {
    let fields = HeaderFields(bytes)
    guard let name = fields["Name"] else { throw .missingField("Name", member: member) }
    guard let version = fields["Version"] else { throw .missingField("Version", member: member) }
    let requirements = fields.all("Requires-Dist")
    self.init(
      metadataVersion: fields["Metadata-Version"] ?? "1.0", name: name, version: version,
      requiresPython: fields["Requires-Python"],
      requirements: requirements.isEmpty ? fields.all("Requires") : requirements,
      extras: fields.all("Provides-Extra"), dynamicFields: fields.all("Dynamic").map { $0.lowercased() })
  }

  /// Whether a source distribution says for good what a field, in lower case, comes to: before version 2.2 none does, and
  /// from then on all but those that are dynamic (PEP 643).
  package func promises(_ field: String) -> Bool {
    let version = metadataVersion.split(separator: ".").compactMap { Int($0) }
    return !version.lexicographicallyPrecedes([2, 2]) && !dynamicFields.contains(field)
  }

  /// A name as it is compared: lower case, runs of `-`, `_` and `.` as one `-` (PEP 503).
  package static func normalized(_ name: String) -> String {
    let isSeparator = { (scalar: Unicode.Scalar) in scalar == "-" || scalar == "_" || scalar == "." }
    var normalized = ""
    var isAfterSeparator = false
    for scalar in name.unicodeScalars {
      if !isSeparator(scalar) {
        normalized.unicodeScalars.append(scalar)
      } else if !isAfterSeparator {
        normalized.unicodeScalars.append("-")
      }
      isAfterSeparator = isSeparator(scalar)
    }
    return normalized.lowercased()
  }
}
