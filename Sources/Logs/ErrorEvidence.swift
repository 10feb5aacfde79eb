/// Why a line is taken for the cause of a failure, the weakest first.
enum ErrorEvidence: Int, Comparable {
  case none, ending, mention, message, cause, failedTest, exception, compiler, issue, assertion
  /// A pattern of the project's own says so.
  case named

  /// Whether such a line means an error wherever it stands, and not only among the last ones.
  var isStrong: Bool { self >= .failedTest }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// What a line shows by itself.
  init(_ line: PlainLine) {
    if Self.blanks.contains(where: line.trimmed.elementsEqual) {
      self = .none
    } else if line.assertion != nil {
      self = .assertion
    } else if line.contains(Self.issues) {
      self = .issue
    } else if Self.isCompilerError(line) {
      self = .compiler
    } else if line.begins(with: Self.failedTestStarts) {
      self = .failedTest
    } else if line.contains(Self.endings) {
      self = .ending
    } else if line.begins(with: Self.causeStarts) {
      self = .cause
    } else if line.begins(with: Self.messageStarts) || LinterFinding.code(at: 0, in: line.trimmed[...]) != nil {
      self = .message
    } else {
      self = line.contains(Self.mentions) ? .mention : .none
    }
  }

  /// A place before the word: `main.c:3:1: error: …`, `app.ts(3,1): error TS2322: …`; or rustc's `error[E0382]: …`.
  private static func isCompilerError(_ line: PlainLine) -> Bool {
    if line.begins(with: rustcStarts) || LinterFinding.placeEnd(in: line.trimmed[...]) != nil { return true }
    guard let place = line.part(before: compilerMarks), let last = place.last else { return false }
    let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last)
    return last == UInt8(ascii: ")") || isNumber && place.contains(UInt8(ascii: ":"))
  }

  /// Swift's tests.
  private static let issues = patterns(
    ") recorded an issue at ", "\" recorded an issue at ", " recorded an issue with ")
  private static let rustcStarts = starts("error[E")
  private static let compilerMarks = patterns(": error:", ": fatal error:", "): error ")
  /// pytest, unittest, Go, TAP, Cargo, mocha and jest.
  private static let failedTestStarts = starts(
    "FAILED ", "ERROR tests", "ERROR test_", "FAIL: ", "ERROR: test_", "--- FAIL: ", "not ok ", "✗ ", "✕ ", "● ")
  /// What uv and others say below the message, and pip above it.
  private static let causeStarts = (InstallerCause.starts + [InstallerCause.lastAttempt]).map { Array($0.utf8) }
  private static let messageStarts = starts(
    "× ",
    "error:", "Error:", "ERROR:", "fatal:", "FATAL:", "fatal error:", "panic:", "E: ", "npm ERR!", "npm error",
    "Traceback (most recent call last)", "CMake Error", "Error response from daemon", "Exception in thread",
    "LibMambaUnsatisfiableError", "PackagesNotFoundError", "ResolutionImpossible", "Segmentation fault",
    "thread 'main' panicked", "dpkg: error", "rpmbuild: error")
  private static let mentions = patterns(
    "error:", "ERROR ", " FAILED", "Exception:", "command not found", "no such file or directory",
    "permission denied", "no module named", "undefined reference to", "no space left on device",
    "connection refused", "segmentation fault", "core dumped", "Killed", "timed out", "cannot ", "could not ")
  /// Said once the cause was said: less than the cause, more than nothing.
  private static let endings = patterns(
    "subprocess-exited-with-error", "metadata-generation-failed", "InvocationError", "error: could not compile `",
    "make: *** ", "ninja: build stopped", "npm ERR! code ", "npm ERR! path ", "npm ERR! command ", "npm ERR! errno ",
    "npm ERR! syscall ", "npm ERR! Test failed", "npm error code ", "npm error path ", "npm error command ",
    "npm error errno ", "npm error syscall ", "npm error Test failed", "npm ERR! lifecycle ", "npm error lifecycle ",
    "npm error Clean install", "npm error Install a package", "npm error Usage:", "npm error Options:",
    "npm error npm ",
    "npm error [", "npm error aliases:", "npm error alias:", "npm error Run \"npm help",
    "a complete log of this run can be found")

  /// npm begins every line of what it says about an error so, those without words too.
  private static let blanks = starts("npm error", "npm ERR!")

  private static func starts(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }
  private static func patterns(_ texts: String...) -> [LogPattern] { texts.compactMap(LogPattern.init) }
}
