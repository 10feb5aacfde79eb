import Reporting
import RunModel
import Testing

@Suite struct ExitCodeTests {
  @Test(arguments: [
    (StepOutcome.succeeded, ExitCode.success), (.failed(exitCode: 2), .failed), (.signalled(11), .failed),
    (.couldNotStart("no pytest"), .failed), (.timedOut, .failed), (.invalid("no value"), .usage), (.cancelled, .failed),
    (.skipped("not here"), .nothingRan), (.unavailable("no python"), .environmentError),
  ])
  func `the outcome of the only environment decides`(outcome: StepOutcome, code: ExitCode) {
    var run = RunRehearsal(["a"])
    run.perform("a", .createEnvironment)
    run.perform("a", .runCommands, ending: outcome)
    run.finish()
    #expect(exitCode(of: run.state) == code)
  }

  @Test func `a failure counts before an environment that could not be set up`() {
    var run = RunRehearsal(["a", "b", "c"])
    for name in ["a", "b"] { run.perform(name, .createEnvironment) }
    run.perform("a", .runCommands)
    run.perform("b", .runCommands, ending: .failed(exitCode: 1))
    run.perform("c", .createEnvironment, ending: .failed(exitCode: 1))
    run.finish()
    #expect(exitCode(of: run.state) == .failed)
  }

  @Test func `a skipped environment beside one that passes is fine`() {
    var run = RunRehearsal(["a", "b"])
    run.perform("a", .createEnvironment)
    run.perform("a", .runCommands)
    run.add(.stepFinished(RunRehearsal.step("b", .createEnvironment), .skipped("not for linux")))
    #expect(exitCode(of: run.state) == .success)
  }

  @Test func `an ignored failure is a success that tells why`() {
    var run = RunRehearsal(["a"], ignoring: ["a"])
    run.perform("a", .createEnvironment)
    run.perform("a", .runCommands, "pytest", ending: .failed(exitCode: 1))
    run.finish()
    #expect(exitCode(of: run.state) == .success)
    #expect(run.text().contains("ignored: exit code 1 from 'pytest'"))
  }

  @Test func `what a failure kept from starting is no failure of its own`() {
    var run = RunRehearsal(["a", "b"])
    run.perform("a", .createEnvironment, ending: .failed(exitCode: 1))
    run.add(.startsEnded(reason: "1 failed"))
    run.add(.stepFinished(RunRehearsal.step("b", .createEnvironment), .cancelled))
    run.finish()
    #expect(exitCode(of: run.state) == .environmentError)
  }

  @Test func `no environment at all is not a success`() {
    var run = RunRehearsal([])
    run.finish()
    #expect(exitCode(of: run.state) == .nothingRan)
  }

  @Test func `a run that was broken off counts as interrupted`() {
    var state = RunRehearsal(["a"]).state
    state.markInterrupted()
    #expect(exitCode(of: state) == .interrupted)
  }
}
