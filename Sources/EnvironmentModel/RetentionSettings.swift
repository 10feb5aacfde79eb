/// What a project says of how long runs are kept; what it does not say has its default.
package struct RetentionSettings: Hashable, Sendable {
  /// How many of the newest runs keep their journals and logs.
  package var runCount: Int?
  /// How many of the newest runs with failures do.
  package var failedRunCount: Int?
  /// After how many days a run goes.
  package var days: Int?
  /// How many bytes all runs may have together.
  package var byteCount: Int?
  /// How many of the newest runs keep their logs unpacked; 0 packs those of all that have ended.
  package var unpackedRunCount: Int?

  /// A run that is older than a hundred years does not exist.
  package static let mostDays = 36_500

  package init() {}
}
