import RunModel

/// Shows output when it comes: whole lines, each with its environment before it.
struct LiveOutput: Sendable {
  private let labelWidth: Int
  private let style: TextStyle
  private var offsets: [StepID: Int] = [:]

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
    var offset = offsets[id] ?? 0
    while offset < step.logByteCount {
      let part = logs.part(of: id, from: offset, to: step.logByteCount, isWhole: isWhole)
      if part.endOffset <= offset { break }
      offset = part.endOffset
      write(part.lines.map { "\(prefix)\($0)\n" }.joined())
    }
    offsets[id] = isWhole ? nil : offset
  }
}
