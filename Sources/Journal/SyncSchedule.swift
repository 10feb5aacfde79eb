import RunModel

/// When the journal is forced to the disk, for what a machine that loses its power keeps.
///
/// That a program dies loses nothing: every line is the kernel's before anybody sees its event. To the disk go the start
/// and the end of a run and a stop at once, and the ends of steps at most once a second, so that many short steps cost
/// no more than few long ones.
struct SyncSchedule: Sendable {
  private static let microsecondsBetween: Int64 = 1_000_000

  private var lastTime: Int64?
  private var isOwed = false

  /// Takes in what was just written, and tells whether it is to go to the disk now.
  mutating func isDue(after events: [NumberedEvent]) -> Bool {
    var isUrgent = false
    for event in events {
      switch event.event {
      case .runStarted, .stopRequested, .runFinished: isUrgent = true
      case .stepFinished: isOwed = true
      default: break
      }
    }
    guard let time = events.last?.time else { return false }
    // A clock that was put back must not keep the disk waiting.
    let isLate = lastTime.map { abs(time - $0) >= Self.microsecondsBetween } ?? true
    guard isUrgent || (isOwed && isLate) else { return false }
    (isOwed, lastTime) = (false, time)
    return true
  }
}
