package import Host

/// The end of a log file, read without an index.
package enum LogTail {
  private static let byteLimit = 64 * 1024

  /// The plain text of the last lines, at most those in the last 64 KiB; no lines when there is no file.
  ///
  /// - Complexity: One read of at most 64 KiB.
  package static func plainLines(
    of path: String, files: any FileHost, count: Int = 200
  ) throws(FileError) -> [String] {
    guard let byteCount = files.status(path)?.byteCount, byteCount > 0 else { return [] }
    let start = max(0, byteCount - byteLimit)
    let bytes = try files.read(path, at: start, count: byteCount - start)
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    // The first line was cut somewhere in its middle.
    if start > 0, lines.count > 1 { lines.removeFirst() }
    return lines.suffix(max(0, count)).map { LogSanitizer.plainText(of: $0.span) }
  }
}
