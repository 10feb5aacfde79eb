import Artifacts
import Host
import Planning

/// Reads what artefacts need from their metadata, and compares it with what was written down.
struct InstalledRequirements {
  let files: any FileHost
  let artifacts: ArtifactBoard

  /// Writes down what the artefacts need, one requirement a line.
  func record(_ requirements: PackageRequirements) throws(FileError) {
    let text = needed(by: requirements).map { "\($0)\n" }.joined()
    try files.write(Array(text.utf8), to: requirements.path)
  }

  /// What was needed when it was written down and is not any more, sorted; nothing where nothing was written down.
  func lost(_ requirements: PackageRequirements) -> [String] {
    guard let bytes = try? files.read(requirements.path) else { return [] }  // never installed to its end
    let recorded = Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    return recorded.subtracting(needed(by: requirements)).sorted()
  }

  /// Fails where an extra is wanted that none of the artefacts has; of one that does not say nothing is known.
  func checkExtras(of requirements: PackageRequirements) throws(FileError) {
    let paths = requirements.artifacts.compactMap { artifacts[$0]?.path }
    let known = paths.map(extras)
    guard let path = paths.first, !known.contains(nil) else { return }
    let there = Set(known.compactMap(\.self).joined().map(CoreMetadata.normalized))
    let missing = requirements.extras.filter { !there.contains(CoreMetadata.normalized($0)) }
    if missing.isEmpty { return }
    let shown = there.isEmpty ? "none" : there.sorted().joined(separator: ", ")
    throw FileError(
      operation: "install", path: path, code: 0,
      reason: "extras not found: \(missing.joined(separator: ", ")) (available: \(shown))")
  }

  /// The extras that a file has; `nil` where it does not say.
  private func extras(of path: String) -> [String]? {
    switch metadata(of: path) {
    case .wheel(let wheel)?: wheel.core.extras
    // Before version 2.2 of its metadata what a source distribution says is no promise (PEP 643).
    case .sdist(let sdist)? where sdist.core.promises("provides-extra"): sdist.core.extras
    default: nil
    }
  }

  private func metadata(of path: String) -> ArtifactMetadata? {
    // What cannot be read, its installer will say more about.
    try? ArtifactReader.metadata(
      of: String(path.split(separator: "/").last ?? ""), source: FileByteSource(path, files))
  }

  private func needed(by requirements: PackageRequirements) -> [String] {
    let extras = Set(requirements.extras.map(CoreMetadata.normalized))
    let lines = requirements.artifacts.compactMap { artifacts[$0]?.path }.flatMap(self.requirements)
    return Set(lines.filter { Self.isWanted($0, extras) }).sorted()
  }

  /// The `Requires-Dist` fields of a file with single blanks; none where it says nothing.
  private func requirements(of path: String) -> [String] {
    let core: CoreMetadata
    switch metadata(of: path) {
    case .wheel(let wheel)?: core = wheel.core
    case .sdist(let sdist)?: core = sdist.core
    default: return []
    }
    return core.requirements.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
  }

  /// Whether a requirement is for everybody or for one of some extras, given in their normal form.
  static func isWanted(_ requirement: String, _ extras: Set<String>) -> Bool {
    guard let semicolon = requirement.firstIndex(of: ";") else { return true }
    // Every other piece stands between quotes: `extra == "docs" and python_version < "3.12"`.
    let pieces = requirement[semicolon...].split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
    let named = zip(pieces, pieces.dropFirst()).filter { before, _ in
      before.filter { !$0.isWhitespace }.hasSuffix("extra==")
    }
    return named.isEmpty || named.contains { extras.contains(CoreMetadata.normalized(String($1))) }
  }
}
