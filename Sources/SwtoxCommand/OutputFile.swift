import EnvironmentModel
import Host

/// Where a command puts its text: a file that an option names, or standard output.
struct OutputFile {
  /// As the user wrote it; `nil` for standard output.
  var path: String?

  /// Writes the whole text; folders on the way are made.
  ///
  /// - Returns: Why the file cannot be written.
  func write(_ text: String, _ host: Host) -> FileError? {
    guard let path else {
      StandardOutput.write(text)
      return nil
    }
    let whole = absolutePath(path, from: host.files.resolved(".") ?? "/")
    do throws(FileError) {
      try host.files.createDirectory(String(whole[..<(whole.lastIndex(of: "/") ?? whole.startIndex)]))
      try host.files.write(Array(text.utf8), to: whole)
      return nil
    } catch {
      return error
    }
  }
}
