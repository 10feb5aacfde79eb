import RunModel

/// A piece of a step's log as it is shown: a command where it began, or what was written until some offset.
enum LogPiece {
  case command(CommandState)
  /// - Parameter isEnded: Whether nothing of the same line follows.
  case output(to: Int, isEnded: Bool)

  /// What follows some offset of a log.
  ///
  /// Journals of earlier versions do not tell where commands began, and have output alone.
  ///
  /// - Parameters:
  ///   - told: How many commands are told already.
  ///   - isWhole: Whether nothing more will come.
  static func pieces(of step: StepState, from offset: Int, told: Int = 0, isWhole: Bool = true) -> [LogPiece] {
    var pieces: [LogPiece] = []
    var offset = offset
    for command in step.commands.dropFirst(told) {
      guard let start = command.start.logOffset else { continue }
      if start > offset { pieces.append(.output(to: start, isEnded: true)) }
      offset = max(offset, start)
      pieces.append(.command(command))
    }
    let end = isWhole ? step.logByteCount : min(step.logByteCount, knownEnd(step))
    if end > offset { pieces.append(.output(to: end, isEnded: isWhole)) }
    return pieces
  }

  /// How far it is known what wrote a log: between commands the next one may have written before its start is told.
  private static func knownEnd(_ step: StepState) -> Int {
    guard let last = step.commands.last, last.start.logOffset != nil, let end = last.end else { return .max }
    return end.logOffset ?? .max
  }

  /// A command as a line: with its exit code where it is not 0.
  static func line(of command: CommandState) -> String {
    let code = command.end?.exitCode.map { $0 == 0 ? "" : "  exit code \($0)" } ?? ""
    return "$ \(command.titleText)\(code)"
  }
}
