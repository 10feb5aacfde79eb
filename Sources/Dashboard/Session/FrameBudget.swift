/// Says when the next frame may be painted: at most thirty a second on average, and answers to keys before news.
///
/// News waits until 50 ms have passed since the last frame, twice as long where each frame goes over a network. A key's answer is painted at once as long as there is some of
/// the second's allowance left, which is as a rule what news leaves over.
struct FrameBudget: Hashable, Sendable {
  static let framesPerSecond: Int64 = 30
  private static let burst: Int64 = 6
  private static let interval = 1_000_000 / framesPerSecond

  /// So long news waits after a frame, in microseconds.
  private let newsInterval: Int64
  private var lastFrame: Int64?
  /// Microseconds of allowance; one frame costs one thirtieth of a second.
  private var allowance = burst * interval

  /// - Parameter isRemote: Whether the terminal is at the other end of a network.
  init(isRemote: Bool = false) { newsInterval = isRemote ? 100_000 : 50_000 }

  /// Microseconds until a frame may be painted; zero means now, also when the clock was set back since the last one.
  func delay(at now: Int64, isAnswer: Bool) -> Int64 {
    guard let lastFrame, now >= lastFrame else { return 0 }
    let elapsed = now - lastFrame
    let available = min(Self.burst * Self.interval, allowance + elapsed)
    let untilAllowed = max(0, Self.interval - available)
    return isAnswer ? untilAllowed : max(untilAllowed, newsInterval - elapsed)
  }

  mutating func countFrame(at now: Int64) {
    let elapsed = lastFrame.map { max(0, now - $0) } ?? 0
    allowance = max(0, min(Self.burst * Self.interval, allowance + elapsed) - Self.interval)
    lastFrame = now
  }
}
