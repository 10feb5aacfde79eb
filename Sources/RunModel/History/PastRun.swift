/// A run as history keeps it.
package struct PastRun: Hashable, Sendable {
  /// How it ended.
  package enum Ending: String, Hashable, Sendable, CaseIterable {
    /// In order, whatever its environments came to.
    case finished
    /// Somebody stopped it, or too many had failed.
    case stopped
    /// The program ended without ending it.
    case interrupted
    /// It goes on.
    case live
  }

  package var id: RunID
  /// Microseconds since 1970.
  package var startTime: Int64
  /// `nil` where nobody knows.
  package var endTime: Int64?
  package var ending: Ending
  /// Whether environments were only set up.
  package var prepares: Bool
  /// How many environments came to each status.
  package var counts: [MatrixStatus: Int]
  package var revision: SourceRevision?
  /// The version of swtox.
  package var version: String
  /// Whether its logs and journal are still there.
  package var isKept: Bool

  package init(
    id: RunID, startTime: Int64, endTime: Int64?, ending: Ending, prepares: Bool, counts: [MatrixStatus: Int],
    revision: SourceRevision?, version: String, isKept: Bool
  ) {
    self.id = id
    self.startTime = startTime
    self.endTime = endTime
    self.ending = ending
    self.prepares = prepares
    self.counts = counts
    self.revision = revision
    self.version = version
    self.isKept = isKept
  }

  /// How many environments there were.
  package var environmentCount: Int { counts.values.reduce(0, +) }
  /// How many ended badly.
  package var badCount: Int { counts.filter { $0.key.isBad }.values.reduce(0, +) }
}
