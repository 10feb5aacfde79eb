package import Host
package import RunModel

/// When the parts of a log were written and to which stream, read from the file of marks beside it.
///
/// A log without such a file, as one of an earlier version, tells nothing.
package struct LogMarks: Sendable {
  private let path: String
  private let files: any FileHost
  private(set) var marks: [OutputMark] = []
  /// Whether it is known of some output to which stream it was written.
  package private(set) var tellsStreams = false

  /// The marks of a log, none of which is read before the first refresh.
  package init(ofLog path: String, files: any FileHost) {
    self.path = path + OutputMark.suffix
    self.files = files
  }

  /// Takes in the marks that are new.
  package mutating func refresh() throws(FileError) {
    let known = marks.count * OutputMark.byteCount
    let byteCount = files.status(path)?.byteCount ?? 0
    if byteCount < known { (marks, tellsStreams) = ([], false) }
    let start = marks.count * OutputMark.byteCount
    guard byteCount - start >= OutputMark.byteCount else { return }
    let bytes = try files.read(
      path, at: start, count: (byteCount - start) / OutputMark.byteCount * OutputMark.byteCount)
    for index in stride(from: 0, through: bytes.count - OutputMark.byteCount, by: OutputMark.byteCount) {
      let mark = OutputMark(bytes[index..<index + OutputMark.byteCount])
      marks.append(mark)
      if mark.stream != nil { tellsStreams = true }
    }
  }

  /// What is known of a byte; `nil` when it was written before the first mark.
  ///
  /// - Complexity: O(log *marks*).
  package func mark(at offset: Int) -> OutputMark? {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? marks[low - 1] : nil
  }
}
