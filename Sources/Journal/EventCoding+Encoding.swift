import EnvironmentModel
import RunModel
import TestResults

extension EventCoding {
  /// Writes an event as one object.
  static func write(_ numbered: NumberedEvent, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("n", numbered.number)
    writer.field("t", Int(numbered.time))
    writer.field("e", EventName(numbered.event).rawValue)
    write(numbered.event, to: &writer)
    writer.endObject()
  }

  private static func write(_ event: RunEvent, to writer: inout JSONWriter) {
    switch event {
    case .runStarted(let environments, let steps):
      writer.field("environments", environments.map(\.text))
      writer.field("steps", steps) { writer, step in write(step, to: &writer) }
    case .stepStarted(let id): write(id, to: &writer)
    case .commandStarted(let id, let start):
      write(id, to: &writer)
      write(start, to: &writer)
    case .outputGrew(let id, let byteCount):
      write(id, to: &writer)
      writer.field("bytes", byteCount)
    case .commandEnded(let id, let end):
      write(id, to: &writer)
      write(end, to: &writer)
    case .stepNoted(let id, let note):
      write(id, to: &writer)
      writer.field("note", note)
    case .inputsNoted(let id, let inputs):
      write(id, to: &writer)
      writer.field("inputs", inputs) { writer, input in write(input, to: &writer) }
    case .environmentNoted(let id, let content):
      write(id, to: &writer)
      write(content, to: &writer)
    case .testsNoted(let id, let tests):
      write(id, to: &writer)
      write(tests, to: &writer)
    case .stepFinished(let id, let outcome):
      write(id, to: &writer)
      write(outcome, to: &writer)
    case .stopRequested(let reason), .startsEnded(let reason): writer.field("reason", reason)
    case .startsPaused(let cause, let reason), .startsResumed(let cause, let reason):
      writer.field("cause", cause.rawValue)
      writer.field("reason", reason)
    case .stopSignalled(let id, let signal, let processes):
      write(id, to: &writer)
      writer.field("signal", Int(signal))
      writer.field("processes", processes)
    case .runFinished: break
    }
  }

  private static func write(_ input: StepInput, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("name", input.name)
    writer.field("mark", input.mark)
    writer.endObject()
  }

  private static func write(_ content: EnvironmentContent, to writer: inout JSONWriter) {
    if !content.interpreter.isEmpty { writer.field("interpreter", content.interpreter) }
    if !content.tool.isEmpty { writer.field("tool", content.tool) }
    if !content.packagesMark.isEmpty { writer.field("packages-mark", content.packagesMark) }
    guard let packages = content.packages else { return }
    writer.field("packages", packages) { writer, package in
      writer.beginObject()
      writer.field("name", package.name)
      writer.field("version", package.version)
      writer.endObject()
    }
  }

  private static func write(_ tests: CollectedTests, to writer: inout JSONWriter) {
    writer.field("reports", tests.reports)
    let tally = tests.tally
    let counts = [
      ("passed", tally.passed), ("skipped", tally.skipped), ("failed", tally.failed), ("errors", tally.errors),
      ("flaky", tally.flaky),
    ]
    for (name, count) in counts where count > 0 { writer.field(name, count) }
  }

  private static func write(_ id: StepID, to writer: inout JSONWriter) {
    switch id.owner {
    case .environment(let name): writer.field("env", name.text)
    case .package(let name): writer.field("package", name)
    }
    writer.field("step", id.kind.rawValue)
  }

  private static func write(_ step: PlannedStep, to writer: inout JSONWriter) {
    writer.beginObject()
    write(step.id, to: &writer)
    writer.field("needs", step.needs) { writer, need in
      writer.beginObject()
      write(need, to: &writer)
      writer.endObject()
    }
    writer.field("reason", step.reason)
    if step.isFailureIgnored { writer.field("ignored", true) }
    writer.endObject()
  }

  private static func write(_ start: CommandStart, to writer: inout JSONWriter) {
    writer.field("index", start.index)
    writer.field("phase", start.phase)
    writer.field("arguments", start.arguments)
    writer.field("directory", start.workingDirectory)
    writer.field("pid", Int(start.processID))
    if let path = start.executable { writer.field("program", path) }
    if let offset = start.logOffset { writer.field("log", offset) }
    if start.attempt > 1 { writer.field("attempt", start.attempt) }
  }

  private static func write(_ end: CommandEnd, to writer: inout JSONWriter) {
    writer.field("index", end.index)
    if let code = end.exitCode { writer.field("code", Int(code)) }
    if let signal = end.signal { writer.field("signal", Int(signal)) }
    writer.field("wall", end.duration.wholeNanoseconds)
    writer.field("cpu", end.cpuTime.wholeNanoseconds)
    if let time = end.systemTime { writer.field("system", time.wholeNanoseconds) }
    writer.field("peak", end.peakMemoryByteCount)
    if let count = end.readByteCount { writer.field("read", count) }
    if let count = end.writtenByteCount { writer.field("written", count) }
    if let offset = end.logOffset { writer.field("log", offset) }
    if end.overrun != nil { writer.field("timed-out", true) }
    if end.overrun == .silence { writer.field("stalled", true) }
  }

  private static func write(_ outcome: StepOutcome, to writer: inout JSONWriter) {
    writer.field("outcome", OutcomeName(outcome).rawValue)
    switch outcome {
    case .succeeded, .reused, .timedOut, .cancelled: break
    case .failed(let code): writer.field("code", Int(code))
    case .signalled(let signal): writer.field("signal", Int(signal))
    case .couldNotStart(let reason), .invalid(let reason), .skipped(let reason), .unavailable(let reason):
      writer.field("reason", reason)
    case .blocked(let step): writer.field("by") { writer in write(step, to: &writer) }
    }
  }
}

extension Duration {
  /// The duration in nanoseconds, what is smaller cut off.
  fileprivate var wholeNanoseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  }
}
