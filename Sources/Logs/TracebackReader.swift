/// Finds the exception that ends a Python traceback.
enum TracebackReader {
  private static let headers = ["Traceback (most recent call last):"].compactMap(LogPattern.init)
  private static let chainMarks = [
    "During handling of the above exception", "The above exception was the direct cause",
  ].compactMap(LogPattern.init)

  /// The line of the first traceback's exception; of tracebacks that are chained the last one's, which is what was
  /// raised. `nil` when there is no traceback, or none with an end.
  static func exceptionLine(in lines: [PlainLine]) -> Int? {
    var result: Int?
    var start = lines.startIndex
    while let end = nextException(in: lines, from: start) {
      result = end
      let next = lines[(end + 1)...].firstIndex { !$0.isBlank }
      guard let next, lines[next].contains(chainMarks) else { break }
      start = next
    }
    return result
  }

  /// The first line after a header that is not indented deeper than the header.
  private static func nextException(in lines: [PlainLine], from start: Int) -> Int? {
    guard let head = lines[start...].firstIndex(where: { $0.contains(headers) }) else { return nil }
    let depth = lines[head].indentation
    return lines[(head + 1)...].firstIndex { !$0.isBlank && $0.indentation <= depth }
  }
}
