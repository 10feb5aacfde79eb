import RunModel

/// Shows commands and their output when they come: whole lines, each with its environment before it.
struct LiveOutput: Sendable {
  private let labelWidth: Int
  private let style: TextStyle
  /// How far the logs of steps were shown, and how many of their commands.
  private var shown: [StepID: (offset: Int, commandCount: Int)] = [:]

  /// - Parameter labels: All that may stand before lines; the widest, up to 24 columns, sets the place of the bar.
  init(labels: [String], style: TextStyle) {
    labelWidth = min(24, labels.map(\.count).max() ?? 0)
    self.style = style
  }

  /// Writes what a step's log has more than was written before.
  mutating func advance(
    _ step: StepState, isWhole: Bool, from logs: any StepOutputSource, to write: (String) -> Void
  ) {
    let id = step.plan.id
    let label = id.owner.label
    let pad = String(repeating: " ", count: max(0, labelWidth - label.count))
    let prefix = style.dim("\(label)\(pad) \(style.isUnicode ? "│" : "|") ")
    var (offset, told) = shown[id] ?? (0, 0)
    for piece in LogPiece.pieces(of: step, from: offset, told: told, isWhole: isWhole) {
      switch piece {
      // How it ends is not known yet.
      case .command(let command): write("\(prefix)\(style.dim("$ \(command.titleText)"))\n")
      case .output(let end, let isEnded):
        while offset < end {
          let part = logs.part(of: id, from: offset, to: end, isWhole: isEnded)
          if part.endOffset <= offset { break }
          offset = part.endOffset
          write(part.lines.map { "\(prefix)\($0)\n" }.joined())
        }
      }
    }
    told = step.commands.count
    shown[id] = isWhole ? nil : (offset, told)
  }
}
