import Screen
import Testing

@testable import NcursesTerminal

@Suite struct InputTimingTests {
  private let point = Point(row: 3, column: 4)

  @Test(arguments: [(0, MouseEvent.Action.doublePress), (400, .doublePress), (401, .press)])
  func `two quick presses are a double press`(milliseconds: Int, action: MouseEvent.Action) {
    var presses = PressCounter()
    #expect(presses.action(at: point, time: .seconds(7)) == .press)
    #expect(presses.action(at: point, time: .seconds(7) + .milliseconds(milliseconds)) == action)
  }

  @Test func `two presses at two places are two presses`() {
    var presses = PressCounter()
    #expect(presses.action(at: point, time: .zero) == .press)
    #expect(presses.action(at: Point(row: 3, column: 5), time: .milliseconds(50)) == .press)
  }

  @Test func `a third quick press begins anew`() {
    var presses = PressCounter()
    let actions = (0..<4).map { presses.action(at: point, time: .milliseconds($0 * 100)) }
    #expect(actions == [.press, .doublePress, .press, .doublePress])
  }

  @Test func `a single change of size is followed at once`() {
    var throttle = ResizeThrottle()
    #expect(throttle.dueTime == nil)
    throttle.request()
    let taken = [0, 0, 1].map { throttle.take(at: .seconds(5) + .seconds($0)) }
    #expect(taken == [true, false, false])
  }

  @Test func `a hundred changes of size in a second are followed twenty times, and the last one surely`() {
    var throttle = ResizeThrottle()
    var taken: [Int] = []
    for millisecond in 0..<1100 {
      if millisecond < 1000, millisecond.isMultiple(of: 10) { throttle.request() }
      if throttle.take(at: .seconds(3) + .milliseconds(millisecond)) { taken.append(millisecond) }
    }
    #expect(taken.first == 0)
    #expect(taken.count <= 21)
    #expect((taken.last ?? 0) >= 990)
    #expect(throttle.dueTime == nil)
  }

  @Test(
    arguments: [
      (Duration.zero, 0), (.milliseconds(25), 25), (.microseconds(1), 1), (.milliseconds(25) + .nanoseconds(1), 26),
      (.seconds(-3), 0), (.seconds(10_000_000_000), Int32.max),
    ] as [(Duration, Int32)])
  func `a wait is never shorter than asked for`(duration: Duration, milliseconds: Int32) {
    #expect(duration.wholeMilliseconds == milliseconds)
  }
}
