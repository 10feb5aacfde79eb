import Glibc
import Synchronization

/// A regular expression to look for in lines: extended ones of POSIX with `\w`, `\s`, `\b` and `\d`, in smart case.
///
/// It is looked for among bytes: `.` is one byte, and only the letters A to Z have two cases. Copies share what was
/// compiled, which is given back with the last of them.
package struct LogExpression: Sendable, Hashable {
  /// As it was typed.
  package let text: String
  /// A text that every match holds, by which most lines are passed over; `nil` where none is known.
  private let literal: LogPattern?
  private let program: Program

  /// Compiles an expression.
  ///
  /// - Throws: ``Mistake``, when the text is none; `nil` when it is empty or has a line feed.
  package init?(_ text: String) throws(Mistake) {
    if text.isEmpty || text.utf8.contains(0x0A) || text.utf8.contains(0) { return nil }
    self.text = text
    try Self.checkCost(of: text)
    let isCaseSensitive = Self.hasCapitals(text)
    program = try Program(Self.translated(text), isCaseSensitive: isCaseSensitive)
    literal = Self.literal(of: text).flatMap(LogPattern.init)
  }

  /// Why a text is no regular expression, in the words of the library.
  package struct Mistake: Error, Hashable, Sendable {
    package let text: String
  }

  /// Whether both were typed alike.
  package static func == (left: LogExpression, right: LogExpression) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Appends the range of each match in the lines of some bytes, none overlapping, and none empty.
  func appendMatches(in bytes: UnsafeRawBufferPointer, to ranges: inout [Range<Int>]) {
    let previous = ByteLocale.use()
    defer { uselocale(previous) }
    var start = 0
    while let candidate = nextLine(in: bytes, from: start) {
      appendMatches(in: bytes, line: candidate, to: &ranges)
      start = candidate.upperBound + 1
    }
  }

  /// The next line from the start of one on that may hold a match.
  private func nextLine(in bytes: UnsafeRawBufferPointer, from start: Int) -> Range<Int>? {
    guard start < bytes.count else { return nil }
    guard let literal else { return start..<(bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count) }
    guard let hit = literal.firstMatch(in: bytes, from: start) else { return nil }
    var lineStart = hit
    while lineStart > start, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    return lineStart..<(bytes.firstIndex(of: 0x0A, from: hit) ?? bytes.count)
  }

  private func appendMatches(
    in bytes: UnsafeRawBufferPointer, line: Range<Int>, to ranges: inout [Range<Int>]
  ) {
    var position = line.lowerBound
    while position < line.upperBound,
      let match = program.match(in: bytes, position..<line.upperBound, lineStart: line.lowerBound)
    {
      // An empty match marks nothing; looking goes on behind it.
      if match.isEmpty {
        position = match.upperBound + 1
      } else {
        ranges.append(match)
        position = match.upperBound
      }
    }
  }
}

/// The locale in which a character is a byte.
private enum ByteLocale {
  private static let locale = Mutex(newlocale(1 << LC_CTYPE, "C", nil))

  /// Makes it the calling thread's; returns the one before.
  static func use() -> locale_t? { locale.withLock { uselocale($0) } }
}

extension LogExpression {
  /// Refuses what the library may look for without end: references back, and large counts.
  private static func checkCost(of text: String) throws(Mistake) {
    if text.contains(/\\[1-9]/) { throw Mistake(text: "'\(text)' refers back to a group, which would take too long") }
    let counts = text.matches(of: /\{(\d*),?(\d*)\}/).flatMap { [Int($0.1) ?? 0, Int($0.2) ?? 0] }
    if counts.reduce(1, { $0 * max(1, $1) }) > 1000 { throw Mistake(text: "'\(text)' counts too far") }
  }

  /// Whether a capital is looked for; those behind a backslash, as in `\S`, are none.
  private static func hasCapitals(_ text: String) -> Bool {
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if !isEscaped, ("A"..."Z").contains(scalar) { return true }
      isEscaped = !isEscaped && scalar == "\\"
    }
    return false
  }

  /// The expression with `\d` as the library knows it.
  private static func translated(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result += character == "d" ? "[0-9]" : character == "D" ? "[^0-9]" : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return isEscaped ? result + "\\" : result
  }

  /// The longest text outside brackets that no operator behind it makes optional; none where there are alternatives.
  private static func literal(of text: String) -> String? {
    if text.contains("|") || text.contains("\\") || text.contains("(") || text.contains("[") { return nil }
    var runs: [String] = [""]
    for character in text {
      switch character {
      case "*", "?", "{":
        // What it stands behind may be missing.
        runs[runs.count - 1] = String(runs[runs.count - 1].dropLast())
        runs.append("")
      case "+", ".", "^", "$", "}", ")", "]": runs.append("")
      default: runs[runs.count - 1].append(character)
      }
    }
    // Digits between braces are counts, not text.
    let isCounted = text.contains("{")
    return isCounted ? nil : runs.filter { $0.utf8.count > 1 }.max { $0.utf8.count < $1.utf8.count }
  }

  /// What the library made of the expression, which lies outside of Swift's memory as the library knows it by its address;
  /// matching takes it as constant and locks what it caches (regex(3), attributes).
  private final class Program: Sendable {
    private let address: UInt

    init(_ text: String, isCaseSensitive: Bool) throws(Mistake) {
      let previous = ByteLocale.use()
      defer { uselocale(previous) }
      let expression = UnsafeMutablePointer<regex_t>.allocate(capacity: 1)
      expression.initialize(to: regex_t())
      let code = regcomp(expression, text, REG_EXTENDED | (isCaseSensitive ? 0 : REG_ICASE))
      address = UInt(bitPattern: expression)
      if code == 0 { return }
      var message = [CChar](repeating: 0, count: 128)
      regerror(code, expression, &message, message.count)
      let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw Mistake(text: "'\(text)' is no regular expression: \(String(decoding: bytes, as: UTF8.self))")
    }

    deinit {
      guard let expression = UnsafeMutablePointer<regex_t>(bitPattern: address) else { return }
      regfree(expression)
      expression.deallocate()
    }

    /// The first match of a part of a line, which knows what stands before it.
    func match(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>, lineStart: Int) -> Range<Int>? {
      guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
      var match = regmatch_t(
        rm_so: regoff_t(range.lowerBound - lineStart), rm_eo: regoff_t(range.upperBound - lineStart))
      let code = regexec(UnsafePointer(bitPattern: address), base + lineStart, 1, &match, REG_STARTEND)
      guard code == 0 else { return nil }
      return lineStart + Int(match.rm_so)..<lineStart + Int(match.rm_eo)
    }
  }
}
