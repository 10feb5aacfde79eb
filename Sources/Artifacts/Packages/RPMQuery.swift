/// The query by which `rpm` itself tells what a package says: `rpm -qp --queryformat FORMAT FILE`.
package enum RPMQuery {
  /// The format, with the escapes that `rpm` resolves; one line for each field, its parts between tabs.
  package static let format =
    #"name\t%{NAME}\nepoch\t%|EPOCH?{%{EPOCH}}:{}|\nversion\t%{VERSION}\nrelease\t%{RELEASE}\narch\t%{ARCH}\n"#
    + #"source\t%|SOURCERPM?{%{SOURCERPM}}:{}|\n[requires\t%{REQUIRENAME}\t%{REQUIREFLAGS:depflags}\t%{REQUIREVERSION}\n]"#

  /// Reads what the query printed for one package.
  ///
  /// - Throws: ``ArtifactError/malformedQueryOutput(line:)`` at a line that is none of the format's, and
  ///   ``ArtifactError/missingField(_:member:)`` when a field is not there or empty.
  package static func read(_ output: String) throws(ArtifactError) -> RPMMetadata {
    var fields: [String: String] = [:]
    var requirements: [RPMRequirement] = []
    for (index, line) in output.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if parts[0] == "requires", parts.count == 4 {
        requirements.append(requirement(parts))
      } else if parts.count == 2, fields[parts[0]] == nil {
        fields[parts[0]] = parts[1]
      } else {
        throw .malformedQueryOutput(line: index + 1)
      }
    }
    let epoch = try epoch(fields)
    return RPMMetadata(
      name: try required("name", fields), epoch: epoch, version: try required("version", fields),
      release: try required("release", fields), architecture: try required("arch", fields),
      isSource: fields["source"]?.isEmpty ?? true, requirements: requirements)
  }

  private static func requirement(_ parts: [String]) -> RPMRequirement {
    let trimmed = parts.map { $0.split(separator: " ").joined(separator: " ") }
    return RPMRequirement(name: trimmed[1], relation: trimmed[2], version: trimmed[2].isEmpty ? "" : trimmed[3])
  }

  private static func epoch(_ fields: [String: String]) throws(ArtifactError) -> Int? {
    guard let text = fields["epoch"], !text.isEmpty else { return nil }
    guard let epoch = Int(text), epoch >= 0 else { throw .missingField("epoch", member: "rpm query") }
    return epoch
  }

  private static func required(_ name: String, _ fields: [String: String]) throws(ArtifactError) -> String {
    guard let value = fields[name], !value.isEmpty else { throw .missingField(name, member: "rpm query") }
    return value
  }
}
