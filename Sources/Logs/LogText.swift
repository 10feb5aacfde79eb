package import Host

/// A log file read without an index, for those who look for a cause in it.
package enum LogText {
  /// So much is read from the beginning and from the end.
  private static let byteLimit = 1024 * 1024

  /// The plain text of the lines; of a large log those of the first and of the last MiB. No lines when there is no file.
  ///
  /// - Complexity: O(*n*) in the bytes read, at most 2 MiB.
  package static func plainLines(of path: String, files: any FileHost) throws(FileError) -> [String] {
    guard let byteCount = files.status(path)?.byteCount, byteCount > 0 else { return [] }
    let headEnd = min(byteCount, byteLimit)
    let tailStart = max(headEnd, byteCount - byteLimit)
    if tailStart == headEnd { return plain(lines(of: try files.read(path, at: 0, count: byteCount))) }
    // What is cut somewhere in its middle says nothing.
    let head = lines(of: try files.read(path, at: 0, count: headEnd)).dropLast()
    let tail = lines(of: try files.read(path, at: tailStart, count: byteCount - tailStart))
    return plain(Array(head)) + plain(Array(tail.count > 1 ? tail.dropFirst() : tail[...]))
  }

  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func plain(_ lines: [ArraySlice<UInt8>]) -> [String] {
    lines.map { LogSanitizer.plainText(of: $0.span) }
  }
}
