import EnvironmentModel
import RunModel
import TestResults

/// The fields of one journal line before it is known which event they make.
struct EventFields {
  private var numbers: [String: Int] = [:]
  private var texts: [String: String] = [:]
  private var lists: [String: [String]] = [:]
  private var isTimedOut = false
  private var isStalled = false
  private var steps: [PlannedStep]?
  private var inputs: [StepInput]?
  private var packages: [EnvironmentContent.Package]?
  private var blocker = StepFields()
  private var step = StepFields()
  private var number: Int?
  private var time: Int?
  private var kind: String?

  init(_ reader: inout JSONReader) throws(JSONError) {
    try reader.object { (reader, key) throws(JSONError) in try take(key, from: &reader) }
  }

  private mutating func take(_ key: String, from reader: inout JSONReader) throws(JSONError) {
    switch key {
    case "n": number = try reader.integer()
    case "t": time = try reader.integer()
    case "e": kind = try reader.string()
    case _ where isOfUnknownKind: try reader.skipValue()
    case "env", "package", "step": try step.take(key, from: &reader)
    case "index", "pid", "bytes", "code", "signal", "wall", "cpu", "system", "peak", "read", "written", "log",
      "attempt":
      numbers[key] = try reader.integer()
    case "phase", "directory", "note", "outcome", "reason", "cause", "interpreter", "tool", "packages-mark", "program":
      texts[key] = try reader.string()
    case "passed", "skipped", "failed", "errors", "flaky": numbers[key] = try reader.integer()
    case "environments", "arguments", "processes", "reports": lists[key] = try reader.strings()
    case "timed-out": isTimedOut = try reader.boolean()
    case "stalled": isStalled = try reader.boolean()
    case "steps": steps = try Self.plannedSteps(&reader)
    case "inputs": inputs = try Self.stepInputs(&reader)
    case "packages": packages = try Self.installedPackages(&reader)
    case "by": blocker = try StepFields(&reader)
    default: try reader.skipValue()
    }
  }

  /// Fields of a kind that is not known may have any form.
  private var isOfUnknownKind: Bool { kind.map { EventName(rawValue: $0) == nil } ?? false }

  /// Steps of a kind this version does not know are left out.
  private static func plannedSteps(_ reader: inout JSONReader) throws(JSONError) -> [PlannedStep] {
    let steps = try reader.array { (reader) throws(JSONError) -> PlannedStep? in
      var step = StepFields()
      var needs: [StepID] = []
      var reason = ""
      var isIgnored = false
      try reader.object { (reader, key) throws(JSONError) in
        switch key {
        case "needs":
          needs = try reader.array { (reader) throws(JSONError) in try StepFields(&reader).id }.compactMap { $0 }
        case "reason": reason = try reader.string()
        case "ignored": isIgnored = try reader.boolean()
        default: try step.take(key, from: &reader)
        }
      }
      return step.id.map { PlannedStep(id: $0, needs: needs, reason: reason, isFailureIgnored: isIgnored) }
    }
    return steps.compactMap { $0 }
  }

  private static func stepInputs(_ reader: inout JSONReader) throws(JSONError) -> [StepInput] {
    try reader.array { (reader) throws(JSONError) in
      var input = StepInput(name: "", mark: "")
      try reader.object { (reader, key) throws(JSONError) in
        switch key {
        case "name": input.name = try reader.string()
        case "mark": input.mark = try reader.string()
        default: try reader.skipValue()
        }
      }
      return input
    }
  }

  private static func installedPackages(
    _ reader: inout JSONReader
  ) throws(JSONError) -> [EnvironmentContent.Package] {
    try reader.array { (reader) throws(JSONError) in
      var package = EnvironmentContent.Package(name: "", version: "")
      try reader.object { (reader, key) throws(JSONError) in
        switch key {
        case "name": package.name = try reader.string()
        case "version": package.version = try reader.string()
        default: try reader.skipValue()
        }
      }
      return package
    }
  }

  /// The event the fields make.
  var decoded: EventCoding.Decoded {
    guard let number, let time, let kind else { return .malformed }
    guard let name = EventName(rawValue: kind) else { return .unknown(number: number) }
    if step.isUnknown || blocker.isUnknown { return .unknown(number: number) }
    if name == .stepFinished, let outcome = texts["outcome"], OutcomeName(rawValue: outcome) == nil {
      return .unknown(number: number)
    }
    if let cause = texts["cause"], PauseCause(rawValue: cause) == nil { return .unknown(number: number) }
    guard let event = event(name) else { return .malformed }
    return .event(NumberedEvent(number: number, time: Int64(time), event: event))
  }

