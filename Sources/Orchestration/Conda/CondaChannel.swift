import Artifacts
import Host

/// A folder that serves packages as a channel of conda: a folder for each platform, with the packages and an index of them.
///
/// The index is `repodata.json` as all clients read it. Of a package it says what solvers need; the rest stands in the
/// package.
struct CondaChannel {
  let files: any FileHost

  /// Fills a folder anew with some packages.
  ///
  /// - Parameter paths: Absolute paths of `*.conda` and `*.tar.bz2`.
  /// - Throws: Of a file that is no package of conda.
  func write(_ paths: [String], for subdir: String, to folder: String) throws(FileError) {
    try files.remove(folder)
    // Clients look there whatever else there is.
    var records: [String: [(fileName: String, text: String)]] = ["noarch": [], subdir: []]
    for path in paths {
      let (metadata, fileName) = (try metadata(of: path), path.fileName)
      try files.createDirectory("\(folder)/\(metadata.subdir)")
      try files.copy(path, to: "\(folder)/\(metadata.subdir)/\(fileName)")
      let bytes = try files.read(path)
      let record = Self.record(of: metadata, digest: SHA256.hash(of: bytes), byteCount: bytes.count)
      records[metadata.subdir, default: []].append((fileName, record))
    }
    for (subdir, records) in records {
      try files.createDirectory("\(folder)/\(subdir)")
      try files.write(Array(Self.index(records, subdir).utf8), to: "\(folder)/\(subdir)/repodata.json")
    }
  }

  /// What asks for exactly this package: `name=version=build`.
  func specification(of path: String) throws(FileError) -> String {
    let metadata = try metadata(of: path)
    return "\(metadata.name)=\(metadata.version)=\(metadata.build)"
  }

  private func metadata(of path: String) throws(FileError) -> CondaMetadata {
    let reason: String
    do throws(ArtifactError) {
      if case .conda(let metadata) = try ArtifactReader.metadata(of: path.fileName, source: FileByteSource(path, files))
      {
        return metadata
      }
      reason = "it is no package of conda"
    } catch {
      reason = error.message
    }
    throw FileError(operation: "install", path: path, code: 0, reason: reason)
  }

  private static func index(_ records: [(fileName: String, text: String)], _ subdir: String) -> String {
    func object(_ ending: String) -> String {
      records.filter { $0.fileName.hasSuffix(ending) }.map { "\(JSONValue.quoted($0.fileName)): \($0.text)" }
        .joined(separator: ", ")
    }
    return #"{"info": {"subdir": \#(JSONValue.quoted(subdir))}, "packages": {\#(object(".tar.bz2"))}, "#
      + #""packages.conda": {\#(object(".conda"))}, "repodata_version": 1}"# + "\n"
  }

  private static func record(of metadata: CondaMetadata, digest: String, byteCount: Int) -> String {
    func list(_ items: [String]) -> String { "[\(items.map(JSONValue.quoted).joined(separator: ", "))]" }
    var fields = [
      ("name", JSONValue.quoted(metadata.name)), ("version", JSONValue.quoted(metadata.version)),
      ("build", JSONValue.quoted(metadata.build)),
      ("build_number", String(metadata.buildNumber)), ("subdir", JSONValue.quoted(metadata.subdir)),
      ("depends", list(metadata.dependencies)), ("constrains", list(metadata.constraints)),
      ("sha256", JSONValue.quoted(digest)), ("size", String(byteCount)),
    ]
    if let noarch = metadata.noarch { fields.append(("noarch", JSONValue.quoted(noarch))) }
    return "{\(fields.map { "\(JSONValue.quoted($0.0)): \($0.1)" }.joined(separator: ", "))}"
  }
}

extension String {
  /// What stands behind the last slash of a path.
  fileprivate var fileName: String { split(separator: "/").last.map(String.init) ?? "" }
}
