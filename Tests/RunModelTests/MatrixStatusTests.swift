import RunModel
import Testing

@Suite struct MatrixStatusTests {
  @Test func `roll-ups show the worst`() {
    let order = MatrixStatus.allCases.sorted { $0.severity > $1.severity }
    #expect(
      order == [
        .error, .fail, .running, .waiting, .cancelled, .flaky, .queued, .unavailable, .skipped, .pass, .unknown,
      ])
    #expect(Set(order.map(\.severity)).count == order.count)
  }

  @Test func `what is under way is not settled`() {
    #expect(MatrixStatus.allCases.filter { !$0.isSettled } == [.running, .waiting, .queued])
  }

  @Test func `failures, errors and cancellations are bad`() {
    #expect(MatrixStatus.allCases.filter(\.isBad) == [.fail, .error, .cancelled])
  }

  @Test(
    arguments: [
      (.succeeded, true), (.reused, true), (.failed(exitCode: 0), false), (.timedOut, false), (.signalled(2), false),
      (.couldNotStart(""), false), (.invalid(""), false), (.cancelled, false), (.blocked(by: .build("x")), false),
      (.skipped(""), false),
      (.unavailable(""), false),
    ] as [(StepOutcome, Bool)])
  func `only success lets the next step go on`(outcome: StepOutcome, isSuccess: Bool) {
    #expect(outcome.isSuccess == isSuccess)
  }
}
