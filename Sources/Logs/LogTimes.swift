package import Host
package import RunModel

/// When the parts of a log were written, read from the file of marks beside it.
///
/// A log without such a file, as one of an earlier version, tells nothing.
package struct LogTimes: Sendable {
  private let path: String
  private let files: any FileHost
  private var marks: [OutputMark] = []

  /// The marks of a log, none of which is read before the first refresh.
  package init(ofLog path: String, files: any FileHost) {
    self.path = path + OutputMark.suffix
    self.files = files
  }

  /// Takes in the marks that are new.
  package mutating func refresh() throws(FileError) {
    let known = marks.count * OutputMark.byteCount
    let byteCount = files.status(path)?.byteCount ?? 0
    if byteCount < known { marks = [] }
    let start = marks.count * OutputMark.byteCount
    guard byteCount - start >= OutputMark.byteCount else { return }
    let bytes = try files.read(
      path, at: start, count: (byteCount - start) / OutputMark.byteCount * OutputMark.byteCount)
    for index in stride(from: 0, through: bytes.count - OutputMark.byteCount, by: OutputMark.byteCount) {
      marks.append(OutputMark(bytes[index..<index + OutputMark.byteCount]))
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
