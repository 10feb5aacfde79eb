extension ErrorPlace {
  /// So many lines are looked at in search of a place.
  private static let outlook = 200

  /// The place that belongs to the line in which an error was found.
  ///
  /// Compilers put it before the message, Swift's tests before theirs; pytest says it below its marks, Python's
  /// tracebacks above the exception, Rust, Go and the runners of JavaScript below.
  static func find(for evidence: ErrorEvidence, at index: Int, in lines: [String]) -> ErrorPlace? {
    switch evidence {
    case .compiler: beforeMessage(lines[index]) ?? below(index, in: lines, ofArrow)
    case .issue: inIssue(lines[index])
    case .assertion: below(index, in: lines, ofPytest)
    case .exception: ofTraceback(above: index, in: lines)
    case .failedTest: inTestName(lines[index]) ?? below(index, in: lines, ofLocation)
    case .message: below(index, in: lines, ofArrow)
    case .named, .cause, .mention, .ending, .none: nil
    }
  }

  /// `src/a.c:3:1: error: …`, `app.ts(3,1): error …`.
  private static func beforeMessage(_ line: String) -> ErrorPlace? {
    for mark in [": error", ": fatal error", ": Fatal error"] {
      guard let end = line.firstRange(of: mark) else { continue }
      return ErrorPlace(trimmed(line[..<end.lowerBound]))
    }
    let bytes = Array(trimmed(line[...]).utf8)
    return LinterFinding.placeEnd(in: bytes[...]).flatMap {
      ErrorPlace(String(decoding: bytes[..<$0], as: UTF8.self)[...])
    }
  }

  /// `✘ Test a() recorded an issue at ATests.swift:3:5: …`.
  private static func inIssue(_ line: String) -> ErrorPlace? {
    guard let start = line.firstRange(of: "recorded an issue") else { return nil }
    var rest = line[start.upperBound...]
    // Arguments of the test may stand in between.
    while let mark = rest.firstRange(of: " at ") {
      rest = rest[mark.upperBound...]
      if let end = rest.firstRange(of: ": "), let place = ErrorPlace(rest[..<end.lowerBound]) { return place }
    }
    return nil
  }

  /// `tests/test_a.py:3: AssertionError`.
  private static func ofPytest(_ line: Substring) -> ErrorPlace? {
    guard !line.hasPrefix(" "), let end = line.firstRange(of: ": ") ?? (line.hasSuffix(":") ? line.endingColon : nil)
    else { return nil }
    return ErrorPlace(line[..<end.lowerBound])
  }

  /// `  --> src/main.rs:3:5`.
  private static func ofArrow(_ line: Substring) -> ErrorPlace? {
    let text = trimmed(line)
    return text.hasPrefix("--> ") ? ErrorPlace(text.dropFirst(4)) : nil
  }

  /// `    a_test.go:3: …` or `    at Object.<anonymous> (src/a.test.js:3:5)`.
  private static func ofLocation(_ line: Substring) -> ErrorPlace? {
    let text = trimmed(line)
    if text.hasPrefix("at "), let bracket = text.lastIndex(of: "("), text.hasSuffix(")") {
      let place = ErrorPlace(text[text.index(after: bracket)...].dropLast())
      return place.flatMap { $0.isForeign ? nil : $0 }
    }
    return text.firstRange(of: ": ").flatMap { ErrorPlace(text[..<$0.lowerBound]) }
  }

  /// `FAILED tests/test_a.py::test_x - …` tells the file alone.
  private static func inTestName(_ line: String) -> ErrorPlace? {
    guard let end = line.firstRange(of: "::"), let blank = line[..<end.lowerBound].lastIndex(of: " ") else {
      return nil
    }
    let file = line[line.index(after: blank)..<end.lowerBound]
    return file.contains(".") ? ErrorPlace(file: String(file)) : nil
  }

  /// `  File "a.py", line 3, in f`: the innermost of the project's own, else the innermost.
  private static func ofTraceback(above index: Int, in lines: [String]) -> ErrorPlace? {
    var innermost: ErrorPlace?
    for line in lines[max(0, index - outlook)..<index].reversed() {
      if line.contains("Traceback (most recent call last)") { break }
      guard let place = ofFrame(line) else { continue }
      if !place.isForeign { return place }
      innermost = innermost ?? place
    }
    return innermost
  }

  private static func ofFrame(_ line: String) -> ErrorPlace? {
    guard let start = line.firstRange(of: "File \""), let end = line[start.upperBound...].firstRange(of: "\", line ")
    else { return nil }
    let number = line[end.upperBound...].prefix(while: \.isNumber)
    let file = String(line[start.upperBound..<end.lowerBound])
    // What calls a build's back end is swtox's, and nobody's sources.
    return file.hasSuffix("/swtox_build.py") ? nil : ErrorPlace(file: file, line: Int(number))
  }

  /// Whether the file is not the project's own.
  private var isForeign: Bool {
    ["site-packages/", "dist-packages/", "/lib/python", "node_modules/", "node:"].contains { file.contains($0) }
      || file.hasPrefix("<")
  }

  private static func below(
    _ index: Int, in lines: [String], _ read: (Substring) -> ErrorPlace?
  ) -> ErrorPlace? {
    for line in lines[(index + 1)...].prefix(outlook) {
      if let place = read(line[...]) { return place }
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return start[...last]
  }
}

extension Substring {
  /// The colon that ends it.
  fileprivate var endingColon: Range<String.Index> { index(before: endIndex)..<endIndex }
}
