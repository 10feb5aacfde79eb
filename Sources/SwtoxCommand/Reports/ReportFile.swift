import EnvironmentModel
import Host

/// The file of a report: replaced as a whole, or added to where others write to it as well.
struct ReportFile: Sendable {
  let path: String
  let host: Host

  /// - Parameter target: One that is not standard output.
  init(_ target: ReportTarget, _ host: Host) {
    path = absolutePath(target.path, from: host.files.resolved(".") ?? "/")
    self.host = host
  }

  /// Writes the whole report; folders on the way are made.
  func write(_ text: String) throws(FileError) {
    if isShared { return try append(text) }
    try makeFolder()
    try host.files.write(Array(text.utf8), to: path)
  }

  /// Empties the file for what is to come in parts, and opens it.
  func begin() throws(FileError) -> any AppendableFile {
    try makeFolder()
    // A pipe has nothing to be emptied of.
    if !isShared, host.files.status(path)?.kind != .other { try host.files.write([], to: path) }
    return try host.files.openForAppending(path)
  }

  /// Whether it is the summary of a step on GitHub, to which all commands of the step add.
  private var isShared: Bool {
    guard let summary = host.variables["GITHUB_STEP_SUMMARY"], !summary.isEmpty else { return false }
    let other = absolutePath(summary, from: host.files.resolved(".") ?? "/")
    return (host.files.resolved(path) ?? path) == (host.files.resolved(other) ?? other)
  }

  private func append(_ text: String) throws(FileError) {
    let file = try host.files.openForAppending(path)
    defer { file.close() }
    try file.append(Array(text.utf8))
  }

  private func makeFolder() throws(FileError) {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    if !folder.isEmpty { try host.files.createDirectory(String(folder)) }
  }
}

extension AppendableFile {
  /// Writes all bytes at the end before it returns.
  func append(_ bytes: [UInt8]) throws(FileError) {
    let result = bytes.withUnsafeBytes { buffer -> Result<Void, FileError> in
      do throws(FileError) {
        return .success(try append(buffer))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}
