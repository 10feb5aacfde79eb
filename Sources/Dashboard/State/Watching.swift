/// How far files are watched, whose change runs what depends on them.
package enum Watching: Hashable, Sendable {
  case off
  /// It was asked for: a change may still go unseen.
  case beginning
  case on
}
