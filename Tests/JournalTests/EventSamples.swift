import EnvironmentModel
import RunModel
import TestResults

/// Events of every kind, and texts that are hard to write down.
enum EventSamples {
  static let commands = StepID(.environment(EnvironmentName("py311")), .runCommands)
  static let create = StepID(.environment(EnvironmentName("py311")), .createEnvironment)
  static let build = StepID(.package("wheel"), .buildPackage)

  static let plan: [PlannedStep] = [
    PlannedStep(id: build, needs: [], reason: "sources changed"),
    PlannedStep(id: create, needs: [], reason: "no environment yet"),
    PlannedStep(id: commands, needs: [build, create], reason: "2 commands", isFailureIgnored: true),
  ]

  static let outcomes: [StepOutcome] = [
    .succeeded, .reused, .failed(exitCode: 2), .failed(exitCode: .min), .timedOut, .signalled(9),
    .couldNotStart("cannot run 'x'"), .invalid("no value"), .cancelled, .blocked(by: build), .blocked(by: create),
    .skipped("no platform"),
    .unavailable(""),
  ]

  static let events: [RunEvent] =
    [
      .runStarted(environments: ["py311", "é-日本"].map { EnvironmentName($0) }, steps: plan),
      .runStarted(environments: [], steps: []), .stepStarted(commands), .stepStarted(build),
      .commandStarted(commands, start(["pytest", "-k", "a \"b\""])), .outputGrew(commands, byteCount: .max),
      .commandEnded(commands, end(exitCode: 1, signal: nil)), .commandEnded(build, end(exitCode: nil, signal: 15)),
      .commandEnded(build, end(exitCode: nil, signal: nil)), .stepNoted(create, "attempt 1 of 2 failed"),
      .commandEnded(commands, timedOut),
      .startsPaused(.user, reason: "from the dashboard"),
      .startsPaused(.pressure, reason: "memory"), .startsResumed(.pressure, reason: ""),
      .inputsNoted(commands, [StepInput(name: "package 'a'", mark: "a 1"), StepInput(name: "", mark: "\"")]),
      .environmentNoted(
        commands,
        EnvironmentContent(
          interpreter: "CPython 3.12.1", tool: "uv 0.9", packagesMark: "a1",
          packages: [.init(name: "attrs", version: "25.1"), .init(name: "é\"", version: "")])),
      .environmentNoted(create, EnvironmentContent()), .environmentNoted(build, EnvironmentContent(packagesMark: "a1")),
      .testsNoted(
        commands,
        CollectedTests(
          reports: ["py311.run.tests-1.xml"], tally: TestTally(passed: 4, skipped: 3, failed: 2, errors: 1, flaky: 5))),
      .testsNoted(create, CollectedTests(reports: [], tally: TestTally())),
      .inputsNoted(create, []), .startsEnded(reason: "1 failed"), .stopRequested(reason: "Ctrl-C"),
      .stopSignalled(commands, signal: 15, processes: ["sh -c 'x'", ""]),
      .stopSignalled(build, signal: 9, processes: []), .runFinished,
    ] + outcomes.map { .stepFinished(commands, $0) }

  static let oddTexts: [String] = [
    "", " ", "\"", "\\", "\\\"", "\\n", "\\u0041", "/", "\n", "\r\n", "\t", "\0", "\u{1B}[31mred\u{1B}[0m",
    String(String.UnicodeScalarView((0...0x20).compactMap { Unicode.Scalar($0) })), "\u{7F}\u{80}\u{9B}",
    "\u{2028}\u{2029}", "\u{FEFF}x", "\u{FFFD}\u{FFFE}\u{10FFFF}", "é", "e\u{301}", "\u{301}x", "日本語", "😀", "👨‍👩‍👧‍👦🏳️‍🌈🇩🇪",
    "مرحبا", "{\"n\":1,\"e\":[]}", "],},", "null", String(repeating: "x\"y\n", count: 500),
  ]

  static func start(_ arguments: [String]) -> CommandStart {
    var start = CommandStart(
      index: 3, phase: "commands_pre", arguments: arguments, workingDirectory: "/home/me/a b", processID: .max)
    start.logOffset = 77
    start.attempt = 2
    start.executable = "/usr/bin/a"
    return start
  }

  static func end(exitCode: Int32?, signal: Int32?) -> CommandEnd {
    CommandEnd(
      index: 0, exitCode: exitCode, signal: signal, duration: .nanoseconds(61_000_000_001), cpuTime: .milliseconds(5),
      peakMemoryByteCount: 1 << 40)
  }

  private static var timedOut: CommandEnd {
    var end = end(exitCode: nil, signal: 2)
    end.overrun = .silence
    end.logOffset = .max
    return end
  }

  /// Events with numbers from one and times from 1000.
  static func numbered(_ events: [RunEvent]) -> [NumberedEvent] {
    events.enumerated().map { NumberedEvent(number: $0 + 1, time: 1000 + Int64($0), event: $1) }
  }

  /// The kind of an event, so that a new one is missed by ``events``.
  static func kind(_ event: RunEvent) -> String {
    switch event {
    case .runStarted: "run started"
    case .stepStarted: "step started"
    case .commandStarted: "command started"
    case .outputGrew: "output grew"
    case .commandEnded: "command ended"
    case .stepNoted: "step noted"
    case .inputsNoted: "inputs noted"
    case .environmentNoted: "environment noted"
    case .testsNoted: "tests noted"
    case .stepFinished: "step finished"
    case .stopRequested: "stop requested"
    case .startsEnded: "starts ended"
    case .startsPaused: "starts paused"
    case .startsResumed: "starts resumed"
    case .stopSignalled: "stop signalled"
    case .runFinished: "run finished"
    }
  }

  /// The kind of an outcome, so that a new one is missed by ``outcomes``.
  static func kind(_ outcome: StepOutcome) -> String {
    switch outcome {
    case .succeeded: "succeeded"
    case .reused: "reused"
    case .failed: "failed"
    case .timedOut: "timed out"
    case .signalled: "signalled"
    case .couldNotStart: "could not start"
    case .invalid: "invalid"
    case .cancelled: "cancelled"
    case .blocked: "blocked"
    case .skipped: "skipped"
    case .unavailable: "unavailable"
    }
  }
}
