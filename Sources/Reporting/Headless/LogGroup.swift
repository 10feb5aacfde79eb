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
    while offset < step.logByteCount {
      let part = logs.part(of: id, from: offset, to: step.logByteCount, isWhole: true)
      if part.endOffset <= offset { break }
      offset = part.endOffset
      write(part.lines.map { $0 + "\n" }.joined())
    }
    write(service?.groupEnd(title, name: id.description, seconds: seconds) ?? style.rule() + "\n")
  }
}
