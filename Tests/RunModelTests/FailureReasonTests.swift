import EnvironmentModel
import RunModel
import Testing

@Suite struct FailureReasonTests {
  private let step = StepID.of("a", .runCommands)

  /// The reason after commands of a phase ended with codes, and the step with an outcome.
  private func reason(_ commands: [(String, phase: String, code: Int32?)], _ outcome: StepOutcome) -> String {
    var run = RunScenario("a", kinds: [.runCommands])
    run.happen(.stepStarted(step))
    for (index, command) in commands.enumerated() {
      run.run([command.0, "-v"], of: step, index: index, phase: command.phase, code: command.code)
    }
    run.happen(.stepFinished(step, outcome))
    return run.summary("a").reason
  }

  @Test func `a failure names its command as a shell would have it`() {
    var run = RunScenario("a", kinds: [.runCommands])
    run.run(["pytest", "-k", "a b"], of: step, code: 2)
    run.happen(.stepFinished(step, .failed(exitCode: 2)))
    #expect(run.summary("a").reason == "exit code 2 from 'pytest -k 'a b''")
    #expect(run.state.steps[step]?.lastCommandText == "pytest -k 'a b'")
  }

  @Test func `a failure before the commands names its step`() {
    let create = StepID.of("a", .createEnvironment)
    var run = RunScenario("a")
    run.run(["venv"], of: create, phase: "create", code: 1)
    run.happen(.stepFinished(create, .failed(exitCode: 1)))
    #expect(run.summary("a").reason == "create: exit code 1")
  }

  @Test func `commands that ran after the failure are not to blame`() {
    #expect(
      reason([("pytest", "commands", 1), ("report", "commands_post", 0)], .failed(exitCode: 1))
        == "exit code 1 from 'pytest -v'")
    #expect(
      reason([("pytest", "commands", 1), ("report", "commands_post", 1)], .failed(exitCode: 1))
        == "exit code 1 from 'pytest -v'")
    #expect(
      reason([("mypy", "commands", 3), ("pytest", "commands", 0)], .failed(exitCode: 3))
        == "exit code 3 from 'mypy -v'")
    #expect(
      reason([("pytest", "commands", nil), ("report", "commands_post", 0)], .signalled(9))
        == "ended by signal 9 from 'pytest -v'")
  }

  @Test func `a failure whose code was ignored before is that of the later command`() {
    #expect(
      reason([("flake8", "commands", 1), ("pytest", "commands", 1)], .failed(exitCode: 1))
        == "exit code 1 from 'pytest -v'")
  }

  @Test func `a failure of the clean-up is its own`() {
    #expect(
      reason([("pytest", "commands", 0), ("report", "commands_post", 2)], .failed(exitCode: 2))
        == "exit code 2 from 'report -v'")
  }

  @Test func `an outcome that no command shows is that of the last one before the clean-up`() {
    #expect(
      reason([("false", "commands", 0), ("report", "commands_post", 0)], .failed(exitCode: 1))
        == "exit code 0, where '!' asks for another, from 'false -v'")
    #expect(reason([("sleep", "commands", nil)], .timedOut) == "timed out from 'sleep -v'")
  }

  @Test func `a command whose time was over is the one to blame, wherever it stood`() {
    var run = RunScenario("a", kinds: [.runCommands])
    run.run(["pytest"], of: step, index: 0, code: 0)
    run.happen(.commandStarted(step, .sample(["report"], index: 1, phase: "commands_post")))
    var end = CommandEnd.sample(index: 1, code: nil)
    end.overrun = .time
    run.happen(.commandEnded(step, end))
    run.run(["upload"], of: step, index: 2, phase: "commands_post", code: 0)
    run.happen(.stepFinished(step, .timedOut))
    #expect(run.summary("a").reason == "timed out from 'report'")
  }

  @Test func `what passed only at another attempt is flaky, and a success`() {
    var run = RunScenario("a", kinds: [.runCommands])
    run.run(["pytest"], of: step, index: 0, code: 1)
    run.run(["pytest"], of: step, index: 1, code: 0)
    run.happen(.stepFinished(step, .succeeded))
    #expect(run.summary("a").status == .flaky && run.summary("a").status.isGood)
    #expect(run.summary("a").reason == "passed at attempt 2 of 'pytest'")
    var other = RunScenario("a", kinds: [.runCommands])
    // Ignored failures, and the same command twice, are no attempts.
    other.run(["lint"], of: step, index: 0, code: 0)
    other.run(["lint"], of: step, index: 1, code: 0)
    other.run(["pytest"], of: step, index: 2, code: 1)
    other.run(["pytest"], of: step, index: 3, code: 1)
    other.happen(.stepFinished(step, .succeeded))
    #expect(other.summary("a").status == .pass)
  }

  @Test func `without a command there is none to name`() {
    #expect(reason([], .failed(exitCode: 1)) == "exit code 1")
    #expect(RunScenario("a").state.steps[step]?.lastCommandText == nil)
  }
}