  private func event(_ name: EventName) -> RunEvent? {
    switch name {
    case .runStarted: runStarted
    case .stepStarted: step.id.map { .stepStarted($0) }
    case .commandStarted: commandStarted
    case .outputGrew: both(step.id, numbers["bytes"]).map { .outputGrew($0, byteCount: $1) }
    case .commandEnded: commandEnded
    case .stepNoted: both(step.id, texts["note"]).map { .stepNoted($0, $1) }
    case .inputsNoted: both(step.id, inputs).map { .inputsNoted($0, $1) }
    case .environmentNoted: step.id.map { .environmentNoted($0, content) }
    case .testsNoted: both(step.id, lists["reports"]).map { .testsNoted($0, CollectedTests(reports: $1, tally: tally)) }
    case .stepFinished: both(step.id, outcome).map { .stepFinished($0, $1) }
    case .stopRequested: texts["reason"].map { .stopRequested(reason: $0) }
    case .startsEnded: texts["reason"].map { .startsEnded(reason: $0) }
    case .startsPaused: both(cause, texts["reason"]).map { .startsPaused($0, reason: $1) }
    case .startsResumed: both(cause, texts["reason"]).map { .startsResumed($0, reason: $1) }
    case .stopSignalled: stopSignalled
    case .runFinished: .runFinished
    }
  }

  private var runStarted: RunEvent? {
    both(lists["environments"], steps).map { names, steps in
      .runStarted(environments: names.map(EnvironmentName.init), steps: steps)
    }
  }

  private var commandStarted: RunEvent? {
    guard let id = step.id, let index = numbers["index"], let phase = texts["phase"],
      let arguments = lists["arguments"], let directory = texts["directory"], let processID = int32("pid")
    else { return nil }
    var start = CommandStart(
      index: index, phase: phase, arguments: arguments, workingDirectory: directory, processID: processID)
    start.logOffset = numbers["log"]
    start.attempt = max(1, numbers["attempt"] ?? 1)
    start.executable = texts["program"]
    return .commandStarted(id, start)
  }

  private var commandEnded: RunEvent? {
    guard let id = step.id, let index = numbers["index"], let wall = numbers["wall"], let cpu = numbers["cpu"],
      let peak = numbers["peak"]
    else { return nil }
    var end = CommandEnd(
      index: index, exitCode: int32("code"), signal: int32("signal"), duration: .nanoseconds(wall),
      cpuTime: .nanoseconds(cpu), systemTime: numbers["system"].map { .nanoseconds($0) }, peakMemoryByteCount: peak,
      readByteCount: numbers["read"], writtenByteCount: numbers["written"])
    end.logOffset = numbers["log"]
    if isTimedOut { end.overrun = isStalled ? .silence : .time }
    return .commandEnded(id, end)
  }

  private var content: EnvironmentContent {
    EnvironmentContent(
      interpreter: texts["interpreter"] ?? "", tool: texts["tool"] ?? "", packagesMark: texts["packages-mark"] ?? "",
      packages: packages)
  }

  private var tally: TestTally {
    TestTally(
      passed: numbers["passed"] ?? 0, skipped: numbers["skipped"] ?? 0, failed: numbers["failed"] ?? 0,
      errors: numbers["errors"] ?? 0, flaky: numbers["flaky"] ?? 0)
  }

  private var cause: PauseCause? { texts["cause"].flatMap(PauseCause.init) }

  private var stopSignalled: RunEvent? {
    guard let id = step.id, let signal = int32("signal"), let processes = lists["processes"] else { return nil }
    return .stopSignalled(id, signal: signal, processes: processes)
  }

  private var outcome: StepOutcome? {
    switch texts["outcome"].flatMap(OutcomeName.init) {
    case .succeeded: .succeeded
    case .reused: .reused
    case .timedOut: .timedOut
    case .cancelled: .cancelled
    case .failed: int32("code").map { .failed(exitCode: $0) }
    case .signalled: int32("signal").map { .signalled($0) }
    case .couldNotStart: texts["reason"].map { .couldNotStart($0) }
    case .invalid: texts["reason"].map { .invalid($0) }
    case .skipped: texts["reason"].map { .skipped($0) }
    case .unavailable: texts["reason"].map { .unavailable($0) }
    case .blocked: blocker.id.map { .blocked(by: $0) }
    case nil: nil
    }
  }

  private func int32(_ key: String) -> Int32? { numbers[key].flatMap(Int32.init(exactly:)) }
}

/// The fields that tell a step.
private struct StepFields {
  private var owner: StepOwner?
  private var kind: String?

  init() {}

  init(_ reader: inout JSONReader) throws(JSONError) {
    try reader.object { (reader, key) throws(JSONError) in try take(key, from: &reader) }
  }

  mutating func take(_ key: String, from reader: inout JSONReader) throws(JSONError) {
    switch key {
    case "env": owner = .environment(EnvironmentName(try reader.string()))
    case "package": owner = .package(try reader.string())
    case "step": kind = try reader.string()
    default: try reader.skipValue()
    }
  }

  /// The step; `nil` when a field is missing or its kind is not known.
  var id: StepID? {
    both(owner, kind.flatMap(StepKind.init)).map(StepID.init)
  }

  /// Whether there is a step kind that this version does not know.
  var isUnknown: Bool { kind.map { StepKind(rawValue: $0) == nil } ?? false }
}

/// Two values as one, when both are there.
private func both<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
  guard let first, let second else { return nil }
  return (first, second)
}
