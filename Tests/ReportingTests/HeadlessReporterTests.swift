import Reporting
import RunModel
import TestKit
import Testing

@Suite struct HeadlessReporterTests {
  /// Two that pass, one that fails, one that cannot be set up, one without an interpreter.
  private var mixed: RunRehearsal {
    var run = RunRehearsal(["py310", "py311", "py312", "lint", "py39"], package: true)
    run.perform("wheel", .buildPackage, output: ["building"])
    run.perform("py310", .createEnvironment, for: 300)
    run.perform("py310", .installPackage, output: ["Successfully installed"])
    run.perform("py310", .runCommands, "pytest -v", output: ["2 passed"], for: 12_340)
    run.add(.stepFinished(RunRehearsal.step("py311", .createEnvironment), .reused))
    run.add(.stepFinished(RunRehearsal.step("py311", .installPackage), .reused))
    run.perform(
      "py311", .runCommands, "pytest -v", output: ["one", "two", "three failed"], ending: .failed(exitCode: 1))
    run.perform("py312", .createEnvironment, "uv venv", output: ["no space left"], ending: .failed(exitCode: 2))
    run.add(
      .stepFinished(
        RunRehearsal.step("py312", .installPackage), .blocked(by: RunRehearsal.step("py312", .createEnvironment))))
    run.add(
      .stepFinished(
        RunRehearsal.step("py312", .runCommands), .blocked(by: RunRehearsal.step("py312", .createEnvironment))))
    run.perform("lint", .createEnvironment)
    run.perform("lint", .installPackage)
    run.add(.stepNoted(RunRehearsal.step("lint", .runCommands), "exit code 3 is ignored"))
    run.perform("lint", .runCommands, "ruff check", for: 65_000)
    run.add(.stepFinished(RunRehearsal.step("py39", .createEnvironment), .unavailable("no interpreter for python 3.9")))
    run.finish()
    return run
  }

  @Test(arguments: OutputMode.allCases)
  func `a mixed run is told in every mode`(mode: OutputMode) throws {
    try Golden.compare(mixed.text(mode), with: "mixed-\(mode.rawValue).txt")
  }

  @Test func `colours and a status line come on a terminal`() throws {
    let text = mixed.text(isColored: true, width: 60).replacing("\u{1B}", with: "ESC").replacing("\r", with: "CR")
    try Golden.compare(text, with: "mixed-terminal.txt")
  }

  @Test func `nothing but ASCII goes where the locale has no more`() {
    #expect(mixed.text(.all, isUnicode: false).utf8.allSatisfy { $0 < 0x80 })
    #expect(mixed.text(.live, isUnicode: false).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `without colours there is no escape`() {
    for mode in OutputMode.allCases { #expect(!mixed.text(mode).contains("\u{1B}")) }
  }

  @Test func `a stop tells whom it reached`() throws {
    var run = RunRehearsal(["a", "b"])
    run.perform("a", .createEnvironment)
    let id = RunRehearsal.step("a", .runCommands)
    run.add(.stepStarted(id))
    run.write("half a test", to: id)
    run.add(.stopRequested(reason: "Ctrl-C"), after: 2000)
    run.add(.stopSignalled(id, signal: 2, processes: ["pytest -v", "sleep 100"]))
    run.add(.stopSignalled(id, signal: 15, processes: ["sleep 100"]), after: 3000)
    run.add(.stepFinished(id, .cancelled))
    for kind in [StepKind.createEnvironment, .runCommands] {
      run.add(.stepFinished(RunRehearsal.step("b", kind), .cancelled))
    }
    run.finish()
    try Golden.compare(run.text(), with: "stopped.txt")
    #expect(exitCode(of: run.state) == .interrupted)
  }

  @Test(arguments: [OutputMode.failed, .live])
  func `a run without an end tells what was under way, with what came after the last event`(mode: OutputMode) throws {
    var run = RunRehearsal(["a", "b", "c"])
    run.perform("a", .createEnvironment)
    run.perform("a", .runCommands, output: ["1 passed"])
    run.perform("b", .createEnvironment)
    let id = RunRehearsal.step("b", .runCommands)
    run.add(.stepStarted(id))
    run.write("half a test", to: id)
    run.writeUntold("and the rest of it", to: id)
    try Golden.compare(run.text(mode, brokenOff: true), with: "broken-off-\(mode.rawValue).txt")
  }

  @Test func `a failed build is told once and blocks its users`() throws {
    var run = RunRehearsal(["a", "b"], package: true)
    run.perform(
      "wheel", .buildPackage, "python build.py", output: ["no module named setuptools"], ending: .failed(exitCode: 1))
    for name in ["a", "b"] {
      run.perform(name, .createEnvironment)
      for kind in [StepKind.installPackage, .runCommands] {
        run.add(.stepFinished(RunRehearsal.step(name, kind), .blocked(by: RunRehearsal.step("wheel", .buildPackage))))
      }
    }
    run.finish()
    try Golden.compare(run.text(), with: "build-failed.txt")
    #expect(exitCode(of: run.state) == .environmentError)
  }

  /// A build fails, one failure is all that there may be, and `c` needs nothing of it.
  private var cutShort: RunRehearsal {
    var run = RunRehearsal(["a", "b", "c"], package: true)
    let build = RunRehearsal.step("wheel", .buildPackage)
    run.perform("a", .createEnvironment)
    run.perform("wheel", .buildPackage, output: ["no module named setuptools"], ending: .failed(exitCode: 1))
    for name in ["a", "b"] {
      for kind in [StepKind.installPackage, .runCommands] {
        run.add(.stepFinished(RunRehearsal.step(name, kind), .blocked(by: build)))
      }
    }
    run.add(.startsEnded(reason: "1 failed (--fail-fast, --max-fail 1)"))
    run.add(.stepFinished(RunRehearsal.step("b", .createEnvironment), .cancelled))
    for kind in [StepKind.createEnvironment, .installPackage, .runCommands] {
      run.add(.stepFinished(RunRehearsal.step("c", kind), .cancelled))
    }
    run.finish()
    return run
  }

  @Test func `what a failure blocks is told from what was never started after it`() throws {
    try Golden.compare(cutShort.text(), with: "cut-short.txt")
    let line = cutShort.text(width: 80).split(separator: "\r").last { $0.contains("done") }
    #expect(line?.contains("3/3 done, 2 blocked, 1 cancelled") == true)
  }

  @Test(arguments: Verbosity.allCases)
  func `more or less is told as somebody wants`(verbosity: Verbosity) throws {
    let text = cutShort.text { $0.verbosity = verbosity }
    try Golden.compare(text, with: "verbosity-\(verbosity.rawValue).txt")
  }

  @Test func `the quiet hear the counts alone where all went well`() {
    var run = RunRehearsal(["a"])
    run.perform("a", .createEnvironment)
    run.perform("a", .runCommands)
    run.finish()
    #expect(run.text { $0.verbosity = .failures } == "1 environment: 1 passed in 3.1s\nlogs: .swtox/runs/7\n")
  }
}
