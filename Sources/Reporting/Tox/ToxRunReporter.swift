package import EnvironmentModel
package import RunModel

/// Tells a run in tox's words: each command before it runs, its output, each environment's end, and a summary.
package struct ToxRunReporter {
  /// What decides which words are said.
  package struct Settings {
    /// From 0, nothing but output, over 2, the usual, to 5.
    package var verbosity: Int
    /// The folder in which the user stands; commands in others are told with theirs.
    package var folder: String
    /// Whether output is held back until its environment ends, and shown only of failures and by choice.
    package var holdsOutput: Bool
    /// Environments whose output is shown even when all goes well.
    package var shown: Set<EnvironmentName>
    /// Environments that were asked for and cannot be made, as nothing is known that makes them.
    package var unavailable: [EnvironmentName]
    /// What environments may be made with, in the words of the configuration.
    package var interpreters: [EnvironmentName: [String]] = [:]

    package init(
      verbosity: Int, folder: String, holdsOutput: Bool = false, shown: Set<EnvironmentName> = [],
      unavailable: [EnvironmentName] = []
    ) {
      self.verbosity = verbosity
      self.folder = folder
      self.holdsOutput = holdsOutput
      self.shown = shown
      self.unavailable = unavailable
    }
  }

  /// The fold of all events so far.
  package private(set) var state: RunState
  private let settings: Settings
  private let logs: any StepOutputSource
  private var offsets: [StepID: Int] = [:]
  private var told: Set<StepOwner> = []
  /// The command of an environment or package that sets it up at the moment.
  private var setupCommands: [StepOwner: CommandStart] = [:]
  /// What was held back of an environment.
  private var held: [StepOwner: [(text: String, isError: Bool)]] = [:]

  private typealias Writer = (String, _ isError: Bool) -> Void

  package init(run: RunID, settings: Settings, logs: any StepOutputSource) {
    state = RunState(id: run)
    self.settings = settings
    self.logs = logs
  }

  /// Takes events in and writes what they are worth, whole lines only.
  ///
  /// - Parameter write: Takes a text, and whether it is for standard error.
  package mutating func report(_ events: [NumberedEvent], to write: (String, _ isError: Bool) -> Void) {
    for event in events {
      state.apply(event)
      tell(event.event, to: write)
    }
  }

  private mutating func tell(_ event: RunEvent, to write: Writer) {
    switch event {
    case .commandStarted(let id, let start) where id.kind == .runCommands || start.phase == Self.farewell:
      advance(id, isWhole: false, to: write)
      let folder = start.workingDirectory == settings.folder ? "" : " \(start.workingDirectory)"
      let name = "\(start.phase)[\(index(of: start, in: id))]"
      say("\(id.owner.name): \(name)\(folder)> \(Self.text(start.arguments))\n", 2, id.owner, to: write)
    case .commandStarted(let id, let start):
      setupCommands[id.owner] = start
      if start.phase == "create" {
        let text = Self.text(start.arguments)
        say("\(id.owner.name): create virtual environment via \(text)\n", 4, id.owner, to: write)
      }
    case .outputGrew(let id, _) where id.kind == .runCommands: advance(id, isWhole: false, to: write)
    case .commandEnded(let id, let end) where id.kind == .runCommands || phase(of: end, in: id) == Self.farewell:
      advance(id, isWhole: true, to: write)
      tellEnd(end, of: id, to: write)
    case .commandEnded(let id, let end): tellSetupEnd(end, of: id, to: write)
    case .stepStarted(let id) where id.kind == .createEnvironment: tellRecreation(of: id, to: write)
    case .stopRequested: tellInterruption(to: write)
    case .stopSignalled(let id, let signal, _):
      say("\(id.owner.name): send signal \(signal)\n", 2, id.owner, to: write)
    case .stepNoted(let id, let note): say("\(id.owner.name): \(Self.note(note))\n", 2, id.owner, to: write)
    case .stepFinished(let id, let outcome):
      if id.kind == .runCommands || !outcome.isSuccess { advance(id, isWhole: true, to: write) }
      tellOwner(id.owner, to: write)
    case .runFinished: write(summary, false)
    default: break
    }
  }

  /// That an environment is removed to be made anew, and why.
  private mutating func tellRecreation(of id: StepID, to write: Writer) {
    guard let reason = state.steps[id]?.plan.reason, let words = ToxReason.recreation(reason) else { return }
    if !words.isEmpty { say("\(id.owner.name): recreate env because \(words)\n", 2, id.owner, to: write) }
    say("\(id.owner.name): remove tox env folder\n", 2, id.owner, to: write)
  }

  private mutating func tellInterruption(to write: Writer) {
    guard settings.verbosity >= 2 else { return }
    write("ROOT: KeyboardInterrupt - teardown started\n", false)
    for name in state.environments where state.summary(of: .environment(name)).status == .running {
      write("ROOT: interrupt tox environment: \(name)\n", false)
    }
  }

  /// What an environment runs before it goes, which is told as its other commands are.
  private static let farewell = "recreate_commands"

  private func phase(of end: CommandEnd, in id: StepID) -> String? {
    state.steps[id]?.commands.last { $0.start.index == end.index }?.start.phase
  }

  /// Writes now, or keeps for the end of the environment.
  private mutating func say(_ text: String, _ level: Int, _ owner: StepOwner, to write: Writer) {
    guard settings.verbosity >= level else { return }
    put(text, owner, isError: false, to: write)
  }

  private mutating func put(_ text: String, _ owner: StepOwner, isError: Bool, to write: Writer) {
    if settings.holdsOutput { held[owner, default: []].append((text, isError)) } else { write(text, isError) }
  }

  /// Lines of one stream that stand together go together.
  private mutating func put(_ part: StepOutputPart, _ owner: StepOwner, to write: Writer) {
    var first = 0
    while first < part.lines.count {
      let isError = part.errorLines.contains(first)
      let end = (first..<part.lines.count).first { part.errorLines.contains($0) != isError } ?? part.lines.count
      put(part.lines[first..<end].map { $0 + "\n" }.joined(), owner, isError: isError, to: write)
      first = end
    }
  }

  private mutating func advance(_ id: StepID, isWhole: Bool, to write: Writer) {
    guard let step = state.steps[id] else { return }
    var offset = offsets[id] ?? 0
    // When a command has ended its log may be longer than events have told.
    let end = isWhole && step.phase == .running ? max(step.logByteCount, offset + 1) + 1_000_000_000 : step.logByteCount
    while offset < end {
      let part = logs.part(of: id, from: offset, to: end, isWhole: isWhole && step.phase != .running)
      if part.endOffset <= offset { break }
      offset = part.endOffset
      put(part, id.owner, to: write)
    }
    offsets[id] = offset
  }

  /// The place of a command among those of its phase.
  private func index(of start: CommandStart, in id: StepID) -> Int {
    let commands = state.steps[id]?.commands ?? []
    return commands.filter { $0.start.phase == start.phase && $0.start.index < start.index }.count
  }

  private mutating func tellEnd(_ end: CommandEnd, of id: StepID, to write: Writer) {
    guard let command = state.steps[id]?.commands.last(where: { $0.start.index == end.index }) else { return }
    let code = end.exitCode.map(Int.init) ?? -Int(end.signal ?? 0)
    guard code != 0 || settings.verbosity > 2 else { return }
    let time = ToxTime.text(end.duration)
    let text = Self.text(command.start.arguments)
    say(
      "\(id.owner.name): exit \(code) (\(time) seconds) \(command.start.workingDirectory)> \(text) "
        + "pid=\(command.start.processID)\n", 2, id.owner, to: write)
    if code != 0, command.start.phase == "extra_setup_commands" {
      say("\(id.owner.name): extra_setup_commands failed\n", 2, id.owner, to: write)
    }
  }

  /// A command that sets something up is told with what it wrote, and only when it failed.
  private mutating func tellSetupEnd(_ end: CommandEnd, of id: StepID, to write: Writer) {
    guard let start = setupCommands.removeValue(forKey: id.owner), end.exitCode != 0 else { return }
    say("\(id.owner.name): \(start.phase)> \(Self.text(start.arguments))\n", 2, id.owner, to: write)
    advance(id, isWhole: true, to: write)
    tellEnd(end, of: id, to: write)
  }

  /// A note in tox's words where it has its own.
  private static func note(_ text: String) -> String {
    if text.hasSuffix(" is ignored") {
      return "command failed but is marked ignore outcome so handling it as success"
    }
    let parts = text.split(separator: " failed, ")
    guard parts.count == 2, parts[0].hasPrefix("attempt "), parts[1] == "trying again" else { return text }
    return "command failed (\(parts[0])), retrying"
  }

  private static func text(_ arguments: [String]) -> String {
    ToxSecrets.masked(arguments).map(CommandLine.quoted).joined(separator: " ")
  }

  // MARK: Environments

  private mutating func tellOwner(_ owner: StepOwner, to write: Writer) {
    guard case .environment(let name) = owner else { return }
    let summary = state.summary(of: owner)
    guard summary.status.isSettled, told.insert(owner).inserted else { return }
    let result = ToxResult(state, name, interpreters: settings.interpreters[name] ?? [])
    if let reason = result.complaint { say("\(name): \(reason)\n", 2, owner, to: write) }
    if let texts = held.removeValue(forKey: owner), result.isBad || settings.shown.contains(name) {
      for (text, isError) in texts { write(text, isError) }
    }
    // The last one's end is in the summary.
    guard told.count < state.environments.count, settings.verbosity > 1 else { return }
    write("\(name): \(result.word) \(result.mark) in \(ToxTime.text(result.duration)) seconds\n", false)
  }

  private var summary: String {
    guard settings.verbosity > 0 else { return "" }
    let results = state.environments.map { ToxResult(state, $0) }
    var text = ""
    for result in results { text += "  \(result.name): \(result.summary(isShort: settings.verbosity < 2))\n" }
    for name in settings.unavailable { text += "  \(name): NOT AVAILABLE (0.00 seconds)\n" }
    let isGood = Self.exitCode(of: state) == 0
    let time = ToxTime.text(.microseconds((state.endTime ?? 0) - (state.startTime ?? 0)))
    return text + "  \(isGood ? "congratulations :)" : "evaluation failed :(") (\(time) seconds)\n"
  }

  /// tox's exit code of a run: that of the only environment, else 1 when any failed or nothing ran.
  package static func exitCode(of state: RunState) -> Int32 {
    let results = state.environments.map { ToxResult(state, $0) }
    // Where packages alone are built, there are none.
    if results.isEmpty, !state.steps.isEmpty {
      let isGood = state.steps.values.allSatisfy { step in
        if case .finished(let outcome) = step.phase { outcome.isSuccess } else { false }
      }
      return isGood ? 0 : 1
    }
    if results.allSatisfy(\.isSkipped) { return 1 }
    if results.count == 1 { return results[0].isBad ? results[0].exitCode : 0 }
    return results.contains(where: \.isBad) ? 1 : 0
  }
}

extension StepOwner {
  /// The name alone.
  fileprivate var name: String {
    switch self {
    case .environment(let name): name.text
    case .package(let name): name
    }
  }
}

/// Times as tox shows them.
enum ToxTime {
  static func text(_ duration: Duration) -> String {
    let hundredths = (duration.components.seconds * 100) + duration.components.attoseconds / 10_000_000_000_000_000
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
