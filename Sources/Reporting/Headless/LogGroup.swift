import RunModel

/// The log of a step between a title and an end, as a group where a build service knows groups.
struct LogGroup {
  let style: TextStyle
  let service: BuildService?
  let logs: any StepOutputSource

  /// Writes the whole log.
  ///
  /// - Parameter isGood: Whether nobody needs to read it.
  func show(_ step: StepState, isGood: Bool, to write: (String) -> Void) {
    let id = step.plan.id
    let title = "\(id.owner.label)\(style.separator)\(id.kind.label)"
    let seconds = (step.endTime ?? 0) / 1_000_000
    let start = (step.startTime ?? step.endTime ?? 0) / 1_000_000
    write(
      service?.groupStart(title, name: id.description, seconds: start, isCollapsed: isGood)
        ?? style.rule(title) + "\n")
    var offset = 0
    for piece in LogPiece.pieces(of: step, from: 0) {
      switch piece {
      case .command(let command): write(style.dim(LogPiece.line(of: command)) + "\n")
      case .output(let end, _): show(id, &offset, to: end, to: write)
      }
    }
    write(service?.groupEnd(title, name: id.description, seconds: seconds) ?? style.rule() + "\n")
  }

  private func show(_ id: StepID, _ offset: inout Int, to end: Int, to write: (String) -> Void) {
    while offset < end {
      let part = logs.part(of: id, from: offset, to: end, isWhole: true)
      if part.endOffset <= offset { return }
      offset = part.endOffset
      write(part.lines.map { $0 + "\n" }.joined())
    }
  }
}
