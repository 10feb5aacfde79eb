import EnvironmentModel
import Reporting
import RunModel
import Testing

@Suite struct ToxRunReporterTests {
  /// What is printed of a run whose installation ends with a code.
  private func text(_ code: Int32) -> String {
    var run = RunRehearsal(["a"])
    let id = RunRehearsal.step("a", .createEnvironment)
    run.add(.stepStarted(id))
    let start = CommandStart(
      index: 0, phase: "install_deps", arguments: ["pip", "install", "x y"], workingDirectory: "/p", processID: 7)
    run.add(.commandStarted(id, start))
    run.add(.stepNoted(id, "attempt 1 of 2 failed, trying again"))
    run.write("no such thing", to: id)
    run.add(
      .commandEnded(
        id,
        CommandEnd(index: 0, exitCode: code, signal: nil, duration: .seconds(1), cpuTime: .zero, peakMemoryByteCount: 0)
      ))
    run.add(.stepFinished(id, code == 0 ? .succeeded : .failed(exitCode: code)))
    var reporter = ToxRunReporter(
      run: RunID(1), settings: ToxRunReporter.Settings(verbosity: 2, folder: "/p"), logs: run)
    var text = ""
    reporter.report(run.events) { more, _ in text += more }
    return text
  }

  @Test func `a command that sets up is shown with its output when it fails`() {
    let text = text(1)
    #expect(
      text.hasPrefix(
        "a: command failed (attempt 1 of 2), retrying\na: install_deps> pip install 'x y'\nno such thing\na: exit 1 (1.00 seconds) /p> pip"
      ), "\(text)")
    #expect(self.text(0) == "a: command failed (attempt 1 of 2), retrying\n")
  }
}
