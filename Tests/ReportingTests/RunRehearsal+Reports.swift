import EnvironmentModel
import RunModel
import TestResults

@testable import Reporting

extension RunRehearsal {
  /// A command of a step from its start to its end, with what it cost.
  mutating func command(
    _ text: String, of name: String, _ kind: StepKind = .runCommands, phase: String = "commands", index: Int = 0,
    output: [String] = [], code: Int32? = 0, signal: Int32? = nil
  ) {
    let id = Self.step(name, kind)
    add(
      .commandStarted(
        id,
        CommandStart(
          index: index, phase: phase, arguments: text.split(separator: " ").map(String.init), workingDirectory: "/p",
          processID: 7)))
    for line in output { write(line, to: id) }
    add(
      .commandEnded(
        id,
        CommandEnd(
          index: index, exitCode: code, signal: signal, duration: .milliseconds(1250), cpuTime: .milliseconds(900),
          systemTime: .milliseconds(100), peakMemoryByteCount: 48_000_000, readByteCount: 12, writtenByteCount: 345)),
      after: 1250)
  }

  mutating func begin(_ name: String, _ kind: StepKind = .runCommands) {
    add(.stepStarted(Self.step(name, kind)))
  }

  mutating func end(_ name: String, _ kind: StepKind = .runCommands, _ outcome: StepOutcome = .succeeded) {
    add(.stepFinished(Self.step(name, kind), outcome))
  }

  /// What it comes to as reports are made of it.
  var reported: ReportedRun {
    var run = ReportedRun(
      state: state, project: "/home/me/demo", version: "0.1.0", folder: ".swtox/runs/7", logs: self)
    run.toxVersion = "4.67.15"
    run.hostName = "machine"
    run.machine = "x86_64"
    run.interpreters[EnvironmentName("py311-fast")] = Interpreter(
      path: "/usr/bin/python3.11", implementation: .cpython, version: [3, 11, 7])
    run.breaks[EnvironmentName("py311-slow")] = [
      "broke in run 7: no", "changed between: commit 1 -> 2", "                 setting <deps>",
    ]
    run.eventText = { "{\"n\":1}\n" }
    return run
  }

  /// Every way in which an environment can come out.
  static var mixed: RunRehearsal {
    var run = RunRehearsal(
      ["py311-fast", "py311-slow", "py312-fast", "py312-slow", "lint", "py39", "win", "docs"], package: true,
      ignoring: ["docs"])
    run.begin("wheel", .buildPackage)
    run.command("python -m build", of: "wheel", .buildPackage, phase: "build", output: ["building"])
    run.end("wheel", .buildPackage)
    for name in ["py311-fast", "py311-slow", "lint", "docs"] {
      run.end(name, .createEnvironment, .reused)
      run.end(name, .installPackage, .reused)
    }
    run.begin("py311-fast")
    run.command("pytest -v", of: "py311-fast", output: ["2 passed"])
    run.add(.stepNoted(step("py311-fast", .runCommands), "exit code 3 is ignored"))
    run.add(.inputsNoted(step("py311-fast", .runCommands), [StepInput(name: "package 'wheel'", mark: "wheel 1")]))
    run.end("py311-fast")
    run.begin("py311-slow")
    run.command("echo hi", of: "py311-slow", phase: "commands_pre")
    run.command("pytest -v", of: "py311-slow", index: 1, output: ["one", "assert 2 == 1 failed"], code: 1)
    run.end("py311-slow", .runCommands, .failed(exitCode: 1))
    run.begin("py312-fast", .createEnvironment)
    run.command("uv venv", of: "py312-fast", .createEnvironment, phase: "create", output: ["no space"], code: 2)
    run.end("py312-fast", .createEnvironment, .failed(exitCode: 2))
    for kind in [StepKind.installPackage, .runCommands] {
      run.end("py312-fast", kind, .blocked(by: step("py312-fast", .createEnvironment)))
    }
    run.perform("py312-slow", .createEnvironment)
    run.perform("py312-slow", .installPackage)
    run.begin("py312-slow")
    run.command("pytest", of: "py312-slow", code: nil, signal: 11)
    run.end("py312-slow", .runCommands, .signalled(11))
    run.begin("lint")
    run.end("lint", .runCommands, .couldNotStart("there is no program 'ruff'"))
    run.end("py39", .createEnvironment, .unavailable("no interpreter for python 3.9"))
    run.end("win", .createEnvironment, .skipped("platform linux does not match 'win32'"))
    run.begin("docs")
    run.command("sphinx", of: "docs", output: ["1 warning, failed"], code: 1)
    run.end("docs", .runCommands, .failed(exitCode: 1))
    run.finish()
    return run
  }

  /// Texts of all that could be taken for markup in names, reasons, arguments and logs.
  static var hostile: RunRehearsal {
    let texts = Self.hostileTexts
    var run = RunRehearsal(["a#\\|<b>", "ok"])
    run.perform("ok", .createEnvironment, ending: .skipped(texts.joined()))
    run.end("a#\\|<b>", .createEnvironment, .reused)
    run.begin("a#\\|<b>")
    run.command("sh -c \(texts.joined())", of: "a#\\|<b>", output: texts + [texts.joined() + " fail"], code: 1)
    run.end("a#\\|<b>", .runCommands, .failed(exitCode: 1))
    let id = step("a#\\|<b>", .runCommands)
    let cases = TestVerdict.allCases.flatMap { verdict in
      (texts + [texts.joined()]).map { text in
        TestCase(
          id: TestID(className: text, name: text), suite: text, verdict: verdict, file: text, line: 1, message: text,
          type: text, detail: text, output: text)
      }
    }
    run.reports[id] = [TestReport(cases: cases)]
    run.add(.testsNoted(id, CollectedTests(reports: ["x"], tally: TestTally(cases))))
    run.add(.stopRequested(reason: texts.joined()))
    run.finish()
    return run
  }

  static let hostileTexts = [
    "]]>", "</script><script>alert(1)</script>", "<!-- -->", "</details></pre>", "a | b \\| c", "```", "````\n```",
    "line\nline\r\nline\rline", "\u{0}\u{1}\u{8}\u{B}\u{C}\u{1B}[31m\u{7F}\u{85}\u{9B}", "\u{FFFE}\u{FFFF}\u{FEFF}",
    "\u{2028}\u{2029}\u{202E}", "&amp; &lt; \"quoted\" 'quoted'", "---\n...\n# TODO", "not ok 1\n1..0\nBail out!",
    "*bold* _it_ [link](javascript:x) ![i](x) $x$ @you #1 ~~no~~", "é 日本 😀 e\u{301}",
    String(decoding: [0x66, 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80], as: UTF8.self),
  ]
}
