/// The directories of the runs that this program is part of, each with the number of the run that took it.
///
/// A run writes them down for its commands: a swtox among them must not wait for the run that waits for it.
package struct HeldDirectories: Equatable, Sendable {
  private var runs: [String: Int] = [:]

  package init() {}

  /// Reads the form of ``bytes``; lines that make no sense are passed over.
  package init(bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let run = Int(parts[0]) else { continue }
      runs[String(parts[1])] = run
    }
  }

  /// A line for each: the number of the run, a blank and the directory.
  package var bytes: [UInt8] {
    Array(runs.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }.joined().utf8)
  }

  /// With those that a run has taken itself.
  package func adding(_ directories: Set<String>, of run: Int) -> HeldDirectories {
    var held = self
    for directory in directories { held.runs[directory] = run }
    return held
  }

  /// Whether the one that has the lock of a directory is a run that this program is part of.
  func isHeld(_ directory: String, by owner: LockOwner?) -> Bool {
    guard let run = runs[directory] else { return false }
    return owner?.run == run
  }
}
