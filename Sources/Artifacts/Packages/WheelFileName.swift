/// The parts of a wheel's file name: `{name}-{version}(-{build})-{python}-{abi}-{platform}.whl`.
package struct WheelFileName: Hashable, Sendable {
  private static let form = "name-version-python-abi-platform.whl"

  /// The distribution's name, as it is escaped in file names.
  package let name: String
  package let version: String
  /// The build tag, which begins with a digit.
  package let build: String?
  /// The triples that the name stands for.
  package let tags: [WheelTag]

  /// - Throws: ``ArtifactError/malformedName(_:expected:)``.
  package init(_ fileName: String) throws(ArtifactError) {
    let stem = fileName.hasSuffix(".whl") ? fileName.dropLast(4) : ""
    let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
    let tagText = parts.suffix(3).joined(separator: "-")
    let build = parts.count == 6 ? parts[2] : nil
    guard parts.count == 5 || parts.count == 6, !parts.contains(where: \.isEmpty),
      build?.first?.isNumber ?? true
    else { throw .malformedName(fileName, expected: Self.form) }
    name = String(parts[0])
    version = String(parts[1])
    self.build = build.map(String.init)
    tags = WheelTag.expanded(tagText)
    if tags.isEmpty { throw .malformedName(fileName, expected: Self.form) }
  }
}
