import Host
import Planning
import RunModel

extension StepExecution {
  /// What is told of a command that starts; of one inside another system, what it is there.
  func start(
    of action: CommandAction, by request: ProcessRequest, _ index: Int, _ processID: Int32
  ) -> CommandStart {
    var words = action.enclosure == nil ? request.arguments : words(of: action)
    if action.hidesScript { words[2] = "…" }
    var started = CommandStart(
      index: index, phase: action.phase, arguments: words, workingDirectory: action.workingDirectory,
      processID: processID)
    started.attempt = attempt
    if action.enclosure == nil, words.first != request.executable { started.executable = request.executable }
    return started
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
