import Reporting
import SourceText

/// A report that a run is to have, and where it goes.
struct ReportTarget: Hashable, Sendable {
  var format: ReportFormat
  /// As the user wrote it; `-` for standard output.
  var path: String

  var isStandardOutput: Bool { path == "-" }

  /// Why words of a command line name no report; a sentence and what to do.
  struct Mistake: Error {
    var message: String
  }

  init(_ format: ReportFormat, _ path: String) {
    self.format = format
    self.path = path
  }

  /// Reads `junit=results.xml`.
  init(_ word: String) throws(Mistake) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw Mistake(
        message: "--report '\(word)' names no file; write '--report junit=results.xml', or '-' for the file")
    }
    guard let format = ReportFormat(rawValue: parts[0]) else {
      let names = ReportFormat.allCases.map(\.rawValue)
      let guess = closestMatch(to: parts[0], among: names).map { "did you mean '\($0)'?" }
      throw Mistake(
        message: "--report '\(word)': there is no format '\(parts[0])'; "
          + (guess ?? "there are \(names.joined(separator: ", "))"))
    }
    self.init(format, parts[1])
  }

  /// The reports of a command line.
  ///
  /// - Parameters:
  ///   - words: Such as `junit=results.xml`.
  ///   - files: Those that options of their own name.
  static func all(
    _ words: [String], files: [(format: ReportFormat, path: String?)]
  ) throws(Mistake) -> [ReportTarget] {
    var targets: [ReportTarget] = []
    for word in words { targets.append(try ReportTarget(word)) }
    targets += files.compactMap { format, path in path.map { ReportTarget(format, $0) } }
    // What is said twice is meant once.
    targets = targets.enumerated().filter { !targets[..<$0].contains($1) }.map(\.element)
    for (index, target) in targets.enumerated() {
      if target.path.isEmpty {
        throw Mistake(message: "the report '\(target.format.rawValue)' has no file; name one, or '-'")
      }
      guard let other = targets[..<index].first(where: { $0.path == target.path }) else { continue }
      let place = target.isStandardOutput ? "standard output" : "'\(target.path)'"
      throw Mistake(
        message: "\(place) cannot be both '\(other.format.rawValue)' and '\(target.format.rawValue)'; name another file"
      )
    }
    return targets
  }
}
