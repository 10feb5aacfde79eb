import RunModel

/// Who holds the lock of a directory, as the lock's file tells it to those who wait.
package struct LockOwner: Hashable, Sendable {
  package var processID: Int32
  /// The program's name, one word.
  package var program: String
  /// Since when, in microseconds since 1970.
  package var since: Int64
  /// `nil` before the run has its number.
  package var run: Int?

  /// An owner whose run has no number yet.
  package init(processID: Int32, program: String, since: Int64, run: Int? = nil) {
    self.processID = processID
    self.program = program.contains { $0.isWhitespace || $0 == "=" } ? "swtox" : program
    self.since = since
    self.run = run
  }

  /// The content of a lock's file: `pid=7 program=swtox-tui since=1704067200000000 run=3`.
  var line: String { "pid=\(processID) program=\(program) since=\(since)" + (run.map { " run=\($0)" } ?? "") + "\n" }

  init?(bytes: [UInt8]) { self.init(line: String(decoding: bytes, as: UTF8.self)) }

  /// Reads the content of a lock's file; `nil` when it says nothing of use.
  init?(line: String) {
    let pairs = line.split { $0 == " " || $0 == "\n" }.compactMap { word -> (String, String)? in
      let parts = word.split(separator: "=", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
    let fields = Dictionary(pairs) { first, _ in first }
    guard let processID = fields["pid"].flatMap(Int32.init), let since = fields["since"].flatMap(Int64.init),
      let program = fields["program"]
    else { return nil }
    self.init(processID: processID, program: program, since: since, run: fields["run"].flatMap(Int.init))
  }

  /// For people: `process 7 (swtox-tui), run 3, for 2m10s`.
  package func text(now: Int64) -> String {
    let age = DurationText.precise(microseconds: now - since)
    return "process \(processID) (\(program))" + (run.map { ", run \($0)" } ?? "") + ", for \(age)"
  }
}
