import Host
import Planning
import RunModel

extension StepExecution {
  /// What is told of a command that starts; of one inside another system, what it is there.
  func start(
    of action: CommandAction, by request: ProcessRequest, _ index: Int, _ processID: Int32
  ) -> CommandStart {
    let words = Self.shown(action.enclosure == nil ? request.arguments : words(of: action), of: action.phase)
    var started = CommandStart(
      index: index, phase: action.phase, arguments: words, workingDirectory: action.workingDirectory,
      processID: processID)
    if action.enclosure == nil, words.first != request.executable { started.executable = request.executable }
    return started
  }

  /// The words of a command as people are to see them: of our own scripts of many lines they learn nothing.
  private static func shown(_ words: [String], of phase: String) -> [String] {
    let own: Set = ["commands_pre", "commands", "commands_post"]
    guard !own.contains(phase), words.count > 2, words[0] == "/bin/sh", words[1].hasSuffix("c"),
      words[2].contains("\n")
    else { return words }
    return Array(words[..<2]) + ["…"] + words[3...]
  }

  static func end(_ index: Int, _ report: ProcessReport, _ duration: Duration) -> CommandEnd {
    var end = CommandEnd(
      index: index, exitCode: nil, signal: nil, duration: duration, cpuTime: report.cpuTime,
      systemTime: report.systemTime, peakMemoryByteCount: report.peakMemoryByteCount,
      readByteCount: report.readByteCount, writtenByteCount: report.writtenByteCount)
    switch report.ending {
    case .exited(let code): end.exitCode = code
    case .signalled(let signal): end.signal = signal
    }
    return end
  }
}
